package org.mantle.framework.internal.type;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigInteger;
import org.mantle.framework.internal.text.DecimalText;
import org.mantle.framework.internal.text.Json;
import org.mantle.framework.internal.text.WholeNumbers;
import org.mantle.framework.type.PropertyType;

/** The type of whole numbers of a certain width. */
public abstract class WholeNumberType<N extends Number> implements PropertyType<N> {

    private final long lowest;
    private final long highest;

    WholeNumberType(long lowest, long highest) {
        this.lowest = lowest;
        this.highest = highest;
    }

    @Override
    public String word() {
        return "number";
    }

    @Override
    public N fromText(String text) {
        if (!isSignAndDigits(text)) {
            throw new IllegalArgumentException("needs a whole number");
        }
        return fromDigits(text);
    }

    /** Returns whether a text is decimal digits with or without a sign. */
    static boolean isSignAndDigits(String text) {
        int first = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        for (int i = first; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return first < text.length();
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
        return number(value);
    }

    /** Returns the object for a number that is known to fit. */
    abstract N number(long value);

    /** Returns what collects the numbers of a list. */
    abstract WholeNumbers<N> noNumbers();

    /** Numbers of 32 bits. */
    public static final class Narrow extends WholeNumberType<Integer> {

        public static final Narrow INSTANCE = new Narrow();

        Narrow() {
            super(Integer.MIN_VALUE, Integer.MAX_VALUE);
        }

        @Override
        Integer number(long value) {
            return (int) value;
        }

        @Override
        WholeNumbers<Integer> noNumbers() {
            return new WholeNumbers.Narrow();
        }
    }

    /** Numbers of 64 bits, or a part of them. */
    public static final class Wide extends WholeNumberType<Long> {

        public static final Wide INSTANCE = new Wide(Long.MIN_VALUE, Long.MAX_VALUE);

        public Wide(long lowest, long highest) {
            super(lowest, highest);
        }

        @Override
        Long number(long value) {
            return value;
        }

        @Override
        WholeNumbers<Long> noNumbers() {
            return new WholeNumbers.Wide();
        }
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
        return Json.of(value);
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
