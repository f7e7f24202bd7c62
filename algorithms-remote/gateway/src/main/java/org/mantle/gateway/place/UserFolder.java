package org.mantle.gateway.place;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.file.FileReplacement;
import org.mantle.commons.file.OwnerOnly;

/**
 * The folder of one user, and the names that clients know its folders by.
 *
 * <p>One in the gateway's data folder is left by no path. Links are checked when a path is resolved; a job of the same user could change one
 * afterwards: that is no wall between users of one account, and is not meant to be. What an account reaches by its own rights is for the
 * system to decide, when a file is opened.
 */
public final class UserFolder {

    private final String user;
    private final Path root;
    private final PathMap map;
    private final Path jobs;

    /** Whether any path may be named. */
    private final boolean reachesAll;

    private final Optional<UserRoom> room;

    private UserFolder(String user, Path root, PathMap map, Path jobs, boolean reachesAll, Optional<UserRoom> room) {
        this.user = user;
        this.root = root;
        this.map = map;
        this.jobs = jobs;
        this.reachesAll = reachesAll;
        this.room = room;
    }

    /** Opens the folder of a user in the data folder; made if missing. */
    static UserFolder open(Path dataFolder, String user, PathMap map, Optional<UserRoom> room) throws IOException {
        Path root = OwnerOnly.createFolder(dataFolder.resolve(user)).toRealPath();
        Path main = Files.createDirectories(map.mainFolder(root));
        return new UserFolder(user, root, map, main.resolve("jobs"), false, room);
    }

    /**
     * Returns the folder of a user who is an account, and whose paths are the machine's own; nothing is touched.
     *
     * @param home the account's home, as a path with the account's rights; it need not be there
     * @param jobs the folder of jobs' folders, as such a path too
     */
    public static UserFolder ofAccount(String user, Path home, Path jobs) {
        return new UserFolder(user, home, new PathMap(Map.of()), jobs, true, Optional.empty());
    }

    /** Returns whose it is. */
    public String user() {
        return user;
    }

    /** Returns the real path of the folder. */
    public Path root() {
        return root;
    }

    /**
     * Returns the folder of jobs' folders; made if missing.
     *
     * @throws StorageException if an account's cannot be made
     */
    public Path jobsFolder() throws IOException {
        try {
            return makeFolders(jobs);
        } catch (FileSystemException e) {
            throw ofJobs("cannot be made", "make it", e);
        }
    }

    /**
     * Makes a folder in that of jobs' folders, which is made too if it is missing.
     *
     * @throws StorageException if an account's cannot be made
     */
    public void makeInJobsFolder(Path folder) throws IOException {
        try {
            try {
                Files.createDirectory(folder, ofFolder(folder));
            } catch (NoSuchFileException e) {
                // the first job of this user
                jobsFolder();
                Files.createDirectory(folder, ofFolder(folder));
            }
        } catch (FileSystemException e) {
            throw ofJobs("cannot be written", "have it be yours", e);
        }
    }

    private IOException ofJobs(String what, String remedy, FileSystemException cause) {
        return reachesAll
                ? new StorageException(
                        "The folder of your jobs, '" + jobs + "', " + what + " (" + reason(cause) + "): " + remedy
                                + ", or ask whoever runs the gateway, who can name another place (jobsFolder)",
                        cause)
                : cause;
    }

