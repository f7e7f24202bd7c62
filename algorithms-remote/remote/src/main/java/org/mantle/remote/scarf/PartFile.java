package org.mantle.remote.scarf;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.regex.Pattern;
import org.mantle.remote.job.LocalFileException;

/**
 * A file on its way: it has a name of its own until it is whole, and is removed if it never is.
 *
 * <p>It is locked while it is written. So one that is not locked was left by a program that was killed, and can be swept.
 */
final class PartFile extends OutputStream {

    private static final System.Logger LOG = System.getLogger(PartFile.class.getName());
    private static final Pattern NAME = Pattern.compile("mantle-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.part");
    private static final String MAKE_ROOM = "make room there or choose another LocalDirectory, and fetch again";
    private static final String GO_ELSEWHERE = "choose another LocalDirectory, and fetch again";

    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private long size;

    private PartFile(Path target, Path part, FileChannel channel) {
        this.target = target;
        this.part = part;
        this.channel = channel;
    }

    /** Makes the file that will be the target when it is whole. */
    static PartFile of(Path target) throws LocalFileException {
        try {
            while (true) {
                Path part = target.resolveSibling("mantle-" + UUID.randomUUID() + ".part");
                FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                // another program may have swept it before it was locked
                if (lock(channel, true) && Files.exists(part)) {
                    return new PartFile(target, part, channel);
                }
                channel.close();
            }
        } catch (IOException e) {
            throw failure(target, e, GO_ELSEWHERE);
        }
    }

    /** Removes what programs that were killed have left in a directory; what cannot be removed stays. */
    static void sweep(Path directory) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(
                directory, file -> NAME.matcher(file.getFileName().toString()).matches())) {
            for (Path file : left) {
                sweepFile(file);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.log(Level.DEBUG, "the directory cannot be searched for half files", e);
        }
    }

    private static void sweepFile(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            if (lock(channel, false)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a half file cannot be removed", e);
        }
    }

    private static boolean lock(FileChannel channel, boolean withoutLocks) {
        try {
            // until the channel is closed
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // held by another thread of this process
            return false;
        } catch (IOException e) {
            // the file system has none
            return withoutLocks;
        }
    }

    @Override
    public void write(int b) throws LocalFileException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws LocalFileException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        try {
            while (buffer.hasRemaining()) {
                size += channel.write(buffer);
            }
        } catch (IOException e) {
            throw failure(target, e, MAKE_ROOM);
        }
    }

    /** Returns how many bytes were written. */
    long size() {
        return size;
    }

    /** Gives the whole file its name; one that is there already is replaced. */
    void keep() throws LocalFileException {
        try {
            // some file systems say only now that they are full
            channel.close();
        } catch (IOException e) {
            throw failure(target, e, MAKE_ROOM);
        }
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw failure(target, e, GO_ELSEWHERE);
        }
    }

    private static LocalFileException failure(Path file, IOException e, String advice) {
        return new LocalFileException(
                file + " could not be written: " + LocalFileException.reason(e) + "; " + advice, e);
    }

    /** Removes what was not kept. */
    @Override
    public void close() throws LocalFileException {
        try {
            channel.close();
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new LocalFileException(
                    "the half file " + part + " cannot be removed: " + LocalFileException.reason(e)
                            + "; remove it by hand",
                    e);
        }
    }
}
