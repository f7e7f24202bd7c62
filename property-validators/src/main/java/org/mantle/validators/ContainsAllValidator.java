package org.mantle.validators;

import java.util.List;
import java.util.Optional;

/** Allows texts in which every one of several fragments occurs, compared letter by letter. */
record ContainsAllValidator(Constraint.ContainsAll constraint) implements Validator<String> {

    ContainsAllValidator(List<String> fragments) {
        this(new Constraint.ContainsAll(Texts.requireSome(fragments)));
    }

    @Override
    public Optional<Violation> check(String value) {
        for (String fragment : constraint.fragments()) {
            if (!value.contains(fragment)) {
                return Optional.of(Texts.refusal(value, constraint));
            }
        }
        return Optional.empty();
    }
}
