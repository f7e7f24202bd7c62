package org.mantle.framework.form;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mantle.framework.history.LargeValue;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.history.UnkeptValue;
import org.mantle.framework.internal.check.CheckedInputs;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.type.HostStorage;
import org.mantle.framework.property.Direction;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.type.Secret;

/**
 * What a form can offer again of the last run of an algorithm, in whatever version and however it ended. It comes from the history,
 * and nothing else remembers it: where the history is cleared, it is gone.
 *
 * @since 0.1.0
 */
public final class RememberedInputs {

    private RememberedInputs() {}

    /**
     * Returns the inputs of the last run that were not defaults, by name, as JSON. Never a secret, a default that was worked out from other inputs, an input whose author
     * {@linkplain Property#remember said no}, one that there is no more, or a value that the history did not keep whole.
     *
     * @param records the history, the oldest first
     */
    public static Map<String, JsonElement> of(List<RunRecord> records, AlgorithmDescriptor algorithm) {
        for (int i = records.size() - 1; i >= 0; i--) {
            if (records.get(i).algorithm().equals(algorithm.name())) {
                return of(records.get(i), algorithm, false);
            }
        }
        return Map.of();
    }

    /** Returns the inputs of a record to fill in again, also those that are not offered unasked; without what was not kept. */
    public static Map<String, JsonElement> ofRecord(RunRecord record, AlgorithmDescriptor algorithm) {
        return of(record, algorithm, true);
    }

    private static Map<String, JsonElement> of(RunRecord record, AlgorithmDescriptor algorithm, boolean all) {
        Map<String, JsonElement> inputs = new LinkedHashMap<>();
        JsonObject recorded = record.toJson().getAsJsonObject("inputs");
        Map<String, Object> given = new LinkedHashMap<>(record.inputs());
        CheckedInputs.dropComputedDefaults(CompiledAlgorithm.of(algorithm), given, HostStorage.none());
        given.forEach((name, value) -> {
            Optional<Property<?>> property = algorithm.property(name);
            boolean kept = !(value instanceof Secret || value instanceof LargeValue || value instanceof UnkeptValue);
            boolean offered = property.isPresent()
                    && property.get().direction() != Direction.OUTPUT
                    && !property.get().type().isSecret()
                    && (all || property.get().remember());
            if (kept && offered && recorded.has(name)) {
                inputs.put(property.get().name(), recorded.get(name));
            }
        });
        return inputs;
    }
}
