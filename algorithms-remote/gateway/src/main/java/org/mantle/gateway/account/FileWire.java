package org.mantle.gateway.account;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form in which gateway and file process speak with each other: each request and each answer is its length (that of what
 * follows, 4 bytes), the number of the call (4 bytes), what is to be done (a name) or how it went (1 byte), and what belongs to that. Answers come in any
 * order.
 */
final class FileWire {

    /** How many bytes of a file go into a request or an answer. */
    static final int BLOCK = 256 * 1024;

    /** More than any request or answer has. */
    static final int MOST = BLOCK + 128 * 1024;

    /** What a pipe holds. A stream that is given more at once takes memory from the system for it, each time anew. */
    private static final int PIECE = 64 * 1024;

    /** The number of the first answer, which nobody asked for: that the process is there, and as which account. */
    static final int HELLO = 0;

    static final int DONE = 0;
    static final int FAILED = 1;

    /** As many bytes as Linux takes. */
    static final int LONGEST_PATH = 4096;

    /** As many bytes as the name of one file can have. */
    static final int LONGEST_NAME = 255;

    /** What goes over the wire of the options to open a file with, by their place. */
    static final List<OpenOption> OPTIONS = List.of(
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.TRUNCATE_EXISTING,
            LinkOption.NOFOLLOW_LINKS);

    private FileWire() {}

    /**
     * Reads the beginning of some bytes.
     *
     * @throws EOFException if fewer come
     */
    static void read(DataInputStream in, byte[] bytes, int length) throws IOException {
        for (int done = 0; done < length; done += PIECE) {
            in.readFully(bytes, done, Math.min(PIECE, length - done));
        }
    }

    /** Writes the beginning of some bytes. */
    static void write(OutputStream out, byte[] bytes, int length) throws IOException {
        for (int done = 0; done < length; done += PIECE) {
            out.write(bytes, done, Math.min(PIECE, length - done));
        }
    }

    /** Kinds of failures that are told apart. */
    private enum Failure {
        NO_SUCH_FILE,
        ACCESS_DENIED,
        FILE_EXISTS,
        NO_DIRECTORY,
        NOT_EMPTY,
        LOOP,
        NOT_AT_ONCE,
        FILE_SYSTEM,
        OTHER
    }

    static void writeFailure(DataOutputStream out, Throwable failure) throws IOException {
        Failure kind = kind(failure);
        @Nullable FileSystemException file = failure instanceof FileSystemException e ? e : null;
        out.writeUTF(kind.name());
        writeText(out, file == null ? null : file.getFile());
        writeText(out, file == null ? null : file.getOtherFile());
        writeText(out, file == null ? failure.getMessage() : file.getReason());
    }

    private static Failure kind(Throwable failure) {
        if (failure instanceof NoSuchFileException) {
            return Failure.NO_SUCH_FILE;
        } else if (failure instanceof AccessDeniedException) {
            return Failure.ACCESS_DENIED;
        } else if (failure instanceof FileAlreadyExistsException) {
            return Failure.FILE_EXISTS;
        } else if (failure instanceof NotDirectoryException) {
            return Failure.NO_DIRECTORY;
        } else if (failure instanceof DirectoryNotEmptyException) {
            return Failure.NOT_EMPTY;
        } else if (failure instanceof FileSystemLoopException) {
            return Failure.LOOP;
        } else if (failure instanceof AtomicMoveNotSupportedException) {
            return Failure.NOT_AT_ONCE;
        }
        return failure instanceof FileSystemException ? Failure.FILE_SYSTEM : Failure.OTHER;
    }

    /** Reads a failure, as the same exception. */
    static IOException readFailure(DataInputStream in) throws IOException {
        String kind = in.readUTF();
        @Nullable String file = readText(in);
        @Nullable String other = readText(in);
        @Nullable String reason = readText(in);
        return switch (failure(kind)) {
            case NO_SUCH_FILE -> new NoSuchFileException(file, other, reason);
            case ACCESS_DENIED -> new AccessDeniedException(file, other, reason);
            case FILE_EXISTS -> new FileAlreadyExistsException(file, other, reason);
            case NO_DIRECTORY -> new NotDirectoryException(file);
            case NOT_EMPTY -> new DirectoryNotEmptyException(file);
            case LOOP -> new FileSystemLoopException(file);
            case NOT_AT_ONCE -> new AtomicMoveNotSupportedException(file, other, reason);
            case FILE_SYSTEM -> new FileSystemException(file, other, reason);
            case OTHER -> new IOException(reason);
        };
    }

    private static Failure failure(String kind) throws IOException {
        try {
            return Failure.valueOf(kind);
        } catch (IllegalArgumentException e) {
            throw new IOException("a failure of no known kind", e);
        }
    }

    private static void writeText(DataOutputStream out, @Nullable String text) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            out.writeUTF(text.length() > LONGEST_PATH ? text.substring(0, LONGEST_PATH) : text);
        }
    }

    private static @Nullable String readText(DataInputStream in) throws IOException {
        return in.readBoolean() ? in.readUTF() : null;
    }
}
