package org.mantle.framework.property;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.validators.Constraint;
import org.mantle.validators.Validator;
import org.mantle.validators.Violation;

/** Asks the validators of the properties in a map that is not empty, and for those that need a value. */
record PropertyMapValidator(List<Property<?>> properties) implements Validator<Map<String, Object>> {

    @Override
    public Optional<Violation> check(Map<String, Object> value) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        List<String> problems = new ArrayList<>();
        for (Property<?> property : properties) {
            @Nullable Object each = value.get(property.name());
            if (each != null) {
                property.check(each).ifPresent(why -> problems.add(property.name() + ": " + why.message()));
            } else if (property.needsValue()) {
                problems.add(property.name() + ": a value is needed");
            }
        }
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of(new Violation(Violation.INVALID, String.join("; ", problems)));
    }

    @Override
    public Constraint constraint() {
        return new Constraint.Described("a map of "
                + String.join(", ", properties.stream().map(Property::name).toList()));
    }

    @Override
    public boolean isPure() {
        return properties.stream().allMatch(property -> property.validator().isPure());
    }
}
