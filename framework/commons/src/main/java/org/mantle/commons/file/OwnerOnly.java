package org.mantle.commons.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files and folders that only their owner can read, where the system knows owners. */
public final class OwnerOnly {

    private static final Set<PosixFilePermission> OF_OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private static final Set<PosixFilePermission> OTHERS_READ =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
    private static final Set<PosixFilePermission> OTHERS_WRITE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private OwnerOnly() {}

    /**
     * Makes a file, if it is not there, and the folders around it. What is there already stays as it is.
     *
     * @throws IOException if it cannot be made, also where a link leads nowhere
     */
    public static void createFile(Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        @Nullable Path folder = file.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            createFolder(folder);
        }
        try {
            Files.createFile(file, ofFile(file));
        } catch (FileAlreadyExistsException e) {
            // another made it meanwhile, or it is a link that leads nowhere
            if (!Files.exists(file)) {
                throw e;
            }
        }
    }

    /**
     * Makes a file of private state, if it is not there, and takes the rights of others away from one that is.
     *
     * @throws IOException if it is a link, which private state never follows, if it is no regular file, if it cannot be made, or its permissions cannot be changed, for instance because it is somebody else's
     */
    public static void createState(Path file) throws IOException {
        checkState(file);
        createFile(file);
        if (knowsOwners(file)) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
            if (!OF_OWNER.containsAll(permissions)) {
                permissions.retainAll(OF_OWNER);
                Files.setPosixFilePermissions(file, permissions);
            }
        }
    }

    /**
     * Checks that private state may be read from a file or written into it.
     *
     * @throws IOException if it is a link, if it is there and no regular file, or if nobody can tell; the message says which, without
     *     the name of the file
     */
    public static void checkState(Path file) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return;
        }
        if (attributes.isSymbolicLink()) {
            throw new IOException("it is a link, which private state never follows; put the file itself there");
        }
        if (!attributes.isRegularFile()) {
            throw new IOException("it is no regular file");
        }
    }

    /**
     * Tells whether others than its owner may read or change a file with a secret in it, and what to do about that.
     *
     * @return such as {@code others can read it: take that right away with: chmod 600 /home/anna/key}; empty if they cannot, and where the
     *     system knows no owners
     * @throws IOException if the file's rights cannot be read
     */
    public static Optional<String> openness(Path secret) throws IOException {
        if (!Files.getFileStore(secret).supportsFileAttributeView("posix")) {
            return Optional.empty();
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(secret);
        boolean isRead = permissions.stream().anyMatch(OTHERS_READ::contains);
        boolean isWritten = permissions.stream().anyMatch(OTHERS_WRITE::contains);
        if (!isRead && !isWritten) {
            return Optional.empty();
        }
        String what = isRead && isWritten ? "read and change" : isRead ? "read" : "change";
        return Optional.of("others can " + what + " it: take that right away with: chmod 600 " + secret);
    }

    /**
     * Checks, as OpenSSH does, that a file with a secret is its owner's alone: others may neither read nor change it.
     *
     * @throws IOException if others may, or nobody can tell; the message names the file, and says what to do
     */
    public static void requireSecret(Path file) throws IOException {
        Optional<String> openness = openness(file);
        if (openness.isPresent()) {
            throw new IOException("the file \"" + file + "\", which has a secret, is not safe: " + openness.get());
        }
    }

    /** Takes the rights that others have been given away from a folder that is there. */
    public static void closeFolder(Path folder) throws IOException {
        if (knowsOwners(folder)) {
            Set<PosixFilePermission> own = PosixFilePermissions.fromString("rwx------");
            if (!own.containsAll(Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS))) {
                Files.setPosixFilePermissions(folder, own);
            }
        }
    }

    /** Makes a folder, if it is not there, and the folders around it; returns the folder. */
    public static Path createFolder(Path folder) throws IOException {
        return Files.createDirectories(folder, ofFolder(folder));
    }

    /** Returns the attributes to make a file with; none where the system knows no owners. */
    public static FileAttribute<?>[] ofFile(Path file) {
        return permissions(file, "rw-------");
    }

    /** Returns the attributes to make a folder with; none where the system knows no owners. */
    public static FileAttribute<?>[] ofFolder(Path folder) {
        return permissions(folder, "rwx------");
    }

    private static FileAttribute<?>[] permissions(Path path, String permissions) {
        return knowsOwners(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean knowsOwners(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
