package org.mantle.gateway.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.mantle.commons.file.OwnerOnly;

/**
 * The folder of one user, which no path leaves, and the names that clients know its folders by.
 *
 * <p>Links are checked when a path is resolved. A job of the same user could change one afterwards; that is no wall between
 * users of one account, and is not meant to be.
 */
public final class UserFolder {

    private final Path root;
    private final PathMap map;

    private UserFolder(Path root, PathMap map) {
        this.root = root;
        this.map = map;
    }

    /** Opens the folder of a user in the data folder; made if missing. */
    static UserFolder open(Path dataFolder, String user, PathMap map) throws IOException {
        Path root = OwnerOnly.createFolder(dataFolder.resolve(user)).toRealPath();
        Files.createDirectories(map.mainFolder(root));
        return new UserFolder(root, map);
    }

    /** Returns the real path of the folder. */
    public Path root() {
        return root;
    }

    /** Returns the folder of jobs' folders; made if missing. */
    public Path jobsFolder() throws IOException {
        return Files.createDirectories(map.mainFolder(root).resolve("jobs"));
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
            path = given.startsWith("/") ? Path.of(realText(given)) : base.resolve(given);
        } catch (InvalidPathException e) {
            throw new StorageException(
                    "'" + Printable.text(given) + "' cannot be a file name on the gateway's machine: " + e.getReason());
        }
        Path normal = path.normalize();
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

    private String realText(String given) {
        return map.toReal(root, given).orElse(given);
    }

    /** Tells whether something that exists is in this folder when all links are followed. */
    public boolean isInside(Path existing) {
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
        String allowed =
                map.prefixes().isEmpty() ? "begin with " + root : "begin with " + String.join(" or ", map.prefixes());
        return new OutsideFolderException("'" + Printable.text(given) + "' is not a place of yours: paths must "
                + allowed + " and not lead out of it");
    }
}
