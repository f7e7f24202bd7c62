package org.mantle.validators;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks several validators in turn. */
record AllOfValidator<T>(List<? extends Validator<? super T>> validators) implements Validator<T> {

    @Override
    public Optional<Violation> check(T value) {
        for (Validator<? super T> validator : validators) {
            Optional<Violation> violation = validator.check(value);
            if (violation.isPresent()) {
                return violation;
            }
        }
        return Optional.empty();
    }

    @Override
    public Constraint constraint() {
        List<Constraint> parts = new ArrayList<>();
        for (Validator<? super T> validator : validators) {
            parts.add(validator.constraint());
        }
        return new Constraint.AllOf(parts);
    }

    @Override
    public boolean isPure() {
        for (Validator<? super T> validator : validators) {
            if (!validator.isPure()) {
                return false;
            }
        }
        return true;
    }
}
