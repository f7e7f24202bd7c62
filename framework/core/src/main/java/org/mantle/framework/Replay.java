package org.mantle.framework;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mantle.framework.history.LargeValue;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.history.UnkeptValue;
import org.mantle.framework.internal.check.CheckedInputs;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.type.HostStorage;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmRegistry;
import org.mantle.framework.run.UnknownAlgorithmException;
import org.mantle.framework.type.Secret;

/**
 * What it takes to run again what a record tells of: the same version, with the same inputs.
 *
 * <pre>{@code
 * Replay replay = Replay.of(record, mantle.registry(), Map.of("Password", password));
 * Outputs outputs = mantle.run(replay.algorithm(), replay.properties());
 * }</pre>
 *
 * <p>A secret is never recorded. It must be given again, also one that was given by a reference: only a face on the user's own
 * machine may follow one, and gives what it leads to.
 *
 * @param algorithm the version that ran
 * @param properties the inputs that differ from their defaults, by name
 */
public record Replay(AlgorithmDescriptor algorithm, Map<String, Object> properties) {

    public Replay {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    /**
     * Makes it of a record.
     *
     * <p>With changes, an input that had the default which depends on other inputs gets that default anew. A default that depends on an
     * object of the host's store is known for one only while that object is there, and through {@link Mantle#replay}.
     *
     * @param changes what to give in place of what was given, by name in any letter case; {@code null} means the default
     * @throws UnknownAlgorithmException if the algorithm is not there in the version that ran
     * @throws InvalidPropertyException if an input was not kept whole and is not among the changes; it names each and says what
     *     to give
     */
    public static Replay of(RunRecord record, AlgorithmRegistry registry, Map<String, ?> changes) {
        return of(record, registry, changes, HostStorage.none());
    }

    static Replay of(RunRecord record, AlgorithmRegistry registry, Map<String, ?> changes, HostStorage storage) {
        AlgorithmDescriptor algorithm = registry.get(record.algorithm(), record.version());
        Map<String, Object> properties = new LinkedHashMap<>(record.inputs());
        if (!changes.isEmpty()) {
            CheckedInputs.dropComputedDefaults(CompiledAlgorithm.of(algorithm), properties, storage);
        }
        changes.forEach((name, value) -> {
            String declared = algorithm.property(name).map(Property::name).orElse(name);
            properties.remove(declared);
            if (value != null) {
                // as it was spelt: two spellings of one property are a problem of the run
                properties.put(name, value);
            }
        });
        List<Problem> problems = new ArrayList<>();
        properties.forEach((name, value) -> {
            boolean gone = value instanceof Secret secret && secret.isRecorded();
            if (gone || value instanceof LargeValue || value instanceof UnkeptValue) {
                problems.add(Problem.of(name, Problem.NOT_KEPT, message(name, value)));
            }
        });
        if (!problems.isEmpty()) {
            throw InvalidPropertyException.of(algorithm.name(), problems);
        }
        return new Replay(algorithm, properties);
    }

    private static String message(String name, Object value) {
        if (value instanceof LargeValue large) {
            return "it was longer than the " + LargeValue.LIMIT + " characters that the history keeps, which has only "
                    + large + "; give " + name + " again, from a file of properties if it is too long to type";
        }
        if (value instanceof Secret secret) {
            String reference = secret.reference();
            return reference.isEmpty()
                    ? "it is a secret, of which the history keeps nothing; give " + name + " again"
                    : "it is a secret that was given as " + reference + "; give " + name
                            + " again, as that or as what it leads to";
        }
        return "it was " + value + ", which the history cannot keep; give " + name
                + " again, which only a program may be able to";
    }
}
