package org.mantle.validators;

import java.util.Collection;
import java.util.Optional;

/** Refuses what is empty. */
record RequiredValidator<T>() implements Validator<T> {

    private static final Optional<Violation> EMPTY =
            Optional.of(new Violation(Violation.MISSING, "a value is needed, and it is empty"));

    @Override
    public Optional<Violation> check(T value) {
        boolean empty = value instanceof CharSequence text
                ? text.isEmpty()
                : value instanceof Collection<?> elements && elements.isEmpty();
        return empty ? EMPTY : Optional.empty();
    }

    @Override
    public Constraint constraint() {
        return new Constraint.NonEmpty();
    }
}
