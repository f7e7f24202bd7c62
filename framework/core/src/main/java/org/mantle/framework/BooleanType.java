package org.mantle.framework;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** The type of truth values. */
final class BooleanType implements PropertyType<Boolean> {

    static final PropertyType<Boolean> INSTANCE = new BooleanType();

    @Override
    public String word() {
        return "boolean";
    }

    @Override
    public Boolean fromText(String text) {
        return switch (Names.lower(text)) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default -> throw new IllegalArgumentException("needs true or false (or 1 or 0)");
        };
    }

    /** Returns {@code 1} or {@code 0}, Mantid's text form. */
    @Override
    public String toText(Boolean value) {
        return value ? "1" : "0";
    }

    @Override
    public String toShortText(Boolean value, int longest) {
        return ShortText.cut(value.toString(), longest);
    }

    @Override
    public Boolean fromObject(Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw new IllegalArgumentException(
                "needs true or false, not a " + value.getClass().getSimpleName());
    }

    @Override
    public JsonElement toJson(Boolean value) {
        return Json.of(value.booleanValue());
    }

    @Override
    public JsonObject schema() {
        return Json.schema("boolean");
    }
}
