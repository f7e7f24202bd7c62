package org.mantle.validators;

import java.util.List;
import java.util.Optional;

/** Allows the bins of a histogram: boundaries with the widths of the bins between them. */
record RebinListValidator(boolean endsAllowed) implements Validator<List<Double>> {

    @Override
    public Optional<Violation> check(List<Double> value) {
        String problem = problem(value);
        return problem.isEmpty()
                ? Optional.empty()
                : Optional.of(new Violation(
                        Violation.INVALID,
                        problem + "; it must be " + constraint().words()));
    }

    private String problem(List<Double> value) {
        for (Double number : value) {
            if (!Double.isFinite(number)) {
                return number + " is not a finite number";
            }
        }
        if (endsAllowed && value.size() == 2) {
            return value.get(0) < value.get(1) ? "" : "the low end " + value.get(0) + " is not below " + value.get(1);
        }
        if (value.size() % 2 == 0) {
            return "it has " + value.size() + " numbers, which is not odd";
        }
        for (int i = 1; i < value.size(); i += 2) {
            double from = value.get(i - 1);
            double width = value.get(i);
            double to = value.get(i + 1);
            if (width == 0) {
                return "the width at index " + i + " is zero";
            }
            if (from >= to) {
                return "the boundary " + to + " at index " + (i + 1) + " is not above " + from;
            }
            if (width < 0 && from <= 0) {
                return "the boundary " + from + " at index " + (i - 1)
                        + " is not positive, as logarithmic steps (a negative width) need it";
            }
        }
        return "";
    }

    @Override
    public Constraint constraint() {
        return new Constraint.Described("start, width, boundary, width, boundary and so on, with rising boundaries"
                + (endsAllowed ? ", or just the low and the high end" : ""));
    }
}
