package org.mantle.framework.describe;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import org.mantle.framework.Condition;
import org.mantle.framework.Property;

/**
 * A condition as JSON Schemas of an object of inputs.
 *
 * <p>There are two, since some values have several JSON forms and JSON Schema compares forms: what must not refuse too much
 * is made from the first, and what stands under a "not" from the second.
 *
 * @param surely fulfilled only where the condition holds
 * @param possibly fulfilled wherever the condition holds
 */
record ConditionSchema(JsonElement surely, JsonElement possibly) {

    static ConditionSchema of(Condition condition) {
        if (condition instanceof Condition.IsOneOf<?> isOneOf) {
            return ofValues(isOneOf);
        }
        if (condition instanceof Condition.IsDefault isDefault) {
            return ofDefault(isDefault.property());
        }
        if (condition instanceof Condition.Not not) {
            return of(not.negated()).negated();
        }
        Condition.Combined combined = (Condition.Combined) condition;
        ConditionSchema left = of(combined.left());
        ConditionSchema right = of(combined.right());
        return switch (combined.operator()) {
            case AND -> left.and(right);
            case OR -> left.or(right);
            case XOR -> left.xor(right);
        };
    }

    private static <T> ConditionSchema ofValues(Condition.IsOneOf<T> condition) {
        Property<T> property = condition.property();
        boolean holdsByDefault =
                property.defaultValue().filter(condition.values()::contains).isPresent();
        JsonArray forms = new JsonArray();
        for (T value : condition.values()) {
            ValueForms.readable(property, value).ifPresent(forms::add);
        }
        JsonElement surely = given(property, among(forms), holdsByDefault);
        boolean exact = condition.values().stream().allMatch(value -> ValueForms.hasOneForm(property, value));
        return new ConditionSchema(
                surely, exact ? surely : holdsByDefault ? Schemas.EVERYTHING : Schemas.required(property.name()));
    }

    private static <T> ConditionSchema ofDefault(Property<T> property) {
        JsonElement absent = Schemas.not(Schemas.required(property.name()));
        if (property.defaultValue().isEmpty() || property.type().isSecret()) { // no secret that is given is the default
            return new ConditionSchema(absent, absent);
        }
        T value = property.defaultValue().get();
        Optional<JsonElement> form = ValueForms.readable(property, value);
        JsonElement surely = form.map(json -> given(property, Schemas.of("const", json), true))
                .orElse(absent);
        return new ConditionSchema(surely, ValueForms.hasOneForm(property, value) ? surely : Schemas.EVERYTHING);
    }

    private static JsonElement among(JsonArray forms) {
        return forms.isEmpty()
                ? Schemas.NOTHING
                : forms.size() == 1 ? Schemas.of("const", forms.get(0)) : Schemas.of("enum", forms);
    }

    /** Returns the schema of the objects in which a property fulfils a schema, or is left out if that is fine. */
    private static JsonElement given(Property<?> property, JsonElement value, boolean orAbsent) {
        JsonObject schema = Schemas.of("properties", Schemas.of(property.name(), value));
        if (!orAbsent) {
            if (value.equals(Schemas.NOTHING)) {
                return Schemas.NOTHING;
            }
            schema.add("required", Schemas.required(property.name()).get("required"));
        }
        return schema;
    }

    private boolean isExact() {
        return surely.equals(possibly);
    }

    ConditionSchema negated() {
        return new ConditionSchema(Schemas.not(possibly), Schemas.not(surely));
    }

    ConditionSchema and(ConditionSchema other) {
        return new ConditionSchema(
                Schemas.all(List.of(surely, other.surely)), Schemas.all(List.of(possibly, other.possibly)));
    }

    ConditionSchema or(ConditionSchema other) {
        return new ConditionSchema(
                Schemas.any(List.of(surely, other.surely)), Schemas.any(List.of(possibly, other.possibly)));
    }

    private ConditionSchema xor(ConditionSchema other) {
        if (isExact() && other.isExact()) {
            JsonArray either = new JsonArray();
            either.add(surely);
            either.add(other.surely);
            JsonElement one = Schemas.of("oneOf", either);
            return new ConditionSchema(one, one);
        }
        return and(other.negated()).or(negated().and(other));
    }
}
