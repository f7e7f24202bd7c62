package org.mantle.framework;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/** The type of a text. */
final class StringType implements PropertyType<String> {

    static final PropertyType<String> INSTANCE = new StringType();

    @Override
    public String word() {
        return "string";
    }

    @Override
    public String fromText(String text) {
        return text;
    }

    @Override
    public String toText(String value) {
        return value;
    }

    @Override
    public String fromObject(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(
                "needs a text, not a " + value.getClass().getSimpleName());
    }

    @Override
    public String fromJson(JsonElement json) {
        if (json instanceof JsonPrimitive primitive && primitive.isString()) {
            return primitive.getAsString();
        }
        throw new IllegalArgumentException("needs a text in quotes, not " + Json.kind(json));
    }

    @Override
    public JsonObject schema() {
        return Json.schema("string");
    }

    @Override
    public String emptyValue() {
        return "";
    }

    @Override
    public long weight(String value) {
        return value.length();
    }
}
