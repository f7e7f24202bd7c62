package org.mantle.validators;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Allows the texts of a closed list. */
final class OneOfValidator implements Validator<String> {

    private final Set<String> allowed;
    private final Constraint.OneOf constraint;

    OneOfValidator(Collection<String> allowed) {
        if (allowed.isEmpty()) {
            throw new IllegalArgumentException("a list of allowed values needs at least one value");
        }
        this.allowed = new LinkedHashSet<>(allowed);
        this.constraint = new Constraint.OneOf(List.copyOf(this.allowed));
    }

    @Override
    public Optional<Violation> check(String value) {
        if (allowed.contains(value)) {
            return Optional.empty();
        }
        String problem = value.isEmpty() ? "a value must be chosen" : Violation.quoted(value) + " is not allowed";
        return Optional.of(new Violation(Violation.NOT_ALLOWED, problem + "; it must be " + constraint.words()));
    }

    @Override
    public Constraint constraint() {
        return constraint;
    }
}
