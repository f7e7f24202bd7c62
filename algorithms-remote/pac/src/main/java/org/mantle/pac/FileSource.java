package org.mantle.pac;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;
import org.mantle.pac.stream.BlockInput;

/**
 * A file to be sent, under a name of its own.
 *
 * @since 0.1.0
 */
public interface FileSource {

    /** Returns the name under which it is sent, without directories. */
    String name();

    /** Returns how many bytes {@link #writeTo} writes, or -1 if only writing will tell. */
    long length();

    /**
     * Writes the content.
     *
     * @param out where to; not closed
     * @throws ChangedFileException if the content may not be that of one moment, or no longer has the length told
     * @throws IOException if reading or writing fails
     */
    void writeTo(OutputStream out) throws IOException;

    /**
     * Opens the content, to be read in place of {@link #writeTo}.
     *
     * @return as many bytes as the length tells, if it does; reading fails if there are fewer
     * @throws IOException if the content cannot be opened
     */
    InputStream open() throws IOException;

    /**
     * Returns a file on this machine under its own name; it can be written any number of times, unless it changes.
     *
     * @param file the file; its length and time are taken now
     * @throws IOException if the file cannot be examined
     */
    static FileSource of(Path file) throws IOException {
        Path name = file.getFileName();
        if (name == null) {
            throw new IOException("no file has this path: \"" + file + "\"");
        }
        return of(file, name.toString());
    }

    /**
     * Returns a file on this machine under another name; it can be written any number of times, unless it changes.
     *
     * @param file the file; its length and time are taken now
     * @throws IOException if the file cannot be examined
     */
    static FileSource of(Path file, String name) throws IOException {
        return new LocalFile(file, name, FileVersion.of(file), false);
    }

    /**
     * Returns a file on this machine that may be written to meanwhile, as long as it is now: what comes later is left out.
     *
     * @param file the file; its length is taken now
     * @throws IOException if the file cannot be examined
     */
    static FileSource growing(Path file) throws IOException {
        return new LocalFile(file, String.valueOf(file.getFileName()), FileVersion.of(file), true);
    }
}

/** A file on this machine, as it was at one moment. */
record LocalFile(Path file, String name, FileVersion version, boolean mayGrow) implements FileSource {

    private static final int COPY_BUFFER = 256 * 1024;

    @Override
    public long length() {
        return version.length();
    }

    @Override
    public InputStream open() throws IOException {
        return new FirstBytes(Files.newInputStream(file), length());
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        byte[] buffer = new byte[(int) Math.max(1, Math.min(COPY_BUFFER, length()))];
        long left = length();
        try (FileChannel channel = FileChannel.open(file)) {
            while (left > 0) {
                int count = channel.read(ByteBuffer.wrap(buffer, 0, (int) Math.min(buffer.length, left)));
                if (count < 0) {
                    throw changed("became shorter");
                }
                out.write(buffer, 0, count);
                left -= count;
            }
        }
        if (!mayGrow) {
            checkUnchanged();
        }
    }

    /** What was written while it was read makes a mixture of it, be its length the same. */
    private void checkUnchanged() throws IOException {
        FileVersion now;
        try {
            now = FileVersion.of(file);
        } catch (NoSuchFileException e) {
            throw changed("was removed");
        }
        if (!now.equals(version)) {
            throw changed(now.length() > length() ? "became longer" : "was changed");
        }
    }

    private ChangedFileException changed(String how) {
        return new ChangedFileException("the file " + how + " while it was being sent: \"" + file + "\"");
    }
}

/** What tells the content of a file at one moment from that at another: its length, its time, and which file the name is of. */
record FileVersion(long length, FileTime modified, @Nullable Object key) {

    static FileVersion of(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileVersion(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
    }
}

/** So many bytes of a stream from its beginning; it fails if there are not as many. */
final class FirstBytes extends BlockInput {

    private long left;

    FirstBytes(InputStream in, long length) {
        super(in);
        left = length;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int count = in.read(bytes, offset, (int) Math.min(left, length));
        if (count < 0) {
            throw new EOFException("the file became shorter while it was being sent: " + left + " bytes are missing");
        }
        left -= count;
        return count;
    }
}
