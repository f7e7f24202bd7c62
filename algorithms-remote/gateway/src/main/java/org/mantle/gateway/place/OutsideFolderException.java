package org.mantle.gateway.place;

import java.io.IOException;

/** A path that leads out of its user's folder; the message is for the user. */
public final class OutsideFolderException extends IOException {

    private static final long serialVersionUID = 1L;

    OutsideFolderException(String message) {
        super(message);
    }
}
