package org.mantle.framework.internal.type;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.text.JsonReading;
import org.mantle.validators.Violation;

/**
 * Makes immutable plain values of JSON and of Java objects: texts, {@link Long}, {@link Double}, truth values, {@code null}, and
 * lists and maps of such.
 */
final class PlainValues {

    /** So many values may there be: lists that share their elements would else give ever more. */
    private static final int MOST = 1_000_000;

    private int values;

    private PlainValues() {}

    /** Returns the plain values of a map's entries, whose names are texts. */
    static Map<String, Object> ofEntries(Map<?, ?> map) {
        return new PlainValues().map(map, 1);
    }

    private Map<String, Object> map(Map<?, ?> given, int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : given.entrySet()) {
            if (!(entry.getKey() instanceof String name)) {
                throw new IllegalArgumentException("needs a map whose names are all texts");
            }
            map.put(name, plain(entry.getValue(), depth));
        }
        return unmodifiable(map);
    }

    // JSON's null is a value here
    @SuppressWarnings("NullAway")
    private static Map<String, Object> unmodifiable(Map<String, @Nullable Object> map) {
        return Collections.unmodifiableMap(map);
    }

    private List<@Nullable Object> list(Iterable<?> given, int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (@Nullable Object each : given) {
            list.add(plain(each, depth));
        }
        return Collections.unmodifiableList(list);
    }

    private @Nullable Object plain(@Nullable Object given, int depth) {
        if (++values > MOST) {
            throw new IllegalArgumentException("needs a map with at most " + MOST + " values in it");
        }
        if (given == null || given instanceof JsonNull) {
            return null;
        }
        if (given instanceof JsonPrimitive json) {
            return json.isString() ? json.getAsString() : json.isBoolean() ? json.getAsBoolean() : number(json);
        }
        if (given instanceof String || given instanceof Boolean || given instanceof Long) {
            return given;
        }
        if (given instanceof Number number) {
            return number(number);
        }
        if (depth >= JsonReading.DEEPEST) {
            throw new IllegalArgumentException("is nested deeper than " + JsonReading.DEEPEST);
        }
        if (given instanceof JsonObject object) {
            return map(object.asMap(), depth + 1);
        }
        if (given instanceof Map<?, ?> map) {
            return map(map, depth + 1);
        }
        if (given instanceof JsonArray array) {
            return list(array, depth + 1);
        }
        if (given instanceof Collection<?> collection) {
            return list(collection, depth + 1);
        }
        if (given instanceof Object[] array) {
            return list(Arrays.asList(array), depth + 1);
        }
        if (given.getClass().isArray()) {
            return list(ListElements.ofObject(given), depth + 1);
        }
        throw new IllegalArgumentException("needs texts, numbers, truth values, lists and maps, and has a "
                + given.getClass().getSimpleName());
    }

    /** A number without point and exponent keeps all its digits; others are as exact as a floating-point number. */
    private static Object number(JsonPrimitive json) {
        String text = json.getAsString();
        if (text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'))) {
            return WholeNumberType.Wide.INSTANCE.fromText(text);
        }
        double number = FloatingPointType.INSTANCE.fromText(text);
        return requireFinite(number);
    }

    private static Object number(Number number) {
        if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return number.longValue();
        }
        if (number instanceof BigInteger) {
            return WholeNumberType.Wide.INSTANCE.fromObject(number);
        }
        if (number instanceof Double || number instanceof Float) {
            return requireFinite(number.doubleValue());
        }
        throw new IllegalArgumentException("has a " + number.getClass().getSimpleName()
                + ", which is neither a 64-bit whole number nor a floating-point number");
    }

    private static Double requireFinite(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(
                    "has " + Violation.quoted(String.valueOf(number)) + ", for which JSON has no number");
        }
        return number;
    }

    /** Writes a plain value. */
    static JsonElement toJson(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            JsonObject object = new JsonObject();
            map.forEach((name, each) -> object.add(String.valueOf(name), toJson(each)));
            return object;
        }
        if (value instanceof List<?> list) {
            JsonArray array = new JsonArray(list.size());
            list.forEach(each -> array.add(toJson(each)));
            return array;
        }
        if (value instanceof Number number) {
            return new JsonPrimitive(number);
        }
        return value instanceof Boolean truth
                ? new JsonPrimitive(truth)
                : value instanceof String text ? new JsonPrimitive(text) : JsonNull.INSTANCE;
    }

    /** Returns about how many characters a plain value takes in JSON. */
    static long weight(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            long weight = 2;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                weight += String.valueOf(entry.getKey()).length() + 4 + weight(entry.getValue());
            }
            return weight;
        }
        if (value instanceof List<?> list) {
            long weight = 2;
            for (@Nullable Object each : list) {
                weight += 1 + weight(each);
            }
            return weight;
        }
        return value instanceof String text ? text.length() + 2 : 8;
    }
}
