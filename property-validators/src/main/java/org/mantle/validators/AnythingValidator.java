package org.mantle.validators;

import java.util.Optional;

/** Allows everything. */
record AnythingValidator<T>() implements Validator<T> {

    static final Validator<?> INSTANCE = new AnythingValidator<>();

    @Override
    public Optional<Violation> check(T value) {
        return Optional.empty();
    }

    @Override
    public Constraint constraint() {
        return new Constraint.Anything();
    }
}
