package org.mantle.framework.property;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.text.GivenJson;
import org.mantle.framework.internal.type.StringType;
import org.mantle.framework.type.PropertyType;
import org.mantle.framework.type.Secret;
import org.mantle.validators.Constraint;
import org.mantle.validators.Validator;
import org.mantle.validators.Validators;
import org.mantle.validators.Violation;

/**
 * What a property does with values: makes them from what a caller or a run gives, checks them, and writes them.
 *
 * @param <T> the kind of value
 */
abstract class ValueConversion<T> {

    private final PropertyType<T> type;
    private final Validator<? super T> validator;
    private final Map<String, String> valueAliases;

    /** What each alias stands for, by the value as which its text is read; without those whose text is none, or an allowed value. */
    private final Map<T, T> meantBy;

    private final boolean hasAliases;
    private final boolean inMemoryOnly;
    private final boolean ofFramework;
    private final boolean keepsBlanks;

    /** Whether a value may be changed by whoever holds it: of the framework's own types that is known without asking. */
    private final boolean copies;

    ValueConversion(PropertyType<T> type, Validator<? super T> validator, boolean keepsBlanks) {
        this.type = type;
        this.validator = validator;
        this.valueAliases = validator == Validators.anything()
                ? Map.of()
                : validator.constraint().aliases();
        this.ofFramework = type.getClass().getPackageName().equals(StringType.class.getPackageName());
        this.inMemoryOnly = type.isInMemoryOnly();
        this.hasAliases = !valueAliases.isEmpty();
        this.meantBy = hasAliases ? meantBy(type, validator.constraint()) : Map.of();
        this.keepsBlanks = keepsBlanks;
        this.copies = !ofFramework || isArray(type.emptyValue());
    }

    /**
     * Converts what a caller gave: a value, a text or JSON.
     *
     * @throws IllegalArgumentException if it is not of this property's type
     */
    public T convert(Object given) {
        T value;
        if (given instanceof String text) {
            value = fromText(text);
        } else if (isScalar(given)) {
            value = resolved(type.fromObject(given));
        } else if (given instanceof CharSequence text) {
            value = fromText(text.toString());
        } else if (!GivenJson.isJson(given)) {
            value = resolved(type.fromObject(given));
        } else if (given instanceof JsonPrimitive json && json.isString()) {
            value = fromText(json.getAsString());
        } else {
            value = resolved(type.fromJson((JsonElement) given));
        }
        return Objects.requireNonNull(value, "the type converted it to null");
    }

    /** Tells an array by its class alone: to ask for the type would load that for everybody. */
    private static boolean isArray(@Nullable Object value) {
        return value != null && value.getClass().isArray();
    }

    private static <T> Map<T, T> meantBy(PropertyType<T> type, Constraint constraint) {
        Map<T, T> meant = new HashMap<>();
        constraint
                .aliases()
                .forEach((alias, text) -> read(type, alias).ifPresent(value -> meant.put(value, type.fromText(text))));
        constraint.allowedValues().forEach(text -> read(type, text).ifPresent(meant::remove));
        return meant;
    }

    /** Returns the value of a text, or nothing where it has none: a word for a number is an alias in text alone. */
    private static <T> Optional<T> read(PropertyType<T> type, String text) {
        try {
            return Optional.of(type.fromText(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Asks for classes alone: an interface that a class does not have costs a walk over all that it has. */
    private static boolean isScalar(Object given) {
        return given instanceof String || given instanceof Number || given instanceof Boolean;
    }

    /** Blanks around a text do not count, but those of a secret may be part of it. */
    private T fromText(String text) {
        String read = keepsBlanks ? text : text.strip();
        return hasAliases ? resolved(type.fromText(valueAliases.getOrDefault(read, read))) : type.fromText(read);
    }

    /** Returns the value for which an alias of it stands, and every other value as it is. */
    T resolved(T value) {
        return hasAliases ? meantBy.getOrDefault(value, value) : value;
    }

    /**
     * Converts what a run gives to an output.
     *
     * @throws IllegalArgumentException if it is not of this property's type
     */
    public T convertOutput(T value) {
        return resolved(Objects.requireNonNull(type.fromObject(value)));
    }

    /** Returns a value, known to be of this property's type, for one more holder: see {@link PropertyType#copy}. */
    // every value in this property's slot came out of its own type
    @SuppressWarnings("unchecked")
    public <V> V copied(V value) {
        return copies ? (V) type.copy((T) value) : value;
    }

    /** Converts a value, known to be of this property's type, to JSON. */
    // every value in this property's slot came out of its own type
    @SuppressWarnings("unchecked")
    public JsonElement toJson(Object value) {
        return type.toJson((T) value);
    }

    // as above
    @SuppressWarnings("unchecked")
    public String toText(Object value) {
        return type.isSecret() && !type.isEmpty((T) value) ? Secret.unseen().toString() : type.toText((T) value);
    }

    /** Returns a text for people that shows no secret and nothing that has no text form, in so many characters at most. */
    // as above
    @SuppressWarnings("unchecked")
    public String toShownText(Object value, int longest) {
        if (type.isSecret() || type.isInMemoryOnly()) {
            return "a " + type.word();
        }
        try {
            return type.toShortText((T) value, longest);
        } catch (RuntimeException e) {
            // foreign code: an author's type may throw anything
            return "a " + type.word();
        }
    }

    // as above
    @SuppressWarnings("unchecked")
    public boolean isEmpty(Object value) {
        return type.isEmpty((T) value);
    }

    // as above
    @SuppressWarnings("unchecked")
    public long weight(Object value) {
        return type.weight((T) value);
    }

    /** Returns whether the type is one that the framework brings, of whose values it knows more than what the type says. */
    public boolean isOfFramework() {
        return ofFramework;
    }

    /** Returns {@link PropertyType#isInMemoryOnly()}. */
    public boolean isInMemoryOnly() {
        return inMemoryOnly;
    }

    // as above
    @SuppressWarnings("unchecked")
    public Optional<Violation> check(Object value) {
        return validator.check((T) value);
    }
}
