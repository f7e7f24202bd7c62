package org.mantle.gateway.place;

import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A file system with a way of its own to remove a folder with all that is in it. */
public interface TreeRemoval {

    /**
     * Removes a file, or a folder with all that is in it, if it is there; no link is followed.
     *
     * @param path one of this file system's
     * @throws IOException if not all of it could be removed
     */
    void removeTree(Path path) throws IOException;

    /** Removes what a path of any file system leads to, as above. */
    static void remove(Path path) throws IOException {
        if (path.getFileSystem() instanceof TreeRemoval system) {
            system.removeTree(path);
        } else if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            MoreFiles.deleteRecursively(path);
        }
    }
}
