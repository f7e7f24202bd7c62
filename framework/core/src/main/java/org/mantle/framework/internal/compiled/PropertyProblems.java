package org.mantle.framework.internal.compiled;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.text.FailureMessage;
import org.mantle.framework.internal.text.GivenText;
import org.mantle.framework.internal.type.HostStorage;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.type.Nearest;
import org.mantle.framework.type.Secret;
import org.mantle.framework.type.StoredObject;
import org.mantle.validators.Violation;

/** Words for what can be wrong with a property; none of them quotes a secret. */
public final class PropertyProblems {

    private PropertyProblems() {}

    /** There is no property of that name of the wanted kind; the others are not offered. */
    public static Problem unknown(CompiledAlgorithm descriptor, String name, Predicate<Slot> wanted) {
        List<String> names = Arrays.stream(descriptor.slots())
                .filter(wanted)
                .map(slot -> slot.property().name())
                .toList();
        Optional<String> nearest = Nearest.to(name, names);
        String others = names.isEmpty() ? "; there is none at all" : "; there are " + String.join(", ", names);
        return new Problem(
                name,
                Problem.UNKNOWN_PROPERTY,
                "there is no such property"
                        + nearest.map(PropertyProblems::didYouMean).orElse(others),
                names,
                nearest);
    }

    /**
     * Returns what an author's checks found, in a form that a dialog can show: each is about an input, in its declared spelling, or
     * about the whole. One about something that is no input is about the whole, and says whose mistake that is.
     */
    public static List<Problem> ofAuthor(CompiledAlgorithm descriptor, List<Problem> found) {
        if (found.isEmpty()) {
            return found;
        }
        return found.stream().map(problem -> ofAuthor(descriptor, problem)).toList();
    }

    private static Problem ofAuthor(CompiledAlgorithm descriptor, Problem problem) {
        String name = problem.property();
        if (name.isEmpty()) {
            return problem;
        }
        @Nullable Slot slot = descriptor.slotOrNull(name);
        boolean shown = slot != null && slot.isInput();
        String message = shown
                ? problem.message()
                : problem.message() + "; the checks of " + descriptor + " say this of " + Violation.quoted(name)
                        + ", which is no input of it: please tell its author";
        return new Problem(
                slot != null && shown ? slot.property().name() : "",
                problem.code(),
                message,
                problem.allowed(),
                problem.nearest());
    }

    public static Problem output(Property<?> property) {
        return Problem.of(
                property.name(),
                Problem.NOT_AN_INPUT,
                "it is an output, which the run sets; leave it out of the inputs");
    }

    public static Problem duplicate(Property<?> property, List<String> spellings) {
        return Problem.of(
                property.name(),
                Problem.DUPLICATE,
                "it is given more than once, as " + String.join(" and ", spellings) + "; give it once");
    }

    public static Problem notConvertible(Property<?> property, Object given, IllegalArgumentException refusal) {
        String reason = "it " + FailureMessage.of(refusal);
        if (property.type().isSecret()) {
            return Problem.of(property.name(), Problem.WRONG_TYPE, reason);
        }
        List<String> allowed = property.type().allowedValues();
        String text = text(given);
        Optional<String> nearest = allowed.isEmpty() ? Optional.empty() : Nearest.to(text, allowed);
        return new Problem(
                property.name(),
                allowed.isEmpty() ? Problem.WRONG_TYPE : Violation.NOT_ALLOWED,
                Violation.quoted(text) + " is not allowed: " + reason
                        + nearest.map(PropertyProblems::didYouMean).orElse(""),
                allowed,
                nearest);
    }

