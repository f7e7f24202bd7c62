package org.mantle.framework.internal.text;

import org.jspecify.annotations.Nullable;

/** Finds words for a failure. */
public final class FailureMessage {

    private FailureMessage() {}

    /**
     * Returns the message of what was thrown, or of its cause or its kind when it brought none; with its kind where the message is
     * a mere name, which says nothing without it.
     */
    public static String of(Throwable failure) {
        boolean hasNameOnly = failure instanceof LinkageError || failure instanceof ReflectiveOperationException;
        return hasNameOnly && hasMessage(failure) ? withKind(failure) : words(failure);
    }

    private static boolean hasMessage(Throwable failure) {
        String message = failure.getMessage();
        return message != null && !message.isBlank();
    }

    private static String words(Throwable failure) {
        String message = failure.getMessage();
        if (message != null && !message.isBlank()) {
            return message;
        }
        @Nullable Throwable cause = failure.getCause();
        return cause == null || cause == failure ? failure.getClass().getSimpleName() : withKind(cause);
    }

    /** Returns kind and message of what was thrown by code that was not expected to throw it. */
    public static String withKind(Throwable failure) {
        String kind = failure.getClass().getSimpleName();
        String message = words(failure);
        return message.equals(kind) ? kind : kind + ": " + message;
    }
}
