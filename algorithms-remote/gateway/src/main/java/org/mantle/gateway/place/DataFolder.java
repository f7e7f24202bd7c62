package org.mantle.gateway.place;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.mantle.commons.file.LockFile;
import org.mantle.commons.file.OwnerOnly;

/** The folder in which a gateway keeps its users' folders, and what is its own. */
public final class DataFolder {

    /** No user can have this name, since those begin with a letter or digit. */
    private static final String OWN = ".gateway";

    /** How many bytes are written to see whether any can be; some systems keep the shortest files where there is always room. */
    private static final int PROBE = 16 * 1024;

    /** How long to wait for somebody who only looks whether a gateway runs. */
    private static final Duration LOCK_WAIT = Duration.ofMillis(500);

    private static final int STICKY = 01000;
    private static final int ROOT = 0;
    private static final Path OWN_PROCESS = Path.of("/proc/self");

    private final Path root;
    private final Path own;
    private final LockFile lock;
    private final Path manyUsers;
    private final Map<String, UserRoom> rooms = new ConcurrentHashMap<>();

    private DataFolder(Path root) throws IOException {
        this.root = root;
        own = OwnerOnly.createFolder(root.resolve(OWN));
        OwnerOnly.closeFolder(own);
        lock = new LockFile(own.resolve("lock"));
        manyUsers = own.resolve("many-users");
    }

    /**
     * Opens a data folder; made if missing.
     *
     * @throws IOException if it cannot be used, also by root if it belongs to another account: root would leave files there that this account
     *     cannot use, and load from there what this account can change
     */
    public static DataFolder open(Path directory) throws IOException {
        try {
            Path root = OwnerOnly.createFolder(directory).toRealPath();
            if (isOf(OWN_PROCESS, ROOT) && !isOf(root, ROOT)) {
                String owner = Files.getOwner(root).getName();
                throw new IOException("the data folder " + root + " belongs to the account \"" + owner
                        + "\", and root does nothing there: run this as that account (sudo -u " + owner + " ...)");
            }
            return new DataFolder(root);
        } catch (FileSystemException e) {
            Path own = directory.resolve(OWN);
            throw new IOException(
                    "the data folder " + directory + " cannot be used: " + reason(e)
                            + ForeignOwner.words(Files.exists(own) ? own : directory),
                    e);
        }
    }

    private static boolean isOf(Path path, int uid) throws IOException {
        return Files.exists(path)
                && path.getFileSystem().supportedFileAttributeViews().contains("unix")
                && Integer.valueOf(uid).equals(Files.getAttribute(path, "unix:uid"));
    }

    private static String reason(FileSystemException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        return failure.getReason() == null ? String.valueOf(failure.getMessage()) : failure.getReason();
    }

    /** Returns the folder of the gateway's own files. */
    public Path own() {
        return own;
    }

    /**
     * Opens the folder of a user; made if missing.
     *
     * @param quota how many bytes of uploads and jobs may lie in it
     */
    UserFolder ofUser(String user, PathMap map, OptionalLong quota) throws IOException {
        Optional<UserRoom> room = quota.isEmpty()
                ? Optional.empty()
                : Optional.of(rooms.computeIfAbsent(user, name -> new UserRoom(root.resolve(name), quota.getAsLong())));
        return UserFolder.open(root, user, map, room);
    }

    /**
     * Keeps other gateways from using this folder, until the lock is closed.
     *
     * @param forManyUsers whether this gateway serves several users
     * @throws IOException if another one uses it already, or others can write into it
     */
    public LockFile.Held lock(boolean forManyUsers) throws IOException {
        if (canOthersReplaceFiles()) {
            throw new IOException("others can write into the data folder " + root
                    + ", and could replace what the gateway keeps there: take that right away (chmod go-w " + root
                    + ")");
        }
        LockFile.Held held = acquire()
                .orElseThrow(() -> new IOException(
                        "another gateway uses the folder " + root + ": end it, or give this one another folder"));
        if (forManyUsers) {
            PrivateFiles.write(manyUsers, "");
        } else {
            Files.deleteIfExists(manyUsers);
        }
        return held;
    }

    /** Tells whether others can write into this folder; in a sticky one, such as /tmp, they can replace nothing. */
    public boolean canOthersReplaceFiles() throws IOException {
        if (!Files.getFileStore(root).supportsFileAttributeView("posix")) {
            return false;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(root);
        return (permissions.contains(PosixFilePermission.GROUP_WRITE)
                        || permissions.contains(PosixFilePermission.OTHERS_WRITE))
                && !isSticky();
    }

    private boolean isSticky() throws IOException {
        return root.getFileSystem().supportedFileAttributeViews().contains("unix")
                && Files.getAttribute(root, "unix:mode") instanceof Integer mode
                && (mode & STICKY) != 0;
    }

    private Optional<LockFile.Held> acquire() throws IOException {
        try {
            return lock.acquireUninterruptibly(LOCK_WAIT);
        } catch (FileSystemException e) {
            throw new IOException(
                    "the folder " + own + " cannot be written (" + reason(e)
                            + "): give it to the account that runs the gateway,"
                            + " on a disk that has room and is not read-only" + ForeignOwner.words(own),
                    e);
        }
    }

    /**
     * Checks that files can be kept here.
     *
     * @throws IOException if nothing can be written, or the disk is full
     */
    public void requireWritable() throws IOException {
        Path probe = own.resolve("probe");
        try {
            Files.write(probe, new byte[PROBE]);
            Files.delete(probe);
        } catch (IOException e) {
            throw new IOException(
                    "nothing can be written into the data folder " + root + ": " + e.getMessage()
                            + ForeignOwner.words(own),
                    e);
        }
    }

    /** Returns how many bytes more fit on the disk; not a number if nobody can tell. */
    public double freeBytes() {
        try {
            return Files.getFileStore(root).getUsableSpace();
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    /** Tells whether a gateway uses this folder at present. */
    public boolean isInUse() throws IOException {
        Optional<LockFile.Held> free = lock.tryAcquire();
        if (free.isPresent()) {
            free.get().close();
        }
        return free.isEmpty();
    }

    /** Tells whether a gateway uses this folder at present that serves one user only. */
    public boolean isInUseForOneUser() throws IOException {
        return isInUse() && !Files.exists(manyUsers);
    }
}
