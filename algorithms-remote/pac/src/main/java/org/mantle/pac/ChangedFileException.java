package org.mantle.pac;

import java.io.IOException;

/** The change of a file while it was being sent: what was sent of it may be of several moments. */
public final class ChangedFileException extends IOException {

    private static final long serialVersionUID = 1L;

    ChangedFileException(String message) {
        super(message);
    }
}
