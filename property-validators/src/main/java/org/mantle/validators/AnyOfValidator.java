package org.mantle.validators;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks several validators until one allows the value. */
record AnyOfValidator<T>(List<? extends Validator<? super T>> validators) implements Validator<T> {

    AnyOfValidator {
        if (validators.isEmpty()) {
            throw new IllegalArgumentException("without a validator everything would be refused; give at least one");
        }
    }

    @Override
    public Optional<Violation> check(T value) {
        List<Violation> violations = new ArrayList<>(validators.size());
        for (Validator<? super T> validator : validators) {
            Optional<Violation> violation = validator.check(value);
            if (violation.isEmpty()) {
                return Optional.empty();
            }
            violations.add(violation.get());
        }
        String code = violations.stream().map(Violation::code).distinct().count() == 1
                ? violations.get(0).code()
                : Violation.INVALID;
        return Optional.of(
                new Violation(code, violations.stream().map(Violation::message).collect(Collectors.joining("; or "))));
    }

    @Override
    public Constraint constraint() {
        return new Constraint.AnyOf(
                validators.stream().map(Validator::constraint).toList());
    }

    @Override
    public boolean isPure() {
        return validators.stream().allMatch(Validator::isPure);
    }
}
