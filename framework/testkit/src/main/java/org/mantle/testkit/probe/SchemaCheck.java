package org.mantle.testkit.probe;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks a JSON value against a JSON Schema, by the keywords that descriptions use; of others it knows nothing. */
public final class SchemaCheck {

    private SchemaCheck() {}

    /** Returns why a schema refuses a value; empty when it allows it. */
    public static Optional<String> violation(JsonObject schema, JsonElement value) {
        return schema.entrySet().stream()
                .filter(keyword -> !holds(keyword.getKey(), keyword.getValue(), schema, value))
                .map(keyword -> "\"" + keyword.getKey() + "\": " + keyword.getValue())
                .findFirst();
    }

    private static boolean allows(JsonElement schema, JsonElement value) {
        return schema.isJsonObject()
                ? violation(schema.getAsJsonObject(), value).isEmpty()
                : schema.getAsBoolean();
    }

    private static boolean holds(String keyword, JsonElement rule, JsonObject schema, JsonElement value) {
        return switch (keyword) {
            case "type" -> list(rule).stream().anyMatch(type -> isOfType(type.getAsString(), value));
            case "enum" -> list(rule).stream().anyMatch(allowed -> same(allowed, value));
            case "const" -> same(rule, value);
            case "anyOf" -> list(rule).stream().anyMatch(part -> allows(part, value));
            case "allOf" -> list(rule).stream().allMatch(part -> allows(part, value));
            case "oneOf" ->
                list(rule).stream().filter(part -> allows(part, value)).count() == 1;
            case "not" -> !allows(rule, value);
            default ->
                value.isJsonArray()
                        ? arrayHolds(keyword, rule, value.getAsJsonArray())
                        : value.isJsonObject()
                                ? objectHolds(keyword, rule, schema, value.getAsJsonObject())
                                : (!isNumber(value) && !isString(value)) || primitiveHolds(keyword, rule, value);
        };
    }

    private static boolean primitiveHolds(String keyword, JsonElement rule, JsonElement value) {
        if (isString(value)) {
            String text = value.getAsString();
            int length = text.codePointCount(0, text.length());
            return switch (keyword) {
                case "minLength" -> length >= rule.getAsInt();
                case "maxLength" -> length <= rule.getAsInt();
                case "pattern" ->
                    Pattern.compile(rule.getAsString()).matcher(text).find();
                default -> true;
            };
        }
        BigDecimal number = value.getAsBigDecimal();
        return switch (keyword) {
            case "minimum" -> number.compareTo(rule.getAsBigDecimal()) >= 0;
            case "maximum" -> number.compareTo(rule.getAsBigDecimal()) <= 0;
            case "exclusiveMinimum" -> number.compareTo(rule.getAsBigDecimal()) > 0;
            case "exclusiveMaximum" -> number.compareTo(rule.getAsBigDecimal()) < 0;
            default -> true;
        };
    }

    private static boolean arrayHolds(String keyword, JsonElement rule, JsonArray value) {
        return switch (keyword) {
            case "minItems" -> value.size() >= rule.getAsInt();
            case "maxItems" -> value.size() <= rule.getAsInt();
            case "items" -> value.asList().stream().allMatch(element -> allows(rule, element));
            default -> true;
        };
    }

    private static boolean objectHolds(String keyword, JsonElement rule, JsonObject schema, JsonObject value) {
        return switch (keyword) {
            case "minProperties" -> value.size() >= rule.getAsInt();
            case "maxProperties" -> value.size() <= rule.getAsInt();
            case "required" -> list(rule).stream().allMatch(name -> value.has(name.getAsString()));
            case "properties" ->
                rule.getAsJsonObject().entrySet().stream()
                        .allMatch(property -> !value.has(property.getKey())
                                || allows(property.getValue(), value.get(property.getKey())));
            case "additionalProperties" ->
                value.entrySet().stream()
                        .filter(entry -> !isDeclared(schema, entry))
                        .allMatch(entry -> allows(rule, entry.getValue()));
            default -> true;
        };
    }

    private static boolean isDeclared(JsonObject schema, Map.Entry<String, JsonElement> entry) {
        return schema.has("properties") && schema.getAsJsonObject("properties").has(entry.getKey());
    }

    private static boolean isOfType(String type, JsonElement value) {
        return switch (type) {
            case "string" -> isString(value);
            case "number" -> isNumber(value);
            case "integer" ->
                isNumber(value) && value.getAsBigDecimal().stripTrailingZeros().scale() <= 0;
            case "boolean" ->
                value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean();
            case "array" -> value.isJsonArray();
            case "object" -> value.isJsonObject();
            case "null" -> value.isJsonNull();
            default -> false;
        };
    }

    private static boolean same(JsonElement left, JsonElement right) {
        return (isNumber(left) && isNumber(right))
                ? left.getAsBigDecimal().compareTo(right.getAsBigDecimal()) == 0
                : left.equals(right);
    }

    private static boolean isString(JsonElement value) {
        return value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
    }

    private static boolean isNumber(JsonElement value) {
        return value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
    }

    private static List<JsonElement> list(JsonElement rule) {
        return rule.isJsonArray() ? rule.getAsJsonArray().asList() : new ArrayList<>(List.of(rule));
    }
}
