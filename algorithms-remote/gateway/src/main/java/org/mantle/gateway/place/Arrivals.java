package org.mantle.gateway.place;

import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The temporary files and folders of what is arriving, so that a gateway that was killed leaves none of them for ever.
 *
 * <p>They stand beside what they are to become, where giving them their names is one step on any file system. Each is noted before it
 * is made; what is noted when a gateway starts was left by an earlier one. Safe for use by several threads.
 */
public final class Arrivals {

    private static final System.Logger LOG = System.getLogger(Arrivals.class.getName());

    private final ArrivalNotes notes;

    /** Removes what was left by an earlier gateway; to be called with the data folder locked. */
    public Arrivals(ArrivalNotes notes) throws IOException {
        this.notes = notes;
        notes.all().forEach(this::remove);
    }

    /** Returns a temporary file or folder in a directory; it is not made yet. */
    public Path expect(Path directory, String prefix, String suffix) throws IOException {
        Path temporary = directory.resolve(prefix + UUID.randomUUID() + suffix);
        notes.add(temporary);
        return temporary;
    }

    /**
     * Takes a folder for an arriving one, that is about to be made, until it is forgotten together with what makes it more
     * (a job that is written down).
     */
    public void expect(Path folder) throws IOException {
        notes.add(folder);
    }

    /** Removes what has not got its own name; if that fails, the next start tries again. */
    public void remove(Path temporary) {
        try {
            if (Files.exists(temporary)) {
                MoreFiles.deleteRecursively(temporary);
            }
            notes.remove(temporary);
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "what did not arrive whole could not be removed: \"" + temporary + "\"",
                    e);
        }
    }
}
