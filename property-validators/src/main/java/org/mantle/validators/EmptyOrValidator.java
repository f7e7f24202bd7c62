package org.mantle.validators;

import java.util.Optional;

/** Allows what is empty, and what another validator allows. */
record EmptyOrValidator<T>(Validator<? super T> other) implements Validator<T> {

    @Override
    public Optional<Violation> check(T value) {
        return RequiredValidator.isEmpty(value) ? Optional.empty() : other.check(value);
    }

    @Override
    public Constraint constraint() {
        return new Constraint.EmptyOr(other.constraint());
    }

    @Override
    public boolean isPure() {
        return other.isPure();
    }
}
