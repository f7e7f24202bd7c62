package org.mantle.commons.file;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a file gets new content: at once, so that a reader sees the old or the new content and never a half, and a failure leaves the
 * old.
 *
 * <p>The new content is written under a name of its own in the same folder, the part, which takes the file's place when it is whole.
 * Who named the file decides the rest:
 *
 * <table>
 * <caption>The rules</caption>
 * <tr><th>named by</th><th>a link</th><th>permissions</th></tr>
 * <tr><td>{@link #ofUser a user}</td><td>is followed</td><td>stay as they are, also owner and group where the system allows it; a new
 * file has those of the process (umask)</td></tr>
 * <tr><td>{@link #ofOthers others}</td><td>is replaced</td><td>those of the process</td></tr>
 * <tr><td>{@link #ofPrivateState private state}</td><td>is replaced</td><td>the owner's alone; the content is on the disk before it
 * takes the place</td></tr>
 * </table>
 *
 * <p>What a user names need not be a regular file: a pipe, a device, or a link to an open file such as {@code /dev/stdout} is written
 * into. Hard links and access control lists are not kept. Immutable.
 */
public final class FileReplacement {

    /** As many as Linux follows. */
    private static final int MOST_LINKS = 40;

    private final Path named;
    private final boolean isOfUser;
    private final boolean isOwnerOnly;
    private final boolean isSynced;
    private final @Nullable Path part;

    private FileReplacement(Path named, boolean isOfUser, boolean isOwnerOnly, boolean isSynced, @Nullable Path part) {
        this.named = named;
        this.isOfUser = isOfUser;
        this.isOwnerOnly = isOwnerOnly;
        this.isSynced = isSynced;
        this.part = part;
    }

    /** Replaces a file that a user named, or the one that a link of that name leads to. */
    public static FileReplacement ofUser(Path file) {
        return new FileReplacement(file, true, false, false, null);
    }

    /** Replaces a file whose name came from elsewhere, for instance with an upload. */
    public static FileReplacement ofOthers(Path file) {
        return new FileReplacement(file, false, false, false, null);
    }

    /** Replaces a file of private state, such as sessions or users. */
    public static FileReplacement ofPrivateState(Path file) {
        return new FileReplacement(file, false, true, true, null);
    }

    /** Returns one whose new files can be read by their owner alone. */
    public FileReplacement ownerOnly() {
        return new FileReplacement(named, isOfUser, true, isSynced, part);
    }

    /**
     * Returns one whose part has a given name, for callers who look for parts that were left behind by their name.
     *
     * @param givenPart a path in the folder of the file; a file of that name is removed first
     */
    public FileReplacement by(Path givenPart) {
        return new FileReplacement(named, isOfUser, isOwnerOnly, isSynced, givenPart);
    }

    /**
     * Writes a text in UTF-8.
     *
     * @throws CharacterCodingException if the text has half of a surrogate pair, for which UTF-8 has no bytes
     * @throws IOException if the file cannot be written; the old one is as it was
     */
    public void write(String text) throws IOException {
        try (PendingFile pending = begin()) {
            pending.write(text);
            pending.commit();
        }
    }

    /**
     * Writes bytes.
     *
     * @throws IOException if the file cannot be written; the old one is as it was
     */
    public void write(byte[] content) throws IOException {
        try (PendingFile pending = begin()) {
            pending.out().write(content);
            pending.commit();
        }
    }

    /**
     * Begins a replacement, which counts for nothing until it is committed.
     *
     * @throws FileSystemException if nothing can be written there, for instance because it is a folder or the folder is not there; the
     *     message names the file, not its part
     * @throws IOException if the system fails
     */
    public PendingFile begin() throws IOException {
        Path file = isOfUser ? followLinks() : named.toAbsolutePath();
        if (file.getFileName() == null) {
            throw new FileSystemException(named.toString(), null, "it is no name for a file");
        }
        @Nullable BasicFileAttributes there = attributes(file);
        if (there != null && there.isDirectory()) {
            throw new FileSystemException(named.toString(), null, "it is a folder");
        }
        if (isOfUser && there != null && (there.isOther() || there.isSymbolicLink())) {
            return PendingFile.into(file);
        }
        Path newPart = part == null ? file.resolveSibling("mantle-" + UUID.randomUUID() + ".part") : part;
        boolean isPrivate = isOwnerOnly || (isOfUser && there != null);
        try {
            if (part != null) {
                Files.deleteIfExists(part);
            }
            return PendingFile.beside(file, newPart, isPrivate, isOfUser, isSynced);
        } catch (NoSuchFileException e) {
            throw failure(
                    new NoSuchFileException(named.toString(), null, "the folder " + file.getParent() + " is not there"),
                    e);
        } catch (AccessDeniedException e) {
            throw failure(
                    new AccessDeniedException(
                            named.toString(), null, "nothing may be written into the folder " + file.getParent()),
                    e);
        } catch (FileSystemException e) {
            throw failure(new FileSystemException(named.toString(), null, e.getReason()), e);
        }
    }

    private static FileSystemException failure(FileSystemException failure, FileSystemException cause) {
        failure.initCause(cause);
        return failure;
    }

    /** Returns the attributes of what is there, {@code null} if nothing is. */
    private static @Nullable BasicFileAttributes attributes(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Returns where the links lead: to a file that need not be there, or to a link that stands for an open file. */
    private Path followLinks() throws IOException {
        Path file = named.toAbsolutePath();
        for (int links = 0; links <= MOST_LINKS; links++) {
            if (!Files.isSymbolicLink(file) || isOpenFile(file)) {
                return file;
            }
            file = file.resolveSibling(Files.readSymbolicLink(file));
        }
        throw new FileSystemException(named.toString(), null, "its links lead round in a circle");
    }

    /** Whether a link is one of the system's to a file that a process has open, whose text is no path. */
    private static boolean isOpenFile(Path link) throws IOException {
        @Nullable Path folder = link.getParent();
        return folder != null
                && folder.getFileSystem() == FileSystems.getDefault()
                && folder.toRealPath().startsWith("/proc");
    }
}
