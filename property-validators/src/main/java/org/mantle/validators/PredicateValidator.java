package org.mantle.validators;

import java.util.Optional;
import java.util.function.Predicate;
import org.mantle.validators.value.NumberText;

/** Asks a function of the author's. */
record PredicateValidator<T>(String words, Predicate<? super T> allowed) implements Validator<T> {

    @Override
    public Optional<Violation> check(T value) {
        return allowed.test(value)
                ? Optional.empty()
                : Optional.of(new Violation(Violation.INVALID, shown(value) + " is not allowed; it must be " + words));
    }

    /** Quotes what is a plain text or number: anything else may be long, or a secret. */
    private static String shown(Object value) {
        return value instanceof String || value instanceof Number
                ? Violation.quoted(NumberText.shown(value))
                : "the value";
    }

    @Override
    public Constraint constraint() {
        return new Constraint.Described(words);
    }
}
