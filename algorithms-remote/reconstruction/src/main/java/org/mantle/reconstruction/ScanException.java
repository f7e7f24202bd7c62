package org.mantle.reconstruction;

/** A scan cannot be reconstructed, with a message for the user that says why and what to do. */
final class ScanException extends Exception {
    private static final long serialVersionUID = 1L;

    ScanException(String message) {
        super(message);
    }

    ScanException(String message, Throwable cause) {
        super(message, cause);
    }
}
