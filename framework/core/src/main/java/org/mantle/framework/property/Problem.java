package org.mantle.framework.property;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with the inputs of a run.
 *
 * @param property the name of the property, as declared (or as given, when there is no such property); empty when the problem
 *     is of the whole
 * @param code a stable word for programs: one of the constants here, a validator's code, or an author's own
 * @param message one sentence for people: what is wrong, what is allowed, what to do; never a secret's value
 * @param allowed the text forms of the allowed values, when there is a closed list of them
 * @param nearest the allowed value or the name that the caller probably meant
 * @since 0.1.0
 */
public record Problem(String property, String code, String message, List<String> allowed, Optional<String> nearest)
        implements Serializable {

    /** There is no property of that name. */
    public static final String UNKNOWN_PROPERTY = "unknownProperty";

    /** The property is an output: it is set by the run and not by the caller. */
    public static final String NOT_AN_INPUT = "notAnInput";

    /** One property was given twice. */
    public static final String DUPLICATE = "duplicate";

    /** The value cannot be converted to the property's type. */
    public static final String WRONG_TYPE = "wrongType";

    /** The check of a value broke down: the fault is the algorithm's. */
    public static final String CHECK_FAILED = "checkFailed";

    /** What was given is not a name with a value. */
    public static final String MALFORMED = "malformed";

    /** A value is needed and there is none. */
    public static final String MISSING = "missing";

    /** Lists that are looped over have no entries, or not the same number of them. */
    public static final String LOOP = "loop";

    /** A rule across properties is broken. */
    public static final String INVALID = "invalid";

    /** Something that must have happened before has not, such as a log-in. */
    public static final String PRECONDITION = "precondition";

    /** A secret was given as a reference that leads nowhere. */
    public static final String UNAVAILABLE = "unavailable";

    /** The record of a run that should run again does not have the value. */
    public static final String NOT_KEPT = "notKept";

    /** The algorithm, or the name by which it was called, should not be used any more, and this host refuses that. */
    public static final String DEPRECATED = "deprecated";

    public Problem {
        allowed = List.copyOf(allowed);
    }

    /** Makes a problem without allowed values and without a nearest one. */
    public static Problem of(String property, String code, String message) {
        return new Problem(property, code, message, List.of(), Optional.empty());
    }

    @Serial
    private Object writeReplace() {
        return new Written(property, code, message, allowed, nearest.orElse(null));
    }

    /** The form in which a problem is serialised, which an {@link Optional} cannot be. */
    private record Written(
            String property,
            String code,
            String message,
            List<String> allowed,
            @Nullable String nearest) implements Serializable {
        @Serial
        private Object readResolve() {
            return new Problem(property, code, message, allowed, Optional.ofNullable(nearest));
        }
    }
}
