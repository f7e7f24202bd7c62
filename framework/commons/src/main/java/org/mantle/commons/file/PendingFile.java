package org.mantle.commons.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import org.jspecify.annotations.Nullable;

/**
 * New content of a file on its way, begun by {@link FileReplacement#begin}: it takes the file's place when it is committed, and is
 * removed when it is closed without.
 *
 * <p>For use by one thread at a time. An interrupt does not disturb it.
 */
public final class PendingFile implements Closeable {

    private final Path file;
    private final Path part;
    private final @Nullable KeptAccess kept;
    private final boolean isSynced;
    private final OutputStream out;

    /** Whether there is no part that must be removed in the end. */
    private boolean done;

    private PendingFile(Path file, Path part, @Nullable KeptAccess kept, boolean isSynced, OutputStream out) {
        this.file = file;
        this.part = part;
        this.kept = kept;
        this.isSynced = isSynced;
        this.out = out;
        this.done = part.equals(file);
    }

    /** Begins to write into what is no regular file; what is there stays, for instance the lines of others on their way. */
    static PendingFile into(Path file) throws IOException {
        OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        return new PendingFile(file, file, null, false, out);
    }

    /**
     * Begins a part.
     *
     * @param isPrivate whether only the owner can read it while it is written
     * @param isKeeping whether it gets the permissions of the file in the end
     */
    static PendingFile beside(Path file, Path part, boolean isPrivate, boolean isKeeping, boolean isSynced)
            throws IOException {
        @Nullable KeptAccess kept = isKeeping ? KeptAccess.of(file) : null;
        FileAttribute<?>[] attributes = isPrivate ? OwnerOnly.ofFile(part) : new FileAttribute<?>[0];
        Files.createFile(part, attributes);
        boolean opened = false;
        try {
            // streams of this kind go on when the thread is interrupted, channels do not
            OutputStream out = Files.newOutputStream(part, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            opened = true;
            return new PendingFile(file, part, kept, isSynced, out);
        } finally {
            if (!opened) {
                Files.deleteIfExists(part);
            }
        }
    }

    /** Returns where to write, without a buffer. */
    public OutputStream out() {
        return out;
    }

    /**
     * Writes a text in UTF-8.
     *
     * @throws CharacterCodingException if the text has half of a surrogate pair, for which UTF-8 has no bytes
     */
    public void write(String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        out.write(bytes.array(), bytes.arrayOffset(), bytes.limit());
    }

    /** Returns the file to write, for writers that need its path; it is there, and empty. */
    public Path part() {
        return part;
    }

    /** Ends the writing; the file is as it was. Some file systems say only now that they are full. */
    public void finish() throws IOException {
        out.close();
    }

    /** Ends the writing, and puts the content in the file's place. */
    public void commit() throws IOException {
        if (prepare()) {
            try {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                // the file system has no way to replace a file at once
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            }
            done = true;
        }
    }

    /**
     * Ends the writing, and gives the content the file's name unless that is taken.
     *
     * @throws FileAlreadyExistsException if there is a file of that name by now; it stays as it is. Where the file system has no hard
     *     links, one that comes at the same moment may be replaced
     */
    public void commitNew() throws IOException {
        if (!prepare()) {
            return;
        }
        if (isLinked()) {
            Files.deleteIfExists(part);
        } else {
            Files.move(part, file);
        }
        done = true;
    }

    /** Gives the part a second name, which fails at once where that is taken; returns false if the file system has no such names. */
    private boolean isLinked() throws IOException {
        try {
            Files.createLink(file, part);
            return true;
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // each system says it in another way; what is wrong besides is found by the move
            return false;
        }
    }

    /** Makes the part what the file is to be; returns whether there is one to be moved. */
    private boolean prepare() throws IOException {
        finish();
        if (done) {
            return false;
        }
        if (kept != null) {
            kept.giveTo(part);
        }
        if (isSynced && part.getFileSystem() == FileSystems.getDefault()) {
            try (RandomAccessFile written = new RandomAccessFile(part.toFile(), "rw")) {
                written.getFD().sync();
            }
        }
        return true;
    }

    /** Removes what was not committed. */
    @Override
    public void close() throws IOException {
        try {
            out.close();
        } finally {
            if (!done) {
                Files.deleteIfExists(part);
                done = true;
            }
        }
    }
}
