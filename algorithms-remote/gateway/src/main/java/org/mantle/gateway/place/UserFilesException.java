package org.mantle.gateway.place;

import java.io.IOException;

/** The files of a user cannot be reached, whatever they are: what would read and write them is not there. The message is for the user. */
public final class UserFilesException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception with words for the user. */
    public UserFilesException(String message) {
        super(message);
    }

    /** Returns the same for another call that it keeps from its end. */
    public UserFilesException again() {
        UserFilesException again = new UserFilesException(String.valueOf(getMessage()));
        again.initCause(this);
        return again;
    }
}
