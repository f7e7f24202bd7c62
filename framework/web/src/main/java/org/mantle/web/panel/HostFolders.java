package org.mantle.web.panel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mantle.web.http.WebProblem;

/**
 * The folders of the host in which pages may look, read and write. Links are followed first: what they lead to must be inside. Safe from
 * many threads.
 */
public final class HostFolders {

    private final List<Path> roots;

    /**
     * Takes the folders.
     *
     * @throws UncheckedIOException if one is not there
     */
    public HostFolders(List<Path> folders) {
        Set<Path> real = new LinkedHashSet<>();
        for (Path folder : folders) {
            try {
                real.add(folder.toRealPath());
            } catch (IOException e) {
                throw new UncheckedIOException("the folder \"" + folder + "\" cannot be opened to the page", e);
            }
        }
        roots = List.copyOf(real);
    }

    /** Returns the folders, with their links resolved. */
    public List<Path> roots() {
        return roots;
    }

    /**
     * Returns what is at a path, with its links resolved.
     *
     * @throws WebProblem with status 403 if it is outside, 404 if nothing is there, and 400 if it is no full path
     */
    public Path existing(String text) {
        Path path = path(text);
        Path real;
        try {
            real = path.toRealPath();
        } catch (IOException e) {
            // whether there is something outside is nobody's business
            requireInside(nearest(path), text);
            throw WebProblem.of(404, "there is no \"" + text + "\"");
        }
        requireInside(real, text);
        return real;
    }

    /**
     * Returns where a new file goes, with the links of its folder resolved.
     *
     * @throws WebProblem as {@link #existing} for the folder
     */
    public Path created(String text) {
        Path path = path(text);
        Path folder = path.getParent();
        Path name = path.getFileName();
        if (folder == null
                || name == null
                || !name.toString().equals(name.toString().strip())) {
            throw WebProblem.of(400, "\"" + text + "\" is no name for a file; give the full path of one");
        }
        Path file = existing(folder.toString()).resolve(name);
        if (Files.exists(file)) {
            requireInside(existing(file.toString()), text);
        }
        return file;
    }

    /** Returns the file that a text names, if it is one that may be read. */
    public Optional<Path> findFile(String text) {
        if (!text.startsWith("/") && !text.matches("[A-Za-z]:\\\\.*")) {
            return Optional.empty();
        }
        try {
            return Optional.of(existing(text)).filter(Files::isRegularFile);
        } catch (WebProblem e) {
            return Optional.empty();
        }
    }

    /** Returns a path without {@code ..} and with all of its folders; a {@code ~} is nothing here. */
    private static Path path(String text) {
        try {
            Path path = Path.of(text);
            if (path.isAbsolute() && path.equals(path.normalize())) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw WebProblem.of(400, "\"" + text + "\" is no path (" + e.getReason() + ")");
        }
        throw WebProblem.of(400, "\"" + text + "\" is no full path; give one from the root, without \"..\"");
    }

    /** Returns the nearest folder above that is there. */
    private static Path nearest(Path path) {
        for (Path above = path.getParent(); above != null; above = above.getParent()) {
            try {
                return above.toRealPath();
            } catch (IOException e) {
                // one more up
            }
        }
        return path;
    }

    private void requireInside(Path real, String text) {
        if (roots.stream().noneMatch(real::startsWith)) {
            throw WebProblem.of(
                    403,
                    "\"" + text + "\" is outside the folders that are open to the page; start \"mantle explorer\" with"
                            + " --folder to open another");
        }
    }
}
