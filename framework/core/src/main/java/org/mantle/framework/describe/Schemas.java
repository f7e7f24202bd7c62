package org.mantle.framework.describe;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;

/** Puts JSON Schemas together. A schema is an object, or a truth value: everything or nothing fulfils it. */
final class Schemas {

    static final JsonElement EVERYTHING = new JsonPrimitive(true);
    static final JsonElement NOTHING = new JsonPrimitive(false);

    private Schemas() {}

    /** Returns a schema with one keyword. */
    static JsonObject of(String keyword, JsonElement value) {
        JsonObject schema = new JsonObject();
        schema.add(keyword, value);
        return schema;
    }

    /** Returns the schema of what fulfils one of two. */
    static JsonObject anyOf(JsonElement first, JsonElement second) {
        JsonArray both = new JsonArray();
        both.add(first);
        both.add(second);
        return of("anyOf", both);
    }

    static JsonObject required(String name) {
        JsonArray names = new JsonArray();
        names.add(name);
        return of("required", names);
    }

    static JsonElement not(JsonElement schema) {
        if (schema.isJsonPrimitive()) {
            return schema.equals(EVERYTHING) ? NOTHING : EVERYTHING;
        }
        JsonObject object = schema.getAsJsonObject();
        return object.size() == 1 && object.has("not") ? object.get("not") : of("not", schema);
    }

    static JsonElement all(List<JsonElement> schemas) {
        return joined("allOf", schemas, EVERYTHING, NOTHING);
    }

    static JsonElement any(List<JsonElement> schemas) {
        return joined("anyOf", schemas, NOTHING, EVERYTHING);
    }

    /**
     * Joins schemas, once each.
     *
     * @param neutral what changes nothing
     * @param decisive what makes the whole the same as itself
     */
    private static JsonElement joined(
            String keyword, List<JsonElement> schemas, JsonElement neutral, JsonElement decisive) {
        List<JsonElement> parts = new ArrayList<>();
        for (JsonElement schema : schemas) {
            if (schema.equals(decisive)) {
                return decisive;
            }
            boolean sameKind = schema.isJsonObject()
                    && schema.getAsJsonObject().size() == 1
                    && schema.getAsJsonObject().has(keyword);
            for (JsonElement part : sameKind ? schema.getAsJsonObject().getAsJsonArray(keyword) : List.of(schema)) {
                if (!part.equals(neutral) && !parts.contains(part)) {
                    parts.add(part);
                }
            }
        }
        if (parts.size() < 2) {
            return parts.isEmpty() ? neutral : parts.get(0);
        }
        JsonArray array = new JsonArray();
        parts.forEach(array::add);
        return of(keyword, array);
    }
}
