package org.mantle.framework.internal.text;

import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/** Finds words for a failure. */
public final class FailureMessage {

    private FailureMessage() {}

    /**
     * Returns the message of what was thrown, or of its cause or its kind when it brought none; with its kind where the message is
     * a mere name, which says nothing without it.
     */
    public static String of(Throwable failure) {
        boolean hasNameOnly = failure instanceof LinkageError || failure instanceof ReflectiveOperationException;
        return hasNameOnly && hasMessage(failure) ? withKind(failure) : words(failure);
    }

    private static boolean hasMessage(Throwable failure) {
        String message = failure.getMessage();
        return message != null && !message.isBlank();
    }

    private static String words(Throwable failure) {
        String message = failure instanceof FileSystemException file ? words(file) : failure.getMessage();
        if (message != null && !message.isBlank()) {
            return message;
        }
        @Nullable Throwable cause = failure.getCause();
        return cause == null || cause == failure ? failure.getClass().getSimpleName() : withKind(cause);
    }

    /** Java's own message is the path alone where the kind of the exception says the rest. */
    private static @Nullable String words(FileSystemException failure) {
        @Nullable String file = failure.getFile();
        if (file == null || failure.getReason() != null || failure.getOtherFile() != null) {
            return failure.getMessage();
        }
        if (failure instanceof AccessDeniedException) {
            return file + ": there is no permission";
        }
        if (failure instanceof NoSuchFileException) {
            return file + " is not there";
        }
        if (failure instanceof NotDirectoryException) {
            return file + " is no folder";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return file + " is not empty";
        }
        return failure instanceof FileAlreadyExistsException ? file + " is there already" : failure.getMessage();
    }

    /**
     * Returns kind and message of what was thrown by code that was not expected to throw it; of a file alone the message, which says
     * all in words.
     */
    public static String withKind(Throwable failure) {
        boolean saysAll = failure instanceof FileSystemException file
                && (file.getReason() != null || file.getOtherFile() == null)
                && !words(failure).equals(file.getFile());
        if (saysAll) {
            return words(failure);
        }
        String kind = failure.getClass().getSimpleName();
        String message = words(failure);
        return message.equals(kind) ? kind : kind + ": " + message;
    }
}
