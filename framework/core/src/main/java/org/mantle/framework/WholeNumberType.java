package org.mantle.framework;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigInteger;
import java.util.function.LongFunction;
import java.util.regex.Pattern;

/** The type of whole numbers of a certain width. */
final class WholeNumberType<N extends Number> implements PropertyType<N> {

    /** Optional sign and decimal digits. */
    private static final Pattern DIGITS = Pattern.compile("[+-]?[0-9]+");

    private final LongFunction<N> narrow;
    private final long lowest;
    private final long highest;

    WholeNumberType(LongFunction<N> narrow, long lowest, long highest) {
        this.narrow = narrow;
        this.lowest = lowest;
        this.highest = highest;
    }

    @Override
    public String word() {
        return "number";
    }

    @Override
    public N fromText(String text) {
        if (!DIGITS.matcher(text).matches()) {
            throw new IllegalArgumentException("needs a whole number");
        }
        return fromDigits(text);
    }

    private N fromDigits(String digits) {
        try {
            return fromLong(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            throw outOfRange();
        }
    }

    @Override
    public String toText(N value) {
        return value.toString();
    }

    @Override
    public N fromObject(Object value) {
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            return fromLong(((Number) value).longValue());
        }
        if (value instanceof BigInteger big) {
            if (big.bitLength() >= Long.SIZE) {
                throw outOfRange();
            }
            return fromLong(big.longValue());
        }
        throw new IllegalArgumentException(
                "needs a whole number, not a " + value.getClass().getSimpleName());
    }

    private N fromLong(long value) {
        if (value < lowest || value > highest) {
            throw outOfRange();
        }
        return narrow.apply(value);
    }

    private IllegalArgumentException outOfRange() {
        return new IllegalArgumentException("needs a whole number from " + lowest + " to " + highest);
    }

    /** A number is read by its value: JSON makes no difference between 3 and 3.0. */
    @Override
    public N fromJson(JsonElement json) {
        if (json instanceof JsonPrimitive primitive && primitive.isNumber()) {
            return fromDigits(DecimalText.wholeDigits(primitive.getAsString()));
        }
        if (json instanceof JsonPrimitive primitive && primitive.isString()) {
            return fromText(primitive.getAsString());
        }
        throw new IllegalArgumentException("needs a whole number, not " + Json.kind(json));
    }

    @Override
    public JsonElement toJson(N value) {
        return new JsonPrimitive(value);
    }

    @Override
    public JsonObject schema() {
        JsonObject schema = Json.schema("integer");
        if (lowest == 0) {
            schema.addProperty("minimum", lowest);
            schema.addProperty("maximum", highest);
        }
        return schema;
    }
}
