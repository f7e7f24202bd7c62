package org.mantle.reconstruction;

/** The command line is wrong, with a message for the user that says what is allowed. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
