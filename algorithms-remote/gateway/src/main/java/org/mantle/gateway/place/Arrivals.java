package org.mantle.gateway.place;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;

/**
 * The temporary files and folders of what is arriving, so that a gateway that was killed leaves none of them for ever.
 *
 * <p>They stand beside what they are to become, where giving them their names is one step on any file system. Each is noted before it
 * is made; what is noted when a gateway starts was left by an earlier one. Safe for use by several threads.
 */
public final class Arrivals {

    private static final System.Logger LOG = System.getLogger(Arrivals.class.getName());
    private static final String WORDS = "what did not arrive whole could not be removed: \"";

    private final ArrivalNotes notes;

    /**
     * Removes what was left by an earlier gateway; to be called with the data folder locked.
     *
     * @param folders where it lies
     * @param tidying removes it, now or soon
     */
    public Arrivals(ArrivalNotes notes, UserFolders folders, Executor tidying) throws IOException {
        this.notes = notes;
        List<ArrivalNotes.Arrival> left = notes.all();
        if (!left.isEmpty()) {
            tidying.execute(() -> removeLeft(left, folders));
        }
    }

    private void removeLeft(List<ArrivalNotes.Arrival> left, UserFolders folders) {
        try {
            // what was made more meanwhile (a job that was found again) is noted no more
            List<ArrivalNotes.Arrival> noted = notes.all();
            left.stream().filter(noted::contains).forEach(arrival -> removeLeft(arrival, folders));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "what did not arrive whole stays until the next start", e);
        }
    }

    private void removeLeft(ArrivalNotes.Arrival arrival, UserFolders folders) {
        try {
            UserFolder home = folders.of(arrival.user());
            Path temporary = home.file(arrival.place());
            if (home.mayHaveRunIn(temporary)) {
                removeEmpty(temporary);
            } else {
                remove(temporary);
            }
        } catch (NoAccountException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "what did not arrive whole stays, since its user is no account any more: \"" + arrival.place()
                            + "\"");
            forget(arrival.place());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, WORDS + arrival.place() + "\"", e);
        }
    }

    /** Removes the folder of a job unless something is in it: the machine may have lost its power before it was kept that the job is one. */
    private void removeEmpty(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the folder of a job that is not known stays, since there is something in it: \"" + folder + "\"",
                    e);
        }
        forget(folder);
    }

    /** Returns a temporary file or folder in a directory of a user; it is not made yet. */
    public Path expect(UserFolder home, Path directory, String prefix, String suffix) throws IOException {
        Path temporary = directory.resolve(prefix + UUID.randomUUID() + suffix);
        expect(home, temporary);
        return temporary;
    }

    /**
     * Takes a folder for an arriving one, that is about to be made, until it is forgotten together with what makes it more
     * (a job that is written down).
     */
    public void expect(UserFolder home, Path folder) throws IOException {
        notes.add(home.user(), folder);
    }

    /** Removes what has not got its own name; if that fails, the next start tries again. */
    public void remove(Path temporary) {
        try {
            TreeRemoval.remove(temporary);
            forget(temporary);
        } catch (IOException | UncheckedIOException e) {
            LOG.log(System.Logger.Level.WARNING, WORDS + temporary + "\"", e);
        }
    }

    private void forget(Path temporary) {
        try {
            notes.remove(temporary);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "what is arriving could not be noted: \"" + temporary + "\"", e);
        }
    }
}
