package org.mantle.algorithms.io;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A file that is written under a name of its own, ending in {@code .part}, and gets its name when it is whole; until then
 * whatever has that name stays as it is. What is never kept is removed.
 */
public final class WholeFile implements Closeable {

    private final Path target;
    private final Path part;
    private final boolean overwrite;
    private final OutputStream out;

    private WholeFile(Path target, Path part, boolean overwrite, OutputStream out) {
        this.target = target;
        this.part = part;
        this.overwrite = overwrite;
        this.out = out;
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
        Path part = directory.resolve(target.getFileName() + "." + UUID.randomUUID() + ".part");
        OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW);
        return new WholeFile(target, part, overwrite, new BufferedOutputStream(out, WatchedInput.BLOCK));
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
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        try {
            Files.move(part, target);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(target + " has come into being meanwhile; it stays as it is", e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
