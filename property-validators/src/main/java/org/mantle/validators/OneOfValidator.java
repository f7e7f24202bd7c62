package org.mantle.validators;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mantle.validators.value.NumberText;

/** Allows the values of a closed list, and those whose texts are aliases of them. */
final class OneOfValidator<T> implements Validator<T> {

    private final Set<T> allowed;
    private final Constraint.OneOf constraint;

    OneOfValidator(Collection<? extends T> allowed, Map<String, ? extends T> aliases) {
        if (allowed.isEmpty()) {
            throw new IllegalArgumentException("a list of allowed values needs at least one value");
        }
        this.allowed = new LinkedHashSet<>(allowed);
        List<String> texts = new ArrayList<>();
        for (T value : this.allowed) {
            texts.add(NumberText.shown(value));
        }
        Map<String, String> others = new LinkedHashMap<>();
        for (Map.Entry<String, ? extends T> entry : aliases.entrySet()) {
            String alias = entry.getKey();
            T value = entry.getValue();
            if (!this.allowed.contains(value)) {
                throw new IllegalArgumentException("the alias " + Violation.quoted(alias) + " stands for "
                        + Violation.quoted(NumberText.shown(value)) + ", which is not an allowed value");
            }
            // What is both an entry and an alias is the entry.
            if (!texts.contains(alias)) {
                others.put(alias, NumberText.shown(value));
            }
        }
        this.constraint = new Constraint.OneOf(texts, others);
    }

    @Override
    public Optional<Violation> check(T value) {
        if (allowed.contains(value) || constraint.aliases().containsKey(NumberText.shown(value))) {
            return Optional.empty();
        }
        String text = NumberText.shown(value);
        return Optional.of(new Violation(Violation.NOT_ALLOWED, () -> refusal(text)));
    }

    private String refusal(String text) {
        return (text.isEmpty() ? "a value must be chosen" : Violation.quoted(text) + " is not allowed")
                + "; it must be " + constraint.words();
    }

    @Override
    public Constraint constraint() {
        return constraint;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OneOfValidator<?> oneOf
                && oneOf.allowed.equals(allowed)
                && oneOf.constraint.equals(constraint);
    }

    @Override
    public int hashCode() {
        return constraint.hashCode();
    }
}
