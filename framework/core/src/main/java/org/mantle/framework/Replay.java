package org.mantle.framework;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * Outputs outputs = mantle.run(replay);
 * }</pre>
 *
 * <p>What the algorithm creates inside it by name alone is what ran inside it then, in the version of then, as far as the record tells:
 * one of which children were left out knows those that it kept.
 *
 * <p>A secret is never recorded. It must be given again, also one that was given by a reference: only a face on the user's own
 * machine may follow one, and gives what it leads to. Immutable.
 *
 * @since 0.1.0
 */
public final class Replay {

    private final AlgorithmDescriptor algorithm;
    private final Map<String, Object> properties;
    private final List<AlgorithmDescriptor> children;

    private Replay(AlgorithmDescriptor algorithm, Map<String, ?> properties, List<AlgorithmDescriptor> children) {
        this.algorithm = algorithm;
        this.properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        this.children = children;
    }

    /** Returns the version that ran. */
    public AlgorithmDescriptor algorithm() {
        return algorithm;
    }

    /** Returns the inputs that differ from their defaults, by name. */
    public Map<String, Object> properties() {
        return properties;
    }

    /** Returns each version of an algorithm that ran inside it, however deep, once. */
    public List<AlgorithmDescriptor> children() {
        return children;
    }

    /** Returns a replay of the same versions with other inputs. */
    public Replay withProperties(Map<String, ?> others) {
        return new Replay(algorithm, others, children);
    }

    /**
     * Makes it of a record.
     *
     * <p>With changes, an input that had the default which depends on other inputs gets that default anew. A default that depends on an
     * object of the host's store is known for one only while that object is there, and through {@link Mantle#replay}.
     *
     * @param changes what to give in place of what was given, by name in any letter case; {@code null} means the default
     * @throws UnknownAlgorithmException if the algorithm, or one that ran inside it, is not there in the version that ran
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
        Set<AlgorithmDescriptor> children = new LinkedHashSet<>();
        addChildren(record, record.algorithm(), registry, children);
        return new Replay(algorithm, properties, List.copyOf(children));
    }

    private static void addChildren(
            RunRecord record, String composite, AlgorithmRegistry registry, Set<AlgorithmDescriptor> into) {
        for (RunRecord child : record.children()) {
            try {
                into.add(registry.get(child.algorithm(), child.version()));
            } catch (UnknownAlgorithmException e) {
                throw UnknownAlgorithmException.ofReplay(composite, child.algorithm(), e);
            }
            addChildren(child, composite, registry, into);
        }
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
