package org.mantle.gateway.application;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.type.PropertyType;
import org.mantle.validators.Validator;
import org.mantle.validators.Validators;

/** Reads the definition of one parameter. */
final class ParameterReader {

    private static final String TYPE = "type";
    private static final String DEFAULT = "default";
    private static final String MANDATORY = "mandatory";
    private static final String ALLOWED = "allowedValues";
    private static final String MATCHING = "matching";
    private static final String MATCHING_WORDS = "matchingWords";
    private static final String FLAG = "flag";
    private static final List<String> BOUNDS = List.of("atLeast", "above", "atMost", "below");
    private static final List<String> FIELDS = List.of(
            TYPE,
            "label",
            "documentation",
            "unit",
            DEFAULT,
            MANDATORY,
            ALLOWED,
            "atLeast",
            "above",
            "atMost",
            "below",
            MATCHING,
            MATCHING_WORDS,
            FLAG);

    private final String name;
    private final JsonFields fields;
    private final ParameterKind kind;

    private ParameterReader(String name, JsonFields fields, ParameterKind kind) {
        this.name = name;
        this.fields = fields;
        this.kind = kind;
    }

    /** Returns a parameter that has no definition. */
    static Parameter standard(String name, ParameterKind kind, boolean mandatory) {
        Property.Builder<String> builder = Property.string(name);
        return new Parameter((mandatory ? builder.mandatory() : builder).build(), name, kind, Optional.empty());
    }

    /** Reads a definition; nothing if it cannot be used, which is among the problems then. */
    static Optional<Parameter> read(String name, JsonObject definition, String where, List<String> problems) {
        int before = problems.size();
        JsonFields fields = new JsonFields(definition, where, problems, FIELDS);
        String word = fields.text(TYPE).orElse("string");
        Optional<ParameterKind> kind = ParameterKind.of(word);
        if (kind.isEmpty()) {
            fields.problem(TYPE, "must be one of " + ParameterKind.words() + ", not \"" + word + "\"");
            return Optional.empty();
        }
        Parameter parameter = new ParameterReader(name, fields, kind.get()).read();
        return problems.size() == before ? Optional.of(parameter) : Optional.empty();
    }

    private Parameter read() {
        Property<?> property = switch (kind) {
            case INTEGER -> number(PropertyTypes.LONG);
            case NUMBER -> number(PropertyTypes.NUMBER);
            case BOOLEAN -> property(PropertyTypes.BOOLEAN, List.of());
            default -> text();
        };
        Optional<String> flag = fields.text(FLAG);
        if (flag.isPresent() && kind != ParameterKind.BOOLEAN) {
            fields.problem(FLAG, "is for booleans alone");
        }
        for (String bound : BOUNDS) {
            if (fields.has(bound) && kind != ParameterKind.INTEGER && kind != ParameterKind.NUMBER) {
                fields.problem(bound, "is for numbers alone");
            }
        }
        if (fields.has(ALLOWED) && kind == ParameterKind.BOOLEAN) {
            fields.problem(ALLOWED, "is not for booleans");
        }
        if ((fields.has(MATCHING) || fields.has(MATCHING_WORDS)) && kind != ParameterKind.STRING) {
            fields.problem(MATCHING, "is for strings alone");
        }
        return new Parameter(property, fields.text("label").orElse(name), kind, flag);
    }

    private Property<String> text() {
        List<Validator<? super String>> checks = new ArrayList<>();
        allowed(PropertyTypes.STRING).ifPresent(checks::add);
        fields.text(MATCHING).ifPresent(regex -> {
            try {
                checks.add(
                        Validators.matching(regex, fields.text(MATCHING_WORDS).orElse("a text of the form " + regex)));
            } catch (IllegalArgumentException e) {
                fields.problem(MATCHING, "is no regular expression: " + e.getMessage());
            }
        });
        return property(PropertyTypes.STRING, checks);
    }

    private <V extends Comparable<? super V>> Property<V> number(PropertyType<V> type) {
        List<Validator<? super V>> checks = new ArrayList<>();
        allowed(type).ifPresent(checks::add);
        bound(type, "atLeast", Validators::atLeast).ifPresent(checks::add);
        bound(type, "above", Validators::above).ifPresent(checks::add);
        bound(type, "atMost", Validators::atMost).ifPresent(checks::add);
        bound(type, "below", Validators::below).ifPresent(checks::add);
        return property(type, checks);
    }

    private <V> Optional<Validator<V>> bound(PropertyType<V> type, String field, Function<V, Validator<V>> made) {
        return fields.any(field).flatMap(json -> value(type, field, json)).map(made);
    }

    private <V> Optional<Validator<V>> allowed(PropertyType<V> type) {
        Optional<JsonElement> given = fields.any(ALLOWED);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        List<V> values = new ArrayList<>();
        if (given.get() instanceof JsonArray list && !list.isEmpty()) {
            list.forEach(json -> value(type, ALLOWED, json).ifPresent(values::add));
        } else {
            fields.problem(ALLOWED, "needs a list of values");
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(Validators.oneOf(values));
    }

    /** Converts a value, which must be written as JSON has its type. */
    private <V> Optional<V> value(PropertyType<V> type, String field, JsonElement json) {
        try {
            V value = type.fromJson(json);
            boolean isText = json.isJsonPrimitive() && json.getAsJsonPrimitive().isString();
            boolean shouldBeText = type == PropertyTypes.STRING;
            if (isText == shouldBeText) {
                return Optional.of(value);
            }
            fields.problem(field, "needs a " + type.word() + ", not " + json);
        } catch (IllegalArgumentException e) {
            fields.problem(field, e.getMessage() + ", not " + json);
        }
        return Optional.empty();
    }

    private <V> Property<V> property(PropertyType<V> type, List<? extends Validator<? super V>> checks) {
        Property.Builder<V> builder = Property.of(name, type)
                .documentation(fields.text("documentation").orElse(""))
                .unit(fields.text("unit").orElse(""));
        Validator<V> check = Validators.allOf(checks);
        if (fields.flag(MANDATORY)) {
            if (fields.has(DEFAULT)) {
                fields.problem(DEFAULT, "is not for a parameter that is mandatory");
            }
            return builder.mandatory().validator(check).build();
        }
        Optional<V> given = fields.any(DEFAULT).flatMap(json -> value(type, DEFAULT, json));
        given.ifPresent(value -> check.check(value)
                .ifPresent(violation -> fields.problem(DEFAULT, "is not allowed: " + violation.message())));
        given.ifPresent(builder::defaultValue);
        // a parameter that is not given has no place in the command, so that its check is not asked about nothing
        return builder.validator(given.isPresent() ? check : Validators.emptyOr(check))
                .build();
    }
}
