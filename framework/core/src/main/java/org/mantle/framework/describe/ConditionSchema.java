package org.mantle.framework.describe;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;

/**
 * A condition as JSON Schemas of an object of inputs.
 *
 * <p>There are two, since some values have several JSON forms and JSON Schema compares forms: what must not refuse too much
 * is made from the first, and what stands under a "not" from the second. Of what may be looped over, they tell of all entries
 * and of any.
 *
 * @param surely fulfilled only where the condition holds
 * @param possibly fulfilled wherever the condition holds
 */
record ConditionSchema(JsonElement surely, JsonElement possibly) {

    static ConditionSchema of(Condition condition, AlgorithmDescriptor algorithm) {
        if (condition instanceof Condition.IsOneOf<?> isOneOf) {
            return ofValues(isOneOf, algorithm);
        }
        if (condition instanceof Condition.Compared<?> compared) {
            return ofBound(compared, algorithm);
        }
        if (condition instanceof Condition.IsDefault isDefault) {
            return ofDefault(isDefault.property(), algorithm);
        }
        if (condition instanceof Condition.Not not) {
            return of(not.negated(), algorithm).negated();
        }
        Condition.Combined combined = (Condition.Combined) condition;
        ConditionSchema left = of(combined.left(), algorithm);
        ConditionSchema right = of(combined.right(), algorithm);
        return switch (combined.operator()) {
            case AND -> left.and(right);
            case OR -> left.or(right);
            case XOR -> left.xor(right);
        };
    }

    private static <T> ConditionSchema ofValues(Condition.IsOneOf<T> condition, AlgorithmDescriptor algorithm) {
        Property<T> property = condition.property();
        boolean computed = algorithm.computedDefault(property).isPresent();
        boolean holdsByDefault = condition.isMetBy(property.defaultValue().orElse(null));
        JsonArray forms = new JsonArray();
        for (T value : condition.values()) {
            ValueForms.readable(property, value).ifPresent(forms::add);
        }
        boolean exact = condition.values().stream().allMatch(value -> ValueForms.hasOneForm(property, value));
        return ofForm(property, among(forms), exact, holdsByDefault, computed, algorithm);
    }

    /**
     * Returns the schemas of a condition on one property.
     *
     * @param form of the values that surely fulfil it
     * @param exact whether no other value does
     */
    private static ConditionSchema ofForm(
            Property<?> property,
            JsonElement form,
            boolean exact,
            boolean holdsByDefault,
            boolean computed,
            AlgorithmDescriptor algorithm) {
        boolean looped = algorithm.isLoopedOver(property);
        return new ConditionSchema(
                given(property, looped ? LoopSchema.inEach(form) : form, holdsByDefault && !computed),
                given(
                        property,
                        !exact ? Schemas.EVERYTHING : looped ? LoopSchema.inAny(form) : form,
                        holdsByDefault || computed));
    }

    private static <N extends Number & Comparable<? super N>> ConditionSchema ofBound(
            Condition.Compared<N> condition, AlgorithmDescriptor algorithm) {
        Property<N> property = condition.property();
        boolean computed = algorithm.computedDefault(property).isPresent();
        boolean holdsByDefault = condition.isMetBy(property.defaultValue().orElse(null));
        Optional<JsonElement> bound = ValueForms.readable(property, condition.bound());
        String keyword = switch (condition.side()) {
            case AT_LEAST -> "minimum";
            case ABOVE -> "exclusiveMinimum";
            case AT_MOST -> "maximum";
            case BELOW -> "exclusiveMaximum";
        };
        boolean exact = bound.filter(form -> form instanceof JsonPrimitive primitive && primitive.isNumber())
                        .isPresent()
                && ValueForms.hasOneForm(property, condition.bound());
        JsonElement form = exact ? beyond(keyword, bound.get()) : Schemas.NOTHING;
        return ofForm(property, form, exact, holdsByDefault, computed, algorithm);
    }

    /** Returns the schema of the numbers beyond a bound; JSON has a text alone for what is beyond all of them. */
    private static JsonElement beyond(String keyword, JsonElement bound) {
        JsonObject numbers = Schemas.of("type", new JsonPrimitive("number"));
        numbers.add(keyword, bound);
        String infinity = keyword.endsWith("inimum") ? "Infinity" : "-Infinity";
        return Schemas.any(List.of(numbers, Schemas.of("const", new JsonPrimitive(infinity))));
    }

    private static <T> ConditionSchema ofDefault(Property<T> property, AlgorithmDescriptor algorithm) {
        JsonElement absent = Schemas.not(Schemas.required(property.name()));
        if (algorithm.computedDefault(property).isPresent()) {
            return new ConditionSchema(Schemas.NOTHING, Schemas.EVERYTHING);
        }
        if (property.type().isSecret()) {
            // of those that are given only the empty one is the default, where there is one
            JsonElement nothing = given(property, Schemas.of("const", new JsonPrimitive("")), true);
            return new ConditionSchema(property.defaultValue().isEmpty() ? absent : nothing, nothing);
        }
        if (property.defaultValue().isEmpty()) {
            return new ConditionSchema(absent, absent);
        }
        T value = property.defaultValue().get();
        JsonElement form = ValueForms.readable(property, value)
                .<JsonElement>map(json -> Schemas.of("const", json))
                .orElse(Schemas.NOTHING);
        boolean looped = algorithm.isLoopedOver(property);
        JsonElement surely = given(property, looped ? LoopSchema.inEach(form) : form, true);
        if (!ValueForms.hasOneForm(property, value)) {
            return new ConditionSchema(surely, Schemas.EVERYTHING);
        }
        return new ConditionSchema(surely, looped ? given(property, LoopSchema.inAny(form), true) : surely);
    }

    private static JsonElement among(JsonArray forms) {
        return forms.isEmpty()
                ? Schemas.NOTHING
                : forms.size() == 1 ? Schemas.of("const", forms.get(0)) : Schemas.of("enum", forms);
    }

    /** Returns the schema of the objects in which a property fulfils a schema, or is left out if that is fine. */
    private static JsonElement given(Property<?> property, JsonElement value, boolean orAbsent) {
        JsonObject required = Schemas.required(property.name());
        if (value.equals(Schemas.EVERYTHING)) {
            return orAbsent ? Schemas.EVERYTHING : required;
        }
        if (value.equals(Schemas.NOTHING)) {
            return orAbsent ? Schemas.not(required) : Schemas.NOTHING;
        }
        JsonObject schema = Schemas.of("properties", Schemas.of(property.name(), value));
        if (!orAbsent) {
            schema.add("required", required.get("required"));
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
