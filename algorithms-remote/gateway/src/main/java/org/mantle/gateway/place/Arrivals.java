package org.mantle.gateway.place;

import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.mantle.commons.file.OwnerOnly;

/**
 * The temporary files and folders of what is arriving, so that a gateway that was killed leaves none of them for ever.
 *
 * <p>They stand beside what they are to become, where giving them their names is one step on any file system. The gateway's
 * own folder keeps a link to each; what links lead to when a gateway starts was left by an earlier one. Safe for use by
 * several threads.
 */
public final class Arrivals {

    private static final System.Logger LOG = System.getLogger(Arrivals.class.getName());

    private final Path links;

    /** Opens the links, and removes what they lead to; to be called with the data folder locked. */
    public Arrivals(Path ownFolder) throws IOException {
        links = OwnerOnly.createFolder(ownFolder.resolve("arriving"));
        try (DirectoryStream<Path> left = Files.newDirectoryStream(links)) {
            for (Path link : left) {
                if (Files.isSymbolicLink(link)) {
                    remove(Files.readSymbolicLink(link));
                }
            }
        }
    }

    /** Returns a temporary file or folder in a directory; it is not made yet. */
    public Path expect(Path directory, String prefix, String suffix) throws IOException {
        Path temporary = directory.resolve(prefix + UUID.randomUUID() + suffix);
        Files.createSymbolicLink(link(temporary), temporary);
        return temporary;
    }

    /** Removes what has not got its own name; if that fails, the next start tries again. */
    public void remove(Path temporary) {
        try {
            if (Files.exists(temporary)) {
                MoreFiles.deleteRecursively(temporary);
            }
            Files.deleteIfExists(link(temporary));
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "what did not arrive whole could not be removed: \"" + temporary + "\"",
                    e);
        }
    }

    private Path link(Path temporary) {
        return links.resolve(temporary.getFileName());
    }
}
