package org.mantle.algorithms.io;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.mantle.commons.file.FileReplacement;
import org.mantle.commons.file.PendingFile;

/**
 * A file that is written under a name of its own, ending in {@code .part}, and gets its name when it is whole; until then
 * whatever has that name stays as it is. What is never kept is removed. A link is followed, and permissions are kept.
 */
public final class WholeFile implements Closeable {

    private final Path target;
    private final boolean overwrite;
    private final PendingFile pending;
    private final OutputStream out;

    private WholeFile(Path target, boolean overwrite, PendingFile pending) {
        this.target = target;
        this.overwrite = overwrite;
        this.pending = pending;
        this.out = new BufferedOutputStream(pending.out(), WatchedInput.BLOCK);
    }

    /**
     * Begins a file, and makes the directories above it, which the user is told: the name may be misspelt.
     *
     * @param overwrite whether it may replace one of the same name
     * @param told takes what the user should know
     */
    public static WholeFile begin(Path target, boolean overwrite, Consumer<String> told) throws IOException {
        Path directory = target.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException("\"" + target + "\" does not name a file");
        }
        if (!Files.exists(directory)) {
            Files.createDirectories(directory);
            told.accept("the folder " + directory + " was not there, and has been made");
        }
        return new WholeFile(target, overwrite, FileReplacement.ofUser(target).begin());
    }

    /** Returns where to write; {@link #keep} and {@link #close} close it. */
    public OutputStream out() {
        return out;
    }

    /** Ends the writing; the file does not have its name yet. */
    void finish() throws IOException {
        out.close();
    }

    /** Ends the writing and gives the file its name. */
    public void keep() throws IOException {
        finish();
        if (overwrite) {
            pending.commit();
            return;
        }
        try {
            pending.commitNew();
        } catch (FileAlreadyExistsException e) {
            throw new IOException(target + " has come into being meanwhile; it stays as it is", e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
        } finally {
            pending.close();
        }
    }
}
