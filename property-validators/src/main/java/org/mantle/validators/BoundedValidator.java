package org.mantle.validators;

import java.util.Optional;

/** Allows numbers between two inclusive bounds, each of which may be absent. */
final class BoundedValidator<N extends Number & Comparable<N>> implements Validator<N> {

    private final Optional<N> lower;
    private final Optional<N> upper;
    private final Constraint.Range constraint;

    BoundedValidator(Optional<N> lower, Optional<N> upper) {
        if (lower.isPresent() && upper.isPresent() && lower.get().compareTo(upper.get()) > 0) {
            throw new IllegalArgumentException(
                    "the lower bound " + lower.get() + " is above the upper bound " + upper.get());
        }
        this.lower = lower;
        this.upper = upper;
        this.constraint = new Constraint.Range(lower.map(Number.class::cast), upper.map(Number.class::cast));
    }

    @Override
    public Optional<Violation> check(N value) {
        // Not a number compares above every number, and lies within no bounds.
        boolean below = lower.isPresent() && value.compareTo(lower.get()) < 0;
        boolean above = upper.isPresent() && value.compareTo(upper.get()) > 0;
        if (!below && !above && !Double.isNaN(value.doubleValue())) {
            return Optional.empty();
        }
        return Optional.of(new Violation(Violation.OUT_OF_RANGE, value + " is not " + constraint.words()));
    }

    @Override
    public Constraint constraint() {
        return constraint;
    }
}
