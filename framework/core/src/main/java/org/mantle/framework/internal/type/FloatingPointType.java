package org.mantle.framework.internal.type;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mantle.framework.internal.text.Json;
import org.mantle.framework.type.PropertyType;
import org.mantle.validators.Violation;
import org.mantle.validators.value.NumberText;

/** The type of floating-point numbers. */
public final class FloatingPointType implements PropertyType<Double> {

    public static final PropertyType<Double> INSTANCE = new FloatingPointType();

    /** Compiled when the first text is read: every start of a host makes the type. */
    private static final class Decimal {

        /** What {@link Double#valueOf} reads, without its hexadecimal forms and type suffixes. */
        static final Pattern FORM =
                Pattern.compile("[+-]?(?:(NaN|Infinity)|(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?)");
    }

    @Override
    public String word() {
        return "number";
    }

    @Override
    public Double fromText(String text) {
        Matcher decimal = Decimal.FORM.matcher(text);
        if (!decimal.matches()) {
            throw new IllegalArgumentException("needs a number");
        }
        Double number = Double.valueOf(text);
        if (number.isInfinite() && decimal.group(1) == null) {
            throw new IllegalArgumentException("needs a number between " + NumberText.of(-Double.MAX_VALUE) + " and "
                    + NumberText.of(Double.MAX_VALUE));
        }
        return number;
    }

    @Override
    public String toText(Double value) {
        return NumberText.of(value);
    }

    @Override
    public String toShortText(Double value, int longest) {
        return Violation.shortened(NumberText.shown(value), longest);
    }

    @Override
    public Double fromObject(Object value) {
        if (value instanceof Double number) {
            return number;
        }
        if (value instanceof Float || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).doubleValue();
        }
        if (value instanceof Long whole && (long) whole.doubleValue() == whole) {
            return whole.doubleValue();
        }
        throw new IllegalArgumentException(
                "needs a number, not a " + value.getClass().getSimpleName());
    }

    @Override
    public Double fromJson(JsonElement json) {
        if (json instanceof JsonPrimitive primitive && !primitive.isBoolean()) {
            return fromText(primitive.getAsString());
        }
        throw new IllegalArgumentException("needs a number, not " + Json.kind(json));
    }

    @Override
    public JsonElement toJson(Double value) {
        // JSON has no word for what is not finite: the text form reads back.
        return Double.isFinite(value) ? new JsonPrimitive(value) : new JsonPrimitive(toText(value));
    }

    @Override
    public JsonObject schema() {
        return Json.schema("number");
    }
}
