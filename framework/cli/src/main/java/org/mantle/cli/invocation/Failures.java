package org.mantle.cli.invocation;

import org.mantle.framework.describe.PrintableText;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.run.UnknownAlgorithmException;

/** Words for what went wrong: one clear message, and a stack trace only for whoever asks for it. */
public final class Failures {

    private Failures() {}

    /** Returns the message of an unknown name or version, with the command that lists those there are. */
    public static String message(UnknownAlgorithmException unknown, Invocation invocation) {
        boolean isNameKnown =
                invocation.mantle().registry().find(unknown.name()).isPresent();
        String message = ProblemText.message(unknown);
        return isNameKnown || unknown.isBroken() || unknown.nearest().isPresent() ? message : message + ": mantle list";
    }

    /** Returns the line on standard error that tells of an error. */
    static String line(String message, Invocation invocation) {
        return invocation.errorStyle().error("mantle:") + " " + PrintableText.of(message);
    }

    /** Prints where a failure arose, when the environment asks for it. */
    public static void printTrace(Throwable failure, Invocation invocation) {
        if (invocation.isDebugging()) {
            failure.printStackTrace(invocation.err());
        }
    }
}
