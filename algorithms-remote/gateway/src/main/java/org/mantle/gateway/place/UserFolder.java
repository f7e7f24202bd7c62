package org.mantle.gateway.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

    /** The folder that no path leaves: this one, or the whole file system. */
    private final Path reach;

    private final Optional<UserPrincipal> owner;

    private UserFolder(Path root, PathMap map, Path reach, Optional<UserPrincipal> owner) {
        this.root = root;
        this.map = map;
        this.reach = reach;
        this.owner = owner;
    }

    /** Opens the folder of a user in the data folder; made if missing. */
    static UserFolder open(Path dataFolder, String user, PathMap map, FileOwners owners) throws IOException {
        Path root = OwnerOnly.createFolder(dataFolder.resolve(user)).toRealPath();
        Files.createDirectories(map.mainFolder(root));
        Path reach = owners.reachAll(user) ? root.getRoot() : root;
        UserFolder folder = new UserFolder(root, map, reach, owners.ownerOf(user));
        folder.giveOne(root);
        return folder;
    }

    /**
     * Gives a file or folder in this one, and the folders on the way to it, to the user's account, if jobs run under that. No link is
     * followed.
     */
    public void give(@Nullable Path path) throws IOException {
        for (Path each = path; each != null && each.startsWith(root); each = each.getParent()) {
            giveOne(each);
        }
    }

    /** Gives a folder as {@link #give} does, and all that is in it. */
    public void giveAll(Path folder) throws IOException {
        give(folder);
        if (owner.isPresent()) {
            try (Stream<Path> below = Files.walk(folder)) {
                for (Path each : (Iterable<Path>) below::iterator) {
                    giveOne(each);
                }
            }
        }
    }

    private void giveOne(Path path) throws IOException {
        if (owner.isPresent()) {
            PosixFileAttributeView view =
                    Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            if (!view.getOwner().equals(owner.get())) {
                view.setOwner(owner.get());
            }
        }
    }

    /** Tells whether an absolute path is one that the gateway leaves to the user's account, under which the job runs. */
    public boolean isLeftToOwner(String given) {
        return owner.isPresent()
                && given.startsWith("/")
                && !Path.of(given).normalize().startsWith(root);
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
        if (!normal.startsWith(reach)) {
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
            return existing.toRealPath().startsWith(reach);
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
            if (Path.of(real.get()).normalize().startsWith(reach)) {
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
