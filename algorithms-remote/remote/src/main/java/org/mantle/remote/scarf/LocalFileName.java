package org.mantle.remote.scarf;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.mantle.remote.job.RemoteFile;

/** The name under which a file from a service may be written here: only one that stays in its directory. */
final class LocalFileName {

    private LocalFileName() {}

    /**
     * Returns the base name of a remote path, if it is a plain file name on this machine too.
     *
     * <p>It is not if the path leads upwards anywhere, or its last part is empty, no name, or has separators, colons or control
     * characters in it.
     */
    static Optional<String> of(RemoteFile file) {
        boolean upwards = Arrays.asList(file.path().split("[/\\\\]", -1)).contains("..");
        String name = file.name();
        boolean plain = !name.isBlank()
                && !name.equals(".")
                && name.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == '/' || c == '\\' || c == ':');
        return !upwards && plain && isOneComponent(name) ? Optional.of(name) : Optional.empty();
    }

    private static boolean isOneComponent(String name) {
        try {
            Path path = FileSystems.getDefault().getPath(name);
            return path.getNameCount() == 1
                    && !path.isAbsolute()
                    && path.getFileName().toString().equals(name);
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
