package org.mantle.gateway.place;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Locale;

/** A file that cannot be kept, or a name that no file can have; the message is for the user, and names no real path. */
public final class StorageException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean isForRoom;

    /** Creates an exception with words for the user. */
    public StorageException(String message) {
        super(message);
        isForRoom = false;
    }

    StorageException(String message, IOException cause) {
        super(message, cause);
        isForRoom = isFullDisk(cause);
    }

    private StorageException(String message, boolean isForRoom) {
        super(message);
        this.isForRoom = isForRoom;
    }

    /** Tells whether there is no room for it, on the disk or in what the user may keep. */
    public boolean isForRoom() {
        return isForRoom;
    }

    /** Returns the exception that says what went wrong with a file, without the real paths that system messages have. */
    public static StorageException of(String name, IOException cause) {
        String words = String.valueOf(cause.getMessage());
        String why;
        if (cause instanceof UserFilesException) {
            why = words;
        } else if (isQuota(words)) {
            why =
                    "your quota on the disk of its folder is used up. Nothing of it was kept: remove some of your files, then upload again";
        } else if (isFullDisk(cause)) {
            why =
                    "there is no space left on the disk of its folder. Nothing of it was kept: free some space, then upload again";
        } else if (words.contains("File name too long")) {
            why = "its name is too long for the disk of its folder. Nothing of it was kept: give it a shorter name";
        } else if (words.contains("Permission denied") || cause instanceof AccessDeniedException) {
            why = "permission to write there is denied. Nothing of it was kept: choose another directory";
        } else {
            why = "writing failed on the gateway. Nothing of it was kept: try again, or ask who runs the gateway";
        }
        return new StorageException("'" + Printable.text(name) + "' could not be stored: " + why, cause);
    }

    /**
     * Returns the exception that says that a user keeps as much as is allowed.
     *
     * @param what what there is no room for: a file by its name in quotes, or such as {@code The submission}
     */
    static StorageException noRoom(String what, long most) {
        return new StorageException(
                what + " could not be stored: your room on this gateway, "
                        + String.format(Locale.ROOT, "%,d", most)
                        + " bytes, is used up. Nothing of it was kept: let a job remove files of yours, or ask who runs the gateway for more",
                true);
    }

    /** Tells whether a disk or a quota is full, by the system's words. */
    public static boolean isFullDisk(IOException problem) {
        String words = String.valueOf(problem.getMessage());
        return words.contains("No space left") || isQuota(words);
    }

    private static boolean isQuota(String words) {
        return words.contains("quota exceeded");
    }
}
