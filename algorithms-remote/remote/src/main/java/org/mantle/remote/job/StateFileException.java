package org.mantle.remote.job;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The failure to read or write a file that keeps settings or sessions; it is left as it is.
 *
 * @since 0.1.0
 */
public final class StateFileException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Makes the failure of a message that names the file and says what to do. */
    public StateFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
