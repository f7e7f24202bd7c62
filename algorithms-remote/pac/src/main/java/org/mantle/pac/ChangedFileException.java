package org.mantle.pac;

import java.io.IOException;

/**
 * The change of a file while it was being sent: what was sent of it may be of several moments.
 *
 * @since 0.1.0
 */
public final class ChangedFileException extends IOException {

    private static final long serialVersionUID = 1L;

    ChangedFileException(String message) {
        super(message);
    }
}
