package org.mantle.gateway.user;

import java.io.IOException;

/** The directory of users does not answer, or not as it should, so that nobody knows who may log in. */
public final class DirectoryDownException extends IOException {

    private static final long serialVersionUID = 1L;

    DirectoryDownException(String message, Throwable cause) {
        super(message, cause);
    }
}
