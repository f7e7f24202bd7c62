package org.mantle.framework;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.validators.Violation;

/** Words for what can be wrong with a property; none of them quotes a secret. */
final class PropertyProblems {

    private static final int LONGEST_QUOTE = 80;

    private PropertyProblems() {}

    static Problem unknown(AlgorithmDescriptor descriptor, String name) {
        List<String> inputs = Arrays.stream(descriptor.slots())
                .filter(Slot::isInput)
                .map(slot -> slot.property().name())
                .toList();
        Optional<String> nearest = Nearest.to(name, inputs);
        return new Problem(
                name,
                Problem.UNKNOWN_PROPERTY,
                "there is no such property"
                        + nearest.map(PropertyProblems::didYouMean).orElse("; there are " + String.join(", ", inputs)),
                inputs,
                nearest);
    }

    static Problem output(Property<?> property) {
        return Problem.of(
                property.name(),
                Problem.NOT_AN_INPUT,
                "it is an output, which the run sets; leave it out of the inputs");
    }

    static Problem duplicate(Property<?> property, String spelling) {
        return Problem.of(
                property.name(),
                Problem.DUPLICATE,
                "it is given twice, as " + property.name() + " and " + spelling + "; give it once");
    }

    static Problem notConvertible(Property<?> property, Object given, IllegalArgumentException refusal) {
        if (property.type().isSecret()) {
            return Problem.of(
                    property.name(), Problem.WRONG_TYPE, property.type().word() + " " + refusal.getMessage());
        }
        List<String> allowed = property.type().allowedValues();
        Optional<String> nearest = allowed.isEmpty() ? Optional.empty() : Nearest.to(given.toString(), allowed);
        return new Problem(
                property.name(),
                allowed.isEmpty() ? Problem.WRONG_TYPE : Violation.NOT_ALLOWED,
                quote(given) + " is not allowed: it " + refusal.getMessage()
                        + nearest.map(PropertyProblems::didYouMean).orElse(""),
                allowed,
                nearest);
    }

    static Problem violation(Property<?> property, Object value, Violation violation) {
        List<String> allowed = property.allowedValues();
        Optional<String> nearest = allowed.isEmpty() ? Optional.empty() : Nearest.to(property.toText(value), allowed);
        return new Problem(
                property.name(),
                violation.code(),
                violation.message() + nearest.map(PropertyProblems::didYouMean).orElse(""),
                allowed,
                nearest);
    }

    /** A value is needed: why, and which are allowed. */
    static Problem missing(Slot slot, @Nullable Condition because) {
        Property<?> property = slot.property();
        List<Condition> conditions = because != null ? List.of(because) : slot.visibleWhen();
        String when = conditions.isEmpty()
                ? ""
                : " when "
                        + String.join(
                                " and ",
                                conditions.stream().map(Condition::words).toList());
        String allowed = property.allowedValues().isEmpty()
                ? property.validator().constraint().words()
                : "one of " + String.join(", ", property.allowedValues());
        return new Problem(
                property.name(),
                Problem.MISSING,
                "a value is needed" + when + (allowed.isEmpty() ? "" : "; it must be " + allowed),
                property.allowedValues(),
                Optional.empty());
    }

    private static String didYouMean(String name) {
        return "; did you mean " + name + "?";
    }

    private static String quote(Object given) {
        String text = given.toString();
        return '"' + (text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…") + '"';
    }
}
