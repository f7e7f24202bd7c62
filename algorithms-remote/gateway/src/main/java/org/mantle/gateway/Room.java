package org.mantle.gateway;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.mantle.commons.file.OwnerOnly;

/**
 * The folder of one user, which no path leaves, and the names that clients know its folders by.
 *
 * <p>Links are checked when a path is resolved. A job of the same user could change one afterwards; that is no wall between
 * users of one account, and is not meant to be.
 */
final class Room {
    private final Path root;
    private final PathMap map;

    private Room(Path root, PathMap map) {
        this.root = root;
        this.map = map;
    }

    static Room open(Path dataDirectory, String user, PathMap map) throws IOException {
        Path root = OwnerOnly.createFolder(dataDirectory.resolve(user)).toRealPath();
        Files.createDirectories(map.mainFolder(root));
        return new Room(root, map);
    }

    Path root() {
        return root;
    }

    Path jobsFolder() throws IOException {
        return Files.createDirectories(map.mainFolder(root).resolve("jobs"));
    }

    String virtual(Path real) {
        return map.toVirtual(root, real);
    }

    /** Finds the place that a client means; it need not exist. */
    Path resolve(String given, Path base) throws RefusedException, IOException {
        Path path;
        try {
            path = given.startsWith("/") ? Path.of(realText(given)) : base.resolve(given);
        } catch (InvalidPathException e) {
            throw RefusedException.invalid(
                    "'" + printable(given) + "' cannot be a file name on the gateway's machine: " + e.getReason());
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

    /** Tells whether something that exists is in the room when all links are followed. */
    boolean isInside(Path existing) throws IOException {
        try {
            return existing.toRealPath().startsWith(root);
        } catch (NoSuchFileException | FileSystemLoopException e) {
            return false; // a link to nowhere: what it would make is not ours to say
        }
    }

    /** Maps an argument of a job if it is a path that clients know by another name. */
    String mapArgument(String argument) throws RefusedException {
        Optional<String> real = map.toReal(root, argument);
        if (real.isEmpty()) {
            return argument;
        }
        try {
            if (Path.of(real.get()).normalize().startsWith(root)) {
                return real.get();
            }
        } catch (InvalidPathException e) {
            throw RefusedException.invalid("'" + printable(argument) + "' cannot be a path on the gateway's machine");
        }
        throw outside(argument);
    }

    private RefusedException outside(String given) {
        String allowed =
                map.prefixes().isEmpty() ? "begin with " + root : "begin with " + String.join(" or ", map.prefixes());
        return RefusedException.forbidden("'" + printable(given) + "' is not a place of yours: paths must " + allowed
                + " and not lead out of it");
    }

    static String printable(String text) {
        String shown = text.length() > 200 ? text.substring(0, 200) + "…" : text;
        return shown.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
