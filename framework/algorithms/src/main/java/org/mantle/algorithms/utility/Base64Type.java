package org.mantle.algorithms.utility;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Base64;
import org.mantle.framework.type.PropertyType;

/** The type of bytes as a text in base64, which stays as it was given. */
final class Base64Type implements PropertyType<String> {

    static final Base64Type INSTANCE = new Base64Type();

    private Base64Type() {}

    @Override
    public String word() {
        return "base64";
    }

    @Override
    public String fromText(String text) {
        try {
            Base64.getDecoder().decode(text);
            return text;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("needs bytes in base64, such as TWFudGxl", e);
        }
    }

    @Override
    public String toText(String value) {
        return value;
    }

    @Override
    public String fromObject(Object value) {
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (value instanceof String text) {
            return fromText(text);
        }
        throw new IllegalArgumentException(
                "needs bytes or a text in base64, not a " + value.getClass().getSimpleName());
    }

    @Override
    public String fromJson(JsonElement json) {
        if (json instanceof JsonPrimitive text && text.isString()) {
            return fromText(text.getAsString());
        }
        throw new IllegalArgumentException("needs a text in base64, such as \"TWFudGxl\"");
    }

    @Override
    public JsonObject schema() {
        JsonObject schema = new JsonObject();
        schema.addProperty("type", "string");
        schema.addProperty("contentEncoding", "base64");
        schema.addProperty("contentMediaType", "application/octet-stream");
        return schema;
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
