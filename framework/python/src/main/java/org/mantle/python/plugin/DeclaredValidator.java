package org.mantle.python.plugin;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.type.PropertyType;
import org.mantle.validators.Bounds;
import org.mantle.validators.Validator;
import org.mantle.validators.Validators;

/** Makes the framework's validators of those that a file in Python declares. */
final class DeclaredValidator {

    private DeclaredValidator() {}

    /**
     * Returns the validator of a value.
     *
     * @param json what {@code mantle/algorithm.py} says of it: an object with one name
     * @param kind the word for the kind of the value
     * @throws IllegalArgumentException if it is not one of such values; the message is a sentence
     */
    static Validator<?> of(JsonObject json, String kind) {
        String name = json.keySet().iterator().next();
        JsonElement content = json.get(name);
        return switch (name) {
            case "required" -> Validators.required();
            case "bounds" -> bounds(content.getAsJsonObject(), kind);
            case "oneOf" -> oneOf(content.getAsJsonArray(), type(kind, name));
            case "matching" -> {
                require("string", kind, name);
                JsonArray parts = content.getAsJsonArray();
                yield Validators.matching(
                        parts.get(0).getAsString(), parts.get(1).getAsString());
            }
            case "containsAll" -> {
                require("string", kind, name);
                yield Validators.containsAll(texts(content).toArray(String[]::new));
            }
            case "dateTime" -> {
                require("string", kind, name);
                yield Validators.dateTime();
            }
            case "rebinList" -> {
                require("numbers", kind, name);
                yield Validators.rebinList();
            }
            case "everyElement" -> everyElement(of(content.getAsJsonObject(), element(kind, name)));
            case "length" -> {
                element(kind, name);
                yield length(content.getAsJsonArray());
            }
            case "orderedPairs" -> orderedPairs(element(kind, name));
            case "allOf" -> Validators.allOf(all(content.getAsJsonArray(), kind));
            case "anyOf" -> Validators.anyOf(all(content.getAsJsonArray(), kind));
            default -> throw new IllegalArgumentException("there is no validator \"" + name + "\"");
        };
    }

    private static void require(String needed, String kind, String name) {
        if (!kind.equals(needed)) {
            throw wrong(name, kind);
        }
    }

    private static IllegalArgumentException wrong(String name, String kind) {
        return new IllegalArgumentException(
                "its validator \"" + name + "\" cannot judge a value of the kind \"" + kind + "\"");
    }

    private static PropertyType<?> type(String kind, String name) {
        return switch (kind) {
            case "string" -> PropertyTypes.STRING;
            case "integer" -> PropertyTypes.LONG;
            case "number" -> PropertyTypes.NUMBER;
            default -> throw wrong(name, kind);
        };
    }

    /** Returns the kind of the elements of a list. */
    private static String element(String kind, String name) {
        return switch (kind) {
            case "strings" -> "string";
            case "integers" -> "integer";
            case "numbers" -> "number";
            case "booleans" -> "boolean";
            default -> throw wrong(name, kind);
        };
    }

    private static Validator<?> bounds(JsonObject json, String kind) {
        return switch (kind) {
            case "integer" -> bounds(json, PropertyTypes.LONG::fromJson);
            case "number" -> bounds(json, PropertyTypes.NUMBER::fromJson);
            default -> throw wrong("bounds", kind);
        };
    }

    private static <V extends Comparable<? super V>> Validator<V> bounds(
            JsonObject json, Function<JsonElement, V> read) {
        boolean aboveLower = json.get("lowerExclusive").getAsBoolean();
        boolean belowUpper = json.get("upperExclusive").getAsBoolean();
        @Nullable V lower = bound(json, "lower", read);
        @Nullable V upper = bound(json, "upper", read);
        if (lower == null) {
            if (upper == null) {
                return Validators.anything();
            }
            return belowUpper ? Validators.below(upper) : Validators.atMost(upper);
        }
        Bounds<V> from = aboveLower ? Validators.above(lower) : Validators.atLeast(lower);
        if (upper == null) {
            return from;
        }
        BiFunction<Bounds<V>, V, Bounds<V>> to = belowUpper ? Bounds::andBelow : Bounds::andAtMost;
        return to.apply(from, upper);
    }

    private static <V> @Nullable V bound(JsonObject json, String side, Function<JsonElement, V> read) {
        JsonElement bound = json.get(side);
        return bound.isJsonNull() ? null : read.apply(bound);
    }

    private static <V> Validator<V> oneOf(JsonArray allowed, PropertyType<V> type) {
        List<V> values = new ArrayList<>();
        allowed.forEach(each -> values.add(type.fromJson(each)));
        return Validators.oneOf(values);
    }

    private static List<String> texts(JsonElement json) {
        List<String> texts = new ArrayList<>();
        json.getAsJsonArray().forEach(each -> texts.add(each.getAsString()));
        return texts;
    }

    private static <E> Validator<List<E>> everyElement(Validator<E> element) {
        return Validators.everyElement(element);
    }

    private static Validator<Collection<?>> length(JsonArray ends) {
        JsonElement least = ends.get(0);
        JsonElement most = ends.get(1);
        if (least.isJsonNull()) {
            return most.isJsonNull() ? Validators.anything() : Validators.listLengthAtMost(most.getAsInt());
        }
        return most.isJsonNull()
                ? Validators.listLengthAtLeast(least.getAsInt())
                : Validators.listLengthBetween(least.getAsInt(), most.getAsInt());
    }

    private static Validator<?> orderedPairs(String element) {
        return element.equals("integer") ? Validators.<Long>orderedPairs() : Validators.<Double>orderedPairs();
    }

    // each part judges values of the one kind
    @SuppressWarnings("unchecked")
    private static List<Validator<Object>> all(JsonArray parts, String kind) {
        List<Validator<Object>> all = new ArrayList<>();
        parts.forEach(each -> all.add((Validator<Object>) of(each.getAsJsonObject(), kind)));
        return all;
    }
}
