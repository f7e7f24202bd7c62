package org.mantle.remote.fetch;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.mantle.remote.job.RemoteFile;

/** The name under which a file from a service may be written here: its own, if it stays in its directory. */
final class LocalFileName {

    private LocalFileName() {}

    /**
     * Returns the base name of a remote path, as it is, if it is a plain file name on this machine too: what that is, the system here
     * decides. A path that leads upwards anywhere, whatever separates its parts, has none.
     */
    static Optional<String> of(RemoteFile file) {
        return of(file, FileSystems.getDefault());
    }

    static Optional<String> of(RemoteFile file, FileSystem here) {
        boolean upwards = Arrays.asList(file.path().split("[/\\\\]", -1)).contains("..");
        String name = file.name();
        return !upwards && !name.isEmpty() && !name.equals(".") && isOneComponent(name, here)
                ? Optional.of(name)
                : Optional.empty();
    }

    private static boolean isOneComponent(String name, FileSystem here) {
        try {
            Path path = here.getPath(name);
            return path.getNameCount() == 1
                    && !path.isAbsolute()
                    && path.toString().equals(name)
                    && path.getFileName().toString().equals(name);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * Returns whether a file has a hidden name, one that begins with a dot: lists of files leave such out, and here it could change how
     * programs behave.
     */
    static boolean isHidden(RemoteFile file) {
        return of(file).filter(name -> name.startsWith(".")).isPresent();
    }
}