    public static Problem violation(Slot slot, Object value, Violation violation, HostStorage storage) {
        boolean missing = violation.code().equals(Violation.NOT_FOUND);
        String searched = missing ? slot.searched(value, storage) : "";
        Problem problem = violation(
                slot.property(),
                value,
                searched.isEmpty() ? violation : new Violation(violation.code(), violation.message() + searched));
        Optional<Class<?>> kind = slot.property().type().storedKind();
        return missing && kind.isPresent() && value instanceof StoredObject<?> stored
                ? new Problem(
                        problem.property(),
                        problem.code(),
                        problem.message(),
                        problem.allowed(),
                        Nearest.to(stored.name(), storage.objects().names(kind.get())))
                : problem;
    }

    /** Two objects would be left under one name, the second in place of the first. */
    public static Problem leftTwice(Property<?> property, String name, Property<?> other) {
        String whose = other == property ? "two entries of the loop" : other.name() + " too";
        return Problem.of(
                property.name(),
                Problem.DUPLICATE,
                Violation.quoted(name) + " is the name under which " + whose
                        + (other == property ? " leave an object" : " leaves an object")
                        + "; give each a name of its own");
    }

    /** The default that was worked out is one that the validator refuses. */
    public static Problem defaultRefused(Slot slot, Object value, Violation violation) {
        Problem problem = violation(slot.property(), value, violation);
        return new Problem(
                problem.property(),
                problem.code(),
                "its default, which was worked out from other inputs, is refused: " + problem.message()
                        + "; give a value",
                problem.allowed(),
                problem.nearest());
    }

    /** The author's rule for a default threw something. */
    public static Problem defaultFailed(Property<?> property, Throwable failure) {
        return Problem.of(
                property.name(),
                Problem.CHECK_FAILED,
                "its default could not be worked out (" + FailureMessage.withKind(failure)
                        + "); give a value, and tell the author of the algorithm");
    }

    /** Returns the notice that a property was given by an old name. */
    public static String oldName(Property<?> property, String given) {
        String old = property.aliases().stream()
                .filter(given::equalsIgnoreCase)
                .findFirst()
                .orElse(given);
        return old + " is an old name of " + property.name() + "; use " + property.name();
    }

    public static Problem violation(Property<?> property, Object value, Violation violation) {
        List<String> allowed = property.allowedValues();
        Optional<String> nearest = allowed.isEmpty() ? Optional.empty() : Nearest.to(property.toText(value), allowed);
        return new Problem(
                property.name(),
                violation.code(),
                violation.message() + nearest.map(PropertyProblems::didYouMean).orElse(""),
                allowed,
                nearest);
    }

    /** The author's check of a value threw something; of a secret, not even the message is passed on. */
    public static Problem notCheckable(Property<?> property, Throwable failure) {
        String what =
                property.type().isSecret() ? failure.getClass().getSimpleName() : FailureMessage.withKind(failure);
        return Problem.of(
                property.name(),
                Problem.CHECK_FAILED,
                "the check of its value broke down (" + what + "); this is a fault of the algorithm, tell its author");
    }

    /** A deferred secret could not be read. */
    public static Problem unavailable(Property<?> property, Secret secret, Throwable failure) {
        // The source promises messages without secrets for an IOException only.
        String why = failure instanceof IOException
                ? FailureMessage.of(failure)
                : "it could not be read (" + failure.getClass().getSimpleName() + ")";
        String from = secret.reference().isEmpty() ? "" : secret.reference() + ": ";
        return Problem.of(property.name(), Problem.UNAVAILABLE, from + why);
    }

    /** A value is needed: why, and which are allowed. */
    public static Problem missing(Slot slot, @Nullable Condition because) {
        Property<?> property = slot.property();
        List<Condition> conditions = because != null ? List.of(because) : slot.visibleWhen();
        String when = conditions.isEmpty()
                ? ""
                : " when "
                        + String.join(
                                " and ",
                                conditions.stream().map(Condition::words).toList());
        String allowed = property.allowedValues().isEmpty()
                ? property.validator().constraint().ofNeeded().words()
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

    private static String text(Object given) {
        try {
            return new GivenText().of(given);
        } catch (RuntimeException | StackOverflowError e) {
            // foreign code: what was given may have no text form
            return given.getClass().getName();
        }
    }
}
