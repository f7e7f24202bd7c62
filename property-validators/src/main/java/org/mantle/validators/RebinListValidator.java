package org.mantle.validators;

import java.util.List;
import java.util.Optional;
import org.mantle.validators.value.NumberText;

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
                return NumberText.shown(number) + " is not a finite number";
            }
        }
        if (value.size() == 1) {
            double width = value.get(0);
            return width > 0 ? "" : "the width " + NumberText.shown(width) + " is not above 0";
        }
        if (endsAllowed && value.size() == 2) {
            return value.get(0) < value.get(1)
                    ? ""
                    : "the low end " + NumberText.shown(value.get(0)) + " is not below "
                            + NumberText.shown(value.get(1));
        }
        if (value.size() % 2 == 0) {
            return "it has " + value.size() + " numbers, which is not odd";
        }
        for (int i = 1; i < value.size(); i += 2) {
            double from = value.get(i - 1);
            double width = value.get(i);
            double to = value.get(i + 1);
            if (width == 0) {
                return "element " + (i + 1) + ", a width, is zero";
            }
            if (from >= to) {
                return "element " + (i + 2) + ", the boundary " + NumberText.shown(to) + ", is not above "
                        + NumberText.shown(from);
            }
            if (width < 0 && from <= 0) {
                return "element " + i + ", the boundary " + NumberText.shown(from)
                        + ", is not positive, as logarithmic steps (a negative width) need it";
            }
        }
        return "";
    }

    @Override
    public Constraint constraint() {
        return new Constraint.Described("a width above 0, or start, width, boundary and so on, with rising boundaries"
                + (endsAllowed ? ", or just the low and the high end" : ""));
    }
}
