package org.mantle.validators;

import java.util.Optional;
import java.util.function.Predicate;

/** Asks a function of the author's. */
record PredicateValidator<T>(String words, Predicate<? super T> allowed) implements Validator<T> {

    @Override
    public Optional<Violation> check(T value) {
        return allowed.test(value)
                ? Optional.empty()
                : Optional.of(new Violation(Violation.INVALID, "the value is not allowed; it must be " + words));
    }

    @Override
    public Constraint constraint() {
        return new Constraint.Described(words);
    }
}
