package org.mantle.framework.describe;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashSet;
import java.util.Set;
import org.mantle.framework.property.Direction;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;

/** Writes the schema of an algorithm's outputs. */
final class OutputSchema {

    private OutputSchema() {}

    static JsonObject of(AlgorithmDescriptor algorithm) {
        JsonObject properties = new JsonObject();
        Set<String> required = new LinkedHashSet<>();
        boolean loops = LoopSchema.loops(algorithm);
        for (Property<?> property : algorithm.properties()) {
            if (property.direction() != Direction.INPUT) {
                JsonObject schema =
                        loops ? LoopSchema.outputOrList(schema(property), isAlwaysThere(property)) : schema(property);
                String words = PropertyManual.of(algorithm, property).allWords();
                if (!words.isEmpty()) {
                    schema.addProperty("description", words);
                }
                properties.add(property.name(), schema);
                if (isAlwaysThere(property)) {
                    required.add(property.name());
                }
            }
        }
        return InputSchema.object(properties, required);
    }

    private static JsonObject schema(Property<?> property) {
        // An object that only Java programs read is written as a text that says what it is.
        return property.type().isInMemoryOnly()
                ? Schemas.of("type", new JsonPrimitive("string"))
                : ValueSchema.ofAllowed(property);
    }

    /** An output that the run does not set keeps its default, and one without a value that was promised fails the run. */
    private static boolean isAlwaysThere(Property<?> property) {
        return property.needsValue() || property.defaultValue().isPresent();
    }
}
