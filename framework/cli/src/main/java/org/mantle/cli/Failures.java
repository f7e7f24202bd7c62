package org.mantle.cli;

import org.mantle.framework.run.UnknownAlgorithmException;

/** Words for what went wrong: one clear message, and a stack trace only for whoever asks for it. */
final class Failures {

    private Failures() {}

    /** Returns the message of what was thrown, or its kind when it brought none. */
    static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    /** Returns the message of an unknown name or version, with the command that lists those there are. */
    static String message(UnknownAlgorithmException unknown, CommandContext context) {
        boolean isNameKnown = context.mantle().registry().find(unknown.name()).isPresent();
        String message = message(unknown);
        return isNameKnown || unknown.nearest().isPresent() ? message : message + ": mantle list";
    }

    static String line(String message, CommandContext context) {
        return context.errorStyle().error("mantle:") + " " + TextLayout.printable(message);
    }

    static void printTrace(Throwable failure, CommandContext context) {
        if (context.isDebugging()) {
            failure.printStackTrace(context.err());
        }
    }
}
