package org.mantle.pac;

import java.io.IOException;

/**
 * What arrived is not in the form that the protocol gives it.
 *
 * @since 0.1.0
 */
public final class PacFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong, fit to be shown to a user
     */
    public PacFormatException(String message) {
        super(message);
    }

    PacFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
