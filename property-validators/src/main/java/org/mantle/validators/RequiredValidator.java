package org.mantle.validators;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Refuses what is empty. */
record RequiredValidator<T>() implements Validator<T> {

    private static final Optional<Violation> EMPTY =
            Optional.of(new Violation(Violation.MISSING, "a value is needed, and it is empty"));

    @Override
    public Optional<Violation> check(T value) {
        return isEmpty(value) ? EMPTY : Optional.empty();
    }

    /** Asks first what most values are, and for classes: an interface that a class does not have costs a walk over all that it has. */
    static boolean isEmpty(Object value) {
        if (value instanceof String text) {
            return text.isEmpty();
        }
        if (value instanceof Number || value instanceof Boolean) {
            return false;
        }
        return (value instanceof CharSequence text && text.isEmpty())
                || (value instanceof Collection<?> elements && elements.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty())
                || (value instanceof Optional<?> optional && optional.isEmpty())
                || (value.getClass().isArray() && Array.getLength(value) == 0);
    }

    @Override
    public Constraint constraint() {
        return new Constraint.NonEmpty();
    }
}
