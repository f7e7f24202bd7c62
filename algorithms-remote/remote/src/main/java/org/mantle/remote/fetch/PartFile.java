package org.mantle.remote.fetch;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.file.FileReplacement;
import org.mantle.commons.file.LockFile;
import org.mantle.commons.file.PendingFile;
import org.mantle.pac.stream.BlockOutput;
import org.mantle.remote.job.LocalFileException;

/**
 * A file on its way: it has a name of its own until it is whole, and is removed if it never is.
 *
 * <p>It is locked while it is written. So one that is not locked was left by a program that was killed, and can be swept.
 */
final class PartFile extends BlockOutput {

    private static final System.Logger LOG = System.getLogger(PartFile.class.getName());

    /** How the parts of downloads are called, and of nobody else: what others are writing must not be swept. */
    private static final Pattern NAME =
            Pattern.compile("mantle-fetch-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.part");

    /** How often other downloads may sweep a part before it is locked; each of them sweeps once. */
    private static final int MOST_SWEPT = 1000;

    private static final String MAKE_ROOM = "make room there or choose another directory, and fetch again";
    private static final String GO_ELSEWHERE = "choose another directory, and fetch again";

    private final Path target;
    private final PendingFile pending;
    private LockFile.@Nullable Held held;
    private long size;

    private PartFile(Path target, PendingFile pending) {
        this.target = target;
        this.pending = pending;
    }

    /** Makes the file that will be the target when it is whole. */
    static PartFile of(Path target) throws LocalFileException {
        try {
            for (int swept = 0; ; swept++) {
                @Nullable PartFile file = begin(target, swept >= MOST_SWEPT);
                if (file != null && file.isLocked()) {
                    return file;
                }
                if (file != null) {
                    file.close();
                }
            }
        } catch (LocalFileException e) {
            throw e;
        } catch (IOException e) {
            throw failure(target, e, GO_ELSEWHERE);
        }
    }

    /** Makes a part; returns {@code null} if another program has swept it before it was open, unless this is the last try. */
    private static @Nullable PartFile begin(Path target, boolean isLast) throws IOException {
        Path part = target.resolveSibling("mantle-fetch-" + UUID.randomUUID() + ".part");
        try {
            return new PartFile(
                    target, FileReplacement.ofOthers(target).by(part).begin());
        } catch (NoSuchFileException e) {
            if (isLast || !Files.isDirectory(part.resolveSibling(""))) {
                throw e;
            }
            return null;
        }
    }

    /** Locks the part until it is kept or closed; returns false if another program has swept it before. */
    private boolean isLocked() {
        try {
            held = LockFile.ofExisting(pending.part()).tryAcquire().orElse(null);
            return held != null;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a half file cannot be locked: its file system has no locks", e);
            return true;
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
        try {
            Optional<LockFile.Held> held = LockFile.ofExisting(file).tryAcquire();
            if (held.isPresent()) {
                try {
                    Files.deleteIfExists(file);
                } finally {
                    held.get().close();
                }
            }
        } catch (NoSuchFileException e) {
            LOG.log(Level.DEBUG, "a half file has become whole, or was swept by another program", e);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a half file cannot be removed", e);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws LocalFileException {
        try {
            pending.out().write(bytes, offset, length);
            size += length;
        } catch (IOException e) {
            throw failure(target, e, MAKE_ROOM);
        }
    }

    /** Returns how many bytes were written. */
    long size() {
        return size;
    }

    /** Gives the file, now whole, its name; one that is there already is replaced. It stays locked until it is closed. */
    void keep() throws LocalFileException {
        try {
            pending.finish();
        } catch (IOException e) {
            throw failure(target, e, MAKE_ROOM);
        }
        try {
            pending.commit();
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
            try {
                pending.close();
            } finally {
                unlock();
            }
        } catch (IOException e) {
            throw new LocalFileException(
                    "the half file " + pending.part() + " cannot be removed: " + LocalFileException.reason(e)
                            + "; remove it by hand",
                    e);
        }
    }

    private void unlock() throws IOException {
        if (held != null) {
            held.close();
            held = null;
        }
    }
}
