package org.mantle.commons.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Files and folders that only their owner can read, where the system knows owners. */
public final class OwnerOnly {

    private OwnerOnly() {}

    /**
     * Makes a file, if it is not there, and the folders around it. What is there already stays as it is.
     *
     * @throws IOException if it cannot be made, also where a link leads nowhere
     */
    public static void createFile(Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        @Nullable Path folder = file.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            createFolder(folder);
        }
        try {
            Files.createFile(file, ofFile(file));
        } catch (FileAlreadyExistsException e) {
            // another made it meanwhile, or it is a link that leads nowhere
            if (!Files.exists(file)) {
                throw e;
            }
        }
    }

    /** Makes a folder, if it is not there, and the folders around it; returns the folder. */
    public static Path createFolder(Path folder) throws IOException {
        return Files.createDirectories(folder, ofFolder(folder));
    }

    /** Returns the attributes to make a file with; none where the system knows no owners. */
    public static FileAttribute<?>[] ofFile(Path file) {
        return permissions(file, "rw-------");
    }

    /** Returns the attributes to make a folder with; none where the system knows no owners. */
    public static FileAttribute<?>[] ofFolder(Path folder) {
        return permissions(folder, "rwx------");
    }

    private static FileAttribute<?>[] permissions(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
