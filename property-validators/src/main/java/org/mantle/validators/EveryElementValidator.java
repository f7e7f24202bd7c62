package org.mantle.validators;

import java.util.List;
import java.util.Optional;

/** Asks a validator about every element of a list, and tells of all that are refused. */
record EveryElementValidator<E>(Validator<? super E> element) implements Validator<List<E>> {

    /** So many refusals are told one by one: a list may have millions of elements, and nobody reads that far. */
    static final int MOST_TOLD = 1000;

    EveryElementValidator {
        if (!element.constraint().aliases().isEmpty()) {
            throw new IllegalArgumentException("the elements of a list cannot have aliases");
        }
    }

    @Override
    public Optional<Violation> check(List<E> value) {
        String code = "";
        StringBuilder message = new StringBuilder();
        int refused = 0;
        int number = 0;
        for (E each : value) {
            number++;
            Optional<Violation> violation = element.check(each);
            if (violation.isPresent() && ++refused <= MOST_TOLD) {
                code = refused == 1 ? violation.get().code() : code;
                message.append(refused == 1 ? "" : "; ")
                        .append("element ")
                        .append(number)
                        .append(": ")
                        .append(violation.get().message());
            }
        }
        if (refused > MOST_TOLD) {
            message.append("; and ").append(refused - MOST_TOLD).append(" more");
        }
        return refused == 0 ? Optional.empty() : Optional.of(new Violation(code, message.toString()));
    }

    @Override
    public Constraint constraint() {
        return new Constraint.EveryElement(element.constraint());
    }

    @Override
    public boolean isPure() {
        return element.isPure();
    }
}
