package org.mantle.framework;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

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
        return Json.text(json, "a text");
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
