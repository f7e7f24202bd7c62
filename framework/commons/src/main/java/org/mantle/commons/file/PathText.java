package org.mantle.commons.file;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The text of a path, which not every path has. */
public final class PathText {

    private PathText() {}

    /**
     * Returns whether the text of a path leads back to it. That of a file whose name has bytes that are none in the encoding of
     * this system's locale does not: it would be the path of no file.
     */
    public static boolean leadsBack(Path path) {
        try {
            return path.equals(path.getFileSystem().getPath(path.toString()));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
