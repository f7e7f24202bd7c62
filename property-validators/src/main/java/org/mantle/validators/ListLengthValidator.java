package org.mantle.validators;

import java.util.Collection;
import java.util.Optional;

/** Allows lists of certain lengths. */
record ListLengthValidator(Constraint.ListLength constraint) implements Validator<Collection<?>> {

    ListLengthValidator {
        int least = constraint.least();
        if (least < 0 || constraint.most().orElse(least) < least) {
            throw new IllegalArgumentException("a list cannot be " + constraint.words());
        }
    }

    @Override
    public Optional<Violation> check(Collection<?> value) {
        int length = value.size();
        if (length >= constraint.least() && length <= constraint.most().orElse(length)) {
            return Optional.empty();
        }
        String has = "it has " + length + (length == 1 ? " element" : " elements");
        return Optional.of(new Violation(Violation.WRONG_LENGTH, has + "; it must be " + constraint.words()));
    }
}
