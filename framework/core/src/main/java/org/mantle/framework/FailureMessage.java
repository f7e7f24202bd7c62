package org.mantle.framework;

/** Finds words for a failure. */
final class FailureMessage {

    private FailureMessage() {}

    /** Returns the message of what was thrown, or its kind when it brought none. */
    static String of(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
