package org.mantle.app;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the JDK leaves to do with folders. */
final class Folders {

    private Folders() {}

    /**
     * Makes a folder, if it is not there, and the folders around it, and sees that files can be made in it.
     *
     * @param attributes the attributes of the folder itself
     * @throws IOException if it cannot be used; the message names it and says why
     */
    static void create(Path folder, FileAttribute<?>... attributes) throws IOException {
        try {
            Path parent = folder.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder, attributes);
            }
        } catch (FileAlreadyExistsException e) {
            throw new IOException("the folder " + folder + " cannot be made: " + e.getFile() + " is no folder", e);
        } catch (FileSystemException e) {
            // the JDK's messages say no more than the path when the system gave no reason
            String reason = e.getReason() == null ? "permission denied" : e.getReason();
            throw new IOException("the folder " + folder + " cannot be made: " + reason, e);
        }
        if (!Files.isWritable(folder)) {
            throw new IOException("the folder " + folder + " cannot be written to");
        }
    }

    /** Deletes a folder with everything in it. */
    static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(folder)) {
            deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
