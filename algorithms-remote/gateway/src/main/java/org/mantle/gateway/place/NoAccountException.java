package org.mantle.gateway.place;

import java.io.IOException;

/** A user who is no account that the gateway can serve; the message is for the user. */
public final class NoAccountException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception with words for the user. */
    public NoAccountException(String message) {
        super(message);
    }
}
