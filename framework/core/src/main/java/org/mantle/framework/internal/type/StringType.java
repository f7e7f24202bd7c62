package org.mantle.framework.internal.type;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import org.mantle.framework.internal.text.Json;
import org.mantle.framework.type.PropertyType;

/** The type of a text. */
public final class StringType implements PropertyType<String> {

    public static final PropertyType<String> INSTANCE = new StringType();

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

    /** A number is the text that it was written with: a run number or a limit need no quotes, and lose no digit. */
    @Override
    public String fromJson(JsonElement json) {
        return json instanceof JsonPrimitive primitive && primitive.isNumber()
                ? primitive.getAsString()
                : Json.text(json, "a text");
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