    private String reason(FileSystemException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof FileAlreadyExistsException || cause instanceof NotDirectoryException) {
            return Files.isSymbolicLink(jobs)
                    ? "it is a link that leads to no folder"
                    : "'" + cause.getFile() + "' is no folder";
        }
        if (cause instanceof NoSuchFileException) {
            return "'" + cause.getFile() + "' is not there";
        }
        return cause.getReason() == null ? "the system does not say why" : cause.getReason();
    }

    /** Makes the folder of a file and those around it, as far as they are missing; a link to a folder is one. Returns the folder. */
    public static Path makeFolderOf(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new FileSystemException(file.toString(), null, "it is no name for a file");
        }
        return makeFolders(folder);
    }

    private static Path makeFolders(Path folder) throws IOException {
        return Files.isDirectory(folder) ? folder : Files.createDirectories(folder);
    }

    /**
     * Returns what to make a file of this user's with: those in the data folder are the gateway's alone, those of an account have the rights that the
     * account's process gives (umask).
     */
    public FileAttribute<?>[] ofFile(Path file) {
        return reachesAll ? new FileAttribute<?>[0] : OwnerOnly.ofFile(file);
    }

    /** Returns what to make a folder of this user's with, as for a file. */
    public FileAttribute<?>[] ofFolder(Path folder) {
        return reachesAll ? new FileAttribute<?>[0] : OwnerOnly.ofFolder(folder);
    }

    /** Returns how a file of this user's gets new content, with rights as for a file. */
    FileReplacement replacement(Path file) {
        FileReplacement replacement = FileReplacement.ofOthers(file);
        return reachesAll ? replacement : replacement.ownerOnly();
    }

    /** Returns the folder of a new job; nothing is touched. */
    public Path folderOfJob(String name) {
        return jobs.resolve(name);
    }

    /** Tells whether a job may have run in a folder that was noted as arriving: elsewhere than on this machine, where an account's jobs run. */
    boolean mayHaveRunIn(Path folder) {
        return reachesAll
                && isJobsFolder(folder.getParent())
                && !String.valueOf(folder.getFileName()).startsWith(".");
    }

    /** Tells whether a folder is the one of jobs' folders. */
    public boolean isJobsFolder(@Nullable Path folder) {
        return jobs.equals(folder);
    }

    /**
     * Refuses what is about to come if there is no room for anything more.
     *
     * @param name what comes, such as {@code The upload}, for the message
     * @throws StorageException if the user keeps as much as is allowed
     */
    public void requireRoom(String name) throws StorageException {
        take(name, 1);
        settle(1, false);
    }

    /**
     * Takes room for bytes that are about to be written.
     *
     * @param name what they are of, for the message
     * @throws StorageException if there is no room for them
     */
    void take(String name, long bytes) throws StorageException {
        if (room.isPresent()) {
            room.get().take(name, bytes);
        }
    }

    /** Tells what became of what room was taken for: it is kept, or the room is given back. */
    public void settle(long bytes, boolean isKept) {
        room.ifPresent(known -> known.settle(bytes, isKept));
    }

    /** Says that a file is one for whose bytes room is being taken, until that ends. */
    public void beginArrival(Path file) {
        room.ifPresent(known -> known.beginArrival(file));
    }

    /** Says that no more room is taken for a file. */
    public void endArrival(Path file) {
        room.ifPresent(known -> known.endArrival(file));
    }

    /** Returns the path by which a place is reached with this user's rights, such as one that was written down. */
    public Path file(Path place) {
        return root.getFileSystem().getPath(place.toString());
    }

    /** Returns where a path of this user's leads, for others than the gateway: who runs jobs, and what is written down. */
    public Path place(Path file) {
        return Path.of(file.toString());
    }

    /** Returns the path by which clients know a real one. */
    public String virtual(Path real) {
        return map.toVirtual(root, real);
    }

    /**
     * Finds the place that a client means; it need not exist.
     *
     * @param base the folder that a relative path begins in
     * @throws StorageException if no file can have that name
     * @throws OutsideFolderException if the path leads out of this folder
     */
    public Path resolve(String given, Path base) throws IOException {
        Path path;
        try {
            path = given.startsWith("/") ? root.getFileSystem().getPath(realText(given)) : base.resolve(given);
        } catch (InvalidPathException e) {
            throw new StorageException(
                    "'" + Printable.text(given) + "' cannot be a file name on the gateway's machine: " + e.getReason());
        }
        Path normal = path.normalize();
        if (reachesAll) {
            return normal;
        }
        if (!normal.startsWith(root)) {
            throw outside(given);
        }
        Path existing = normal;
        while (existing != null && !Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = existing.getParent();
        }
        if (existing == null || !isInside(existing)) {
            throw outside(given);
        }
        return normal;
    }

    /**
     * Tells whether an absolute path can be one of this user's. Of an account's, any can; what lies in a folder that is not there is none.
     *
     * @throws StorageException if no file can have that name
     */
    public boolean isOwn(String given) throws IOException {
        try {
            Path path = resolve(given, root);
            return !reachesAll
                    || (path.getNameCount() > 1
                            && Files.isDirectory(file(Path.of("/")).resolve(path.getName(0))));
        } catch (OutsideFolderException e) {
            return false;
        }
    }

    private String realText(String given) {
        return map.toReal(root, given).orElse(given);
    }

    /** Tells whether something that exists is in this folder when all links are followed; an account's reaches everywhere. */
    public boolean isInside(Path existing) {
        if (reachesAll) {
            return Files.exists(existing);
        }
        try {
            return existing.toRealPath().startsWith(root);
        } catch (IOException e) {
            // a link to nowhere or to itself, or in a folder that may not be read: where it leads is not known
            return false;
        }
    }

    /**
     * Maps an argument of a job if it is a path that clients know by another name.
     *
     * @throws StorageException if no file can have that name
     * @throws OutsideFolderException if the path leads out of this folder
     */
    public String mapArgument(String argument) throws IOException {
        Optional<String> real = map.toReal(root, argument);
        if (real.isEmpty()) {
            return argument;
        }
        try {
            if (Path.of(real.get()).normalize().startsWith(root)) {
                return real.get();
            }
        } catch (InvalidPathException e) {
            throw new StorageException("'" + Printable.text(argument) + "' cannot be a path on the gateway's machine");
        }
        throw outside(argument);
    }

    private OutsideFolderException outside(String given) {
        String allowed = "begin with " + (map.prefixes().isEmpty() ? root : String.join(" or ", map.prefixes()));
        return new OutsideFolderException("'" + Printable.text(given) + "' is not a place of yours: paths must "
                + allowed + " and not lead out of it");
    }
}
