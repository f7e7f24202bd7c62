package org.mantle.remote.job;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * The failure to read or write a file on this machine; the message names it and says what to do.
 *
 * @since 0.1.0
 */
public final class LocalFileException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Makes the failure of a message that names the file and says what to do. */
    public LocalFileException(String message) {
        super(message);
    }

    /** Makes the failure, with what the file system said. */
    public LocalFileException(String message, IOException cause) {
        super(message, cause);
    }

    /** Returns the file system's reason, without the path that its messages begin with. */
    public static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        String message = failure instanceof FileSystemException system ? system.getReason() : failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
