package org.mantle.python.plugin;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Property;

/**
 * Makes the framework's conditions of those that a file in Python declares.
 *
 * @param properties finds a property by its name, or throws an {@link IllegalArgumentException}
 */
record DeclaredCondition(Function<String, Property<?>> properties) {

    /**
     * Returns the condition that {@code mantle/algorithm.py} says.
     *
     * @throws IllegalArgumentException if it is none; the message is a sentence
     */
    Condition of(JsonObject json) {
        if (json.has("not")) {
            return of(json.getAsJsonObject("not")).not();
        }
        if (json.has("and")) {
            return left(json, "and").and(right(json, "and"));
        }
        if (json.has("or")) {
            return left(json, "or").or(right(json, "or"));
        }
        if (json.has("xor")) {
            return left(json, "xor").xor(right(json, "xor"));
        }
        Property<?> property = properties.apply(json.get("property").getAsString());
        if (json.has("isDefault")) {
            return Condition.isDefault(property);
        }
        if (json.has("is")) {
            return isOneOf(property, json.getAsJsonArray("is"));
        }
        return compared(property, json);
    }

    private Condition left(JsonObject json, String operator) {
        return of(json.getAsJsonArray(operator).get(0).getAsJsonObject());
    }

    private Condition right(JsonObject json, String operator) {
        return of(json.getAsJsonArray(operator).get(1).getAsJsonObject());
    }

    private static <T> Condition isOneOf(Property<T> property, JsonArray values) {
        List<T> converted = new ArrayList<>();
        for (JsonElement value : values) {
            converted.add(converted(property, value));
        }
        return new Condition.IsOneOf<>(property, converted);
    }

    private static <T> T converted(Property<T> property, JsonElement value) {
        try {
            return property.convert(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the value of a condition on " + property.name() + " " + e.getMessage(), e);
        }
    }

    // as the value shows, the property is one of such numbers
    @SuppressWarnings("unchecked")
    private static Condition compared(Property<?> property, JsonObject json) {
        String side = json.keySet().stream()
                .filter(name -> !name.equals("property"))
                .findFirst()
                .orElse("");
        Object bound = converted(property, json.get(side));
        if (bound instanceof Long number) {
            return compared((Property<Long>) property, side, number);
        }
        if (bound instanceof Double number) {
            return compared((Property<Double>) property, side, number);
        }
        throw new IllegalArgumentException(
                "a condition compares " + property.name() + " with a bound, and it is no number");
    }

    private static <N extends Number & Comparable<? super N>> Condition compared(
            Property<N> property, String side, N bound) {
        return switch (side) {
            case "above" -> Condition.isAbove(property, bound);
            case "atLeast" -> Condition.isAtLeast(property, bound);
            case "below" -> Condition.isBelow(property, bound);
            default -> Condition.isAtMost(property, bound);
        };
    }
}
