package org.mantle.framework.internal.type;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import org.mantle.framework.internal.text.Json;
import org.mantle.framework.type.PropertyType;

/** The type of truth values that may be unset, which counts as nothing given. */
public final class OptionalBooleanType implements PropertyType<Optional<Boolean>> {

    private static final List<String> STATES = List.of("Unset", "True", "False");

    @Override
    public String word() {
        return "optional boolean";
    }

    @Override
    public Optional<Boolean> fromText(String text) {
        return switch (text) {
            case "Unset" -> Optional.empty();
            case "True" -> Optional.of(true);
            case "False" -> Optional.of(false);
            default -> throw refusal();
        };
    }

    private static IllegalArgumentException refusal() {
        return new IllegalArgumentException("must be one of " + String.join(", ", STATES));
    }

    @Override
    public String toText(Optional<Boolean> value) {
        return value.map(truth -> truth ? "True" : "False").orElse("Unset");
    }

    @Override
    public Optional<Boolean> fromObject(Object value) {
        if (value instanceof Boolean truth) {
            return Optional.of(truth);
        }
        if (value instanceof Optional<?> optional) {
            return optional.flatMap(truth -> fromObject(truth));
        }
        throw refusal();
    }

    @Override
    public Optional<Boolean> fromJson(JsonElement json) {
        if (json instanceof JsonPrimitive primitive && primitive.isBoolean()) {
            return Optional.of(primitive.getAsBoolean());
        }
        if (json instanceof JsonPrimitive primitive && primitive.isString()) {
            return fromText(primitive.getAsString());
        }
        throw refusal();
    }

    @Override
    public JsonObject schema() {
        return Json.schema("string");
    }

    @Override
    public Optional<Boolean> emptyValue() {
        return Optional.empty();
    }

    @Override
    public List<String> allowedValues() {
        return STATES;
    }
}
