package org.mantle.framework.internal.text;

import org.jspecify.annotations.Nullable;

/** Finds words for a failure. */
public final class FailureMessage {

    private FailureMessage() {}

    /** Returns the message of what was thrown, or of its cause or its kind when it brought none. */
    public static String of(Throwable failure) {
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
        String message = of(failure);
        return message.equals(kind) ? kind : kind + ": " + message;
    }
}
