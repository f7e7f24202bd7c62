package org.mantle.framework.internal.type;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.mantle.framework.internal.text.Json;
import org.mantle.framework.internal.text.Names;
import org.mantle.framework.type.PropertyType;
import org.mantle.validators.Violation;

/** The type of truth values. */
public final class BooleanType implements PropertyType<Boolean> {

    public static final PropertyType<Boolean> INSTANCE = new BooleanType();

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
        return Violation.shortened(value.toString(), longest);
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
