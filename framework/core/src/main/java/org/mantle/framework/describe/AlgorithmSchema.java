package org.mantle.framework.describe;

import com.google.gson.JsonObject;
import org.mantle.framework.run.AlgorithmDescriptor;

/**
 * Writes the JSON Schemas (draft 2020-12) of what an algorithm takes and gives.
 *
 * <p>They tell of maps in <em>JSON form</em>: property names in the declared spelling, each value as the framework itself
 * writes it, and nothing, rather than null, for what is not given. A run takes more than that, such as {@code "5"} for 5 and
 * names in any letter case. Of the maps in JSON form, whatever the first tier of a run's checks accepts is accepted by the
 * schema. The other way round too, where JSON Schema has words for the rules: not for files that must exist, functions of the
 * author's, and those regular expressions that only Java reads. {@code format} is a note, as the draft has it by default.
 *
 * @since 0.1.0
 */
public final class AlgorithmSchema {

    private AlgorithmSchema() {}

    /**
     * Returns the schema of the inputs: one object, with the conditions as {@code if} and {@code then}.
     *
     * <p>An input that only a Java program can give is not among the properties, and refused like any other name.
     */
    public static JsonObject ofInputs(AlgorithmDescriptor algorithm) {
        return new InputSchema(algorithm).build();
    }

    /** Returns the schema of the outputs, as {@link org.mantle.framework.run.Outputs#toJson} writes them: one object. */
    public static JsonObject ofOutputs(AlgorithmDescriptor algorithm) {
        return OutputSchema.of(algorithm);
    }
}
