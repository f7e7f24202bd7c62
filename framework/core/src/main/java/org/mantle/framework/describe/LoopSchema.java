package org.mantle.framework.describe;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import org.mantle.framework.internal.text.Json;
import org.mantle.framework.property.Direction;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;

/** Makes schemas of what a looped run takes and gives: one value, or an array with one for each of its runs. */
final class LoopSchema {

    private LoopSchema() {}

    /**
     * Returns the schema of one value or of an array of them; one that allows everything stays as it is.
     *
     * <p>Of a property that takes lists, an array is one value and not several as long as its lists are nested no deeper than in one:
     * {@code [[]]} is a list of lists with an empty list, and no loop over one list of none.
     */
    static JsonObject valueOrList(Property<?> property, JsonObject value) {
        if (value.isEmpty()) {
            return value;
        }
        JsonObject both = either(value, value);
        JsonElement deeper = Schemas.EVERYTHING;
        for (int depth = Json.arrayDepth(property.type().schema()); depth > 0; depth--) {
            JsonObject array = Schemas.of("type", new JsonPrimitive("array"));
            if (deeper != Schemas.EVERYTHING) {
                array.add("contains", deeper);
            }
            deeper = array;
        }
        if (deeper != Schemas.EVERYTHING) {
            both.getAsJsonArray("anyOf").get(1).getAsJsonObject().add("contains", deeper);
        }
        return both;
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
