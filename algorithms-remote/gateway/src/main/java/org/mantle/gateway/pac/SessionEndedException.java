package org.mantle.gateway.pac;

import java.io.IOException;
import org.mantle.pac.PacProtocol;

/** A session that has ended, in the words that clients know it by. */
final class SessionEndedException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What clients are told. */
    static final String MESSAGE = PacProtocol.SESSION_ENDED + ". Log in again.";

    SessionEndedException() {
        super(MESSAGE);
    }
}
