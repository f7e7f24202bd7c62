package org.mantle.validators;

import java.util.List;
import java.util.Optional;
import org.mantle.validators.value.NumberText;
import org.mantle.validators.value.Order;

/** Allows lists of pairs in which the first value is never above the second. */
record OrderedPairsValidator<E extends Comparable<? super E>>() implements Validator<List<E>> {

    private static final String WORDS = "pairs of which the first is at most the second";

    @Override
    public Optional<Violation> check(List<E> value) {
        if (value.size() % 2 != 0) {
            return Optional.of(new Violation(
                    Violation.WRONG_LENGTH,
                    "it has " + value.size() + (value.size() == 1 ? " element" : " elements") + "; it must be "
                            + WORDS));
        }
        StringBuilder wrong = new StringBuilder();
        int refused = 0;
        for (int i = 0; i < value.size(); i += 2) {
            E first = value.get(i);
            E second = value.get(i + 1);
            boolean ordered =
                    !Order.isNotANumber(first) && !Order.isNotANumber(second) && Order.compare(first, second) <= 0;
            if (!ordered && ++refused <= EveryElementValidator.MOST_TOLD) {
                wrong.append(refused == 1 ? "(" : ", (")
                        .append(NumberText.shown(first))
                        .append(", ")
                        .append(NumberText.shown(second))
                        .append(')');
            }
        }
        if (refused > EveryElementValidator.MOST_TOLD) {
            wrong.append(" and ")
                    .append(refused - EveryElementValidator.MOST_TOLD)
                    .append(" more");
        }
        return refused == 0
                ? Optional.empty()
                : Optional.of(new Violation(Violation.INVALID, wrong + " not allowed; it must be " + WORDS));
    }

    @Override
    public Constraint constraint() {
        return new Constraint.Described(WORDS);
    }
}
