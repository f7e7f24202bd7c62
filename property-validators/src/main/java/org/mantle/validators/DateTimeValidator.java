package org.mantle.validators;

import java.time.DateTimeException;
import java.util.Optional;

/** Allows a date with a time in ISO 8601. */
record DateTimeValidator() implements Validator<String> {

    private static final Constraint CONSTRAINT = new Constraint.Format("date-time", IsoDateTime.WORDS);

    @Override
    public Optional<Violation> check(String value) {
        try {
            IsoDateTime.parse(value);
            return Optional.empty();
        } catch (DateTimeException e) {
            return Optional.of(Texts.refusal(value, CONSTRAINT));
        }
    }

    @Override
    public Constraint constraint() {
        return CONSTRAINT;
    }
}
