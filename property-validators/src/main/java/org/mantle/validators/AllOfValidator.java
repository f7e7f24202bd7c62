package org.mantle.validators;

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
        return new Constraint.AllOf(
                validators.stream().map(Validator::constraint).toList());
    }

    @Override
    public boolean isPure() {
        return validators.stream().allMatch(Validator::isPure);
    }
}
