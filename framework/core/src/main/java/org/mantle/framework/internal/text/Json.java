package org.mantle.framework.internal.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/** Small helps with JSON. */
public final class Json {

    private Json() {}

    /** Returns a JSON Schema of one of the basic types. */
    public static JsonObject schema(String type) {
        JsonObject schema = new JsonObject();
        schema.addProperty("type", type);
        return schema;
    }

    /** Returns the JSON Schema of a list, from that of its elements. */
    public static JsonObject arraySchema(JsonObject items) {
        JsonObject schema = schema("array");
        schema.add("items", items);
        return schema;
    }

    /** Returns the JSON Schema of one value or a list of such values, from that of the value, with its words and default on top. */
    public static JsonObject valueOrList(JsonObject value) {
        JsonObject one = value.deepCopy();
        JsonObject both = new JsonObject();
        for (String annotation : new String[] {"description", "default", "examples"}) {
            if (one.has(annotation)) {
                both.add(annotation, one.remove(annotation));
            }
        }
        JsonObject list = arraySchema(one.deepCopy());
        list.addProperty("minItems", 1);
        JsonArray forms = new JsonArray();
        forms.add(one);
        forms.add(list);
        both.add("anyOf", forms);
        return both;
    }

    /** Returns how deep lists are nested in the values that a schema is of. */
    public static int arrayDepth(JsonObject schema) {
        JsonElement array = new JsonPrimitive("array");
        int depth = 0;
        for (JsonElement level = schema;
                level instanceof JsonObject object && array.equals(object.get("type"));
                depth++) {
            level = object.get("items");
        }
        return depth;
    }

    /**
     * Returns a text of JSON.
     *
     * @param words what is needed, for the message of anything else
     */
    public static String text(JsonElement json, String words) {
        if (json instanceof JsonPrimitive primitive && primitive.isString()) {
            return primitive.getAsString();
        }
        throw new IllegalArgumentException("needs " + words + " in quotes, not " + kind(json));
    }

    // Each of these returns a plain element, so that the JVM can verify who calls it without loading the library's
    // classes.

    public static JsonElement of(String text) {
        return new JsonPrimitive(text);
    }

    public static JsonElement of(boolean truth) {
        return new JsonPrimitive(truth);
    }

    public static JsonElement of(Number number) {
        return new JsonPrimitive(number);
    }

    /** Returns what kind of JSON something is, in words and without quoting it. */
    public static String kind(JsonElement json) {
        if (json instanceof JsonPrimitive primitive) {
            return primitive.isString() ? "a text" : primitive.isBoolean() ? "a truth value" : "a number";
        }
        return json.isJsonArray() ? "a list" : json.isJsonObject() ? "an object" : "null";
    }
}
