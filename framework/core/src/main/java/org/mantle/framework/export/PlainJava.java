package org.mantle.framework.export;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Java value that a programmer would write for some JSON, and the source text of it. */
final class PlainJava {

    private PlainJava() {}

    /** Returns the value; {@code null} if there is none, as for objects. */
    static @Nullable Object of(JsonElement json) {
        if (json instanceof JsonArray array) {
            List<Object> list = new ArrayList<>();
            for (JsonElement element : array) {
                @Nullable Object value = of(element);
                if (value == null) {
                    return null;
                }
                list.add(value);
            }
            return list;
        }
        return json instanceof JsonPrimitive primitive ? of(primitive) : null;
    }

    private static @Nullable Object of(JsonPrimitive primitive) {
        if (primitive.isBoolean()) {
            return primitive.getAsBoolean();
        }
        if (primitive.isString()) {
            return primitive.getAsString();
        }
        if (JsonKinds.isWhole(primitive)) {
            try {
                long number = Long.parseLong(primitive.getAsString());
                boolean isInt = number >= Integer.MIN_VALUE && number <= Integer.MAX_VALUE;
                return isInt ? (Object) (int) number : (Object) number;
            } catch (NumberFormatException e) {
                // more digits than 64 bits hold
                return null;
            }
        }
        return JsonKinds.isExactDouble(primitive) ? primitive.getAsDouble() : null;
    }

    /** Returns the source text of a value that {@link #of} gave. */
    static String source(Object value) {
        if (value instanceof List<?> list) {
            StringBuilder source = new StringBuilder("List.of(");
            for (int i = 0; i < list.size(); i++) {
                source.append(i == 0 ? "" : ", ").append(source(list.get(i)));
            }
            return source.append(')').toString();
        }
        return value instanceof String text ? Quoted.java(text) : value + (value instanceof Long ? "L" : "");
    }
}
