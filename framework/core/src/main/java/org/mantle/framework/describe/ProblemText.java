package org.mantle.framework.describe;

import org.mantle.framework.internal.text.FailureMessage;
import org.mantle.framework.property.Problem;

/**
 * Words for what is wrong: with an input, or in what was thrown.
 *
 * @since 0.1.0
 */
public final class ProblemText {

    private ProblemText() {}

    /**
     * Returns a problem in one printable line: the property, what is wrong, and, where the message does not name them itself, the
     * nearest name or the allowed values.
     */
    public static String line(Problem problem) {
        StringBuilder line = new StringBuilder();
        if (!problem.property().isEmpty()) {
            line.append(problem.property()).append(": ");
        }
        line.append(problem.message());
        problem.nearest()
                .filter(nearest -> !problem.message().contains(nearest))
                .ifPresent(nearest ->
                        line.append("; did you mean ").append(nearest).append('?'));
        if (problem.nearest().isEmpty() && !problem.allowed().stream().allMatch(problem.message()::contains)) {
            line.append(" (allowed: ")
                    .append(String.join(", ", problem.allowed()))
                    .append(')');
        }
        return PrintableText.of(line.toString()).replace('\n', ' ');
    }

    /** Returns the message of what was thrown; when it brought none, that of its cause, or the simple name of its class. */
    public static String message(Throwable thrown) {
        return FailureMessage.of(thrown);
    }
}
