package org.mantle.framework.describe;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import org.mantle.framework.property.Direction;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;

/** Makes schemas of what a looped run takes and gives: one value, or an array with one for each of its runs. */
final class LoopSchema {

    private LoopSchema() {}

    /** Returns the schema of one value or of an array of them; one that allows everything stays as it is. */
    static JsonObject valueOrList(JsonObject value) {
        return value.isEmpty() ? value : either(value, value);
    }

    /** Returns the schema of one output, or of an array of them in which {@code null} stands for none. */
    static JsonObject outputOrList(JsonObject value, boolean isAlwaysThere) {
        if (isAlwaysThere) {
            return either(value, value);
        }
        JsonObject nothing = Schemas.of("type", new JsonPrimitive("null"));
        return either(value, Schemas.anyOf(value.deepCopy(), nothing));
    }

    private static JsonObject either(JsonObject one, JsonObject entry) {
        return Schemas.anyOf(one.deepCopy(), arrayOf("items", entry.deepCopy()));
    }

    /** Returns what tells of the values for which a condition holds in all entries. */
    static JsonElement inEach(JsonElement value) {
        return value.isJsonPrimitive() ? value : Schemas.anyOf(value, arrayOf("items", value));
    }

    /** Returns what tells of the values for which a condition holds in any entry. */
    static JsonElement inAny(JsonElement value) {
        return value.isJsonPrimitive() ? value : Schemas.anyOf(value, arrayOf("contains", value));
    }

    private static JsonObject arrayOf(String keyword, JsonElement entry) {
        JsonObject array = Schemas.of("type", new JsonPrimitive("array"));
        array.add(keyword, entry);
        array.addProperty("minItems", 1);
        return array;
    }

    /** Returns whether an algorithm may be looped. */
    static boolean loops(AlgorithmDescriptor algorithm) {
        for (Property<?> property : algorithm.properties()) {
            if (property.direction() != Direction.OUTPUT && algorithm.isLoopedOver(property)) {
                return true;
            }
        }
        return false;
    }
}
