package org.mantle.validators;

import java.util.List;
import java.util.Optional;

/** Allows texts that begin with one of several texts, compared letter by letter. */
record StartsWithValidator(Constraint.StartsWith constraint) implements Validator<String> {

    StartsWithValidator(List<String> prefixes) {
        this(new Constraint.StartsWith(Texts.requireSome(prefixes)));
    }

    @Override
    public Optional<Violation> check(String value) {
        for (String prefix : constraint.prefixes()) {
            if (value.startsWith(prefix) && !value.isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(Texts.refusal(value, constraint));
    }
}
