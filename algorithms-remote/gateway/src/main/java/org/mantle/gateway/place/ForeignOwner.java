package org.mantle.gateway.place;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** What is in the gateway's own folders and belongs to another account, as after a command of root's. */
public final class ForeignOwner {

    private ForeignOwner() {}

    /**
     * Says whose something is that this account cannot use, and how that is mended.
     *
     * @param folder one of the gateway's own
     * @return words to go on with, empty if all that can be seen of the folder belongs to this account
     */
    public static String words(Path folder) {
        String own = System.getProperty("user.name", "");
        return find(folder, own)
                .map(file -> "; " + file + ", and this runs as " + own + ": have root call chown -R " + own + ": "
                        + folder + ", and call what changes it as that account (sudo -u " + own
                        + " mantle gateway user ...)")
                .orElse("");
    }

    /** Says so of the folder that a file of the gateway's is in. */
    public static String wordsOfFolder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? "" : words(folder);
    }

    private static Optional<String> find(Path folder, String own) {
        Optional<String> found = foreign(folder, own);
        if (found.isPresent()) {
            return found;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                found = foreign(file, own);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        } catch (IOException | DirectoryIteratorException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> foreign(Path file, String own) {
        try {
            String owner = Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName();
            return owner.equals(own) ? Optional.empty() : Optional.of(file + " belongs to " + owner);
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }
}
