package org.mantle.web.panel;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.Mantle;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.type.LocalPath;
import org.mantle.web.http.WebProblem;

/**
 * The folders of the host in which callers may look, read and write, and in which the files must be that they give to runs. Links are followed
 * first: what they lead to must be inside. Safe from many threads.
 *
 * @since 0.1.0
 */
public final class HostFolders {

    private final List<Path> open;
    private final List<Path> saved;
    private final List<Path> read;

    /**
     * Opens folders, for reading and writing.
     *
     * @throws UncheckedIOException if one is not there
     */
    public HostFolders(List<Path> folders) {
        this(folders, List.of(), List.of());
    }

    private HostFolders(List<Path> folders, List<Path> saved, List<Path> read) {
        Set<Path> real = new LinkedHashSet<>();
        for (Path folder : folders) {
            try {
                real.add(folder.toRealPath());
            } catch (IOException e) {
                throw new UncheckedIOException("the folder \"" + folder + "\" cannot be opened to the page", e);
            }
        }
        open = List.copyOf(real);
        this.saved = List.copyOf(saved);
        this.read = List.copyOf(read);
    }

    /**
     * Opens folders for reading and writing, and those of a host by which it finds and saves files: its data directories for reading, and
     * its save directory for both. One of the host's that is not there counts from when it is.
     *
     * @throws UncheckedIOException if one of the folders is not there
     */
    public static HostFolders of(Mantle mantle, List<Path> folders) {
        return new HostFolders(folders, mantle.saveDirectory().stream().toList(), mantle.dataDirectories());
    }

    /** Returns the folders that may be read, with their links resolved; those that may be written, too, come first. */
    public List<Path> roots() {
        Set<Path> roots = new LinkedHashSet<>(writableRoots());
        roots.addAll(there(read));
        return List.copyOf(roots);
    }

    private List<Path> writableRoots() {
        Set<Path> roots = new LinkedHashSet<>(open);
        roots.addAll(there(saved));
        return List.copyOf(roots);
    }

    private static List<Path> there(List<Path> folders) {
        List<Path> real = new ArrayList<>();
        for (Path folder : folders) {
            try {
                real.add(folder.toRealPath());
            } catch (IOException e) {
                // perhaps later
            }
        }
        return real;
    }

    /** Returns whether a folder, with its links resolved, may be written. */
    public boolean isWritable(Path real) {
        return isIn(writableRoots(), real);
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
     * Returns the folder at a path into which files are to be written, with its links resolved.
     *
     * @throws WebProblem as {@link #existing}, 403 if it may only be read, and 400 if it is no folder
     */
    public Path writable(String text) {
        Path folder = existing(text);
        if (!Files.isDirectory(folder)) {
            throw WebProblem.of(400, "\"" + text + "\" is no folder; choose one");
        }
        requireWritable(folder, text);
        return folder;
    }

    /**
     * Returns where a new file goes, with the links of its folder resolved.
     *
     * @throws WebProblem as {@link #existing} for the folder, and 403 if it may only be read
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
        Path parent = existing(folder.toString());
        requireWritable(parent, text);
        Path file = parent.resolve(name);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            requireWritable(existing(file.toString()), text);
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
        if (!isIn(roots(), real)) {
            throw WebProblem.of(403, outside(text));
        }
    }

    private void requireWritable(Path real, String text) {
        if (!isWritable(real)) {
            throw WebProblem.of(403, onlyRead(text));
        }
    }

    private static boolean isIn(List<Path> folders, Path real) {
        return folders.stream().anyMatch(real::startsWith);
    }

    private static String onlyRead(String text) {
        return "\"" + text
                + "\" is in a folder of the host's data, which is open for reading alone; choose a place in another"
                + " folder";
    }

    private static String outside(String text) {
        return "\"" + text
                + "\" is outside the folders that are open to callers; start \"mantle explorer\" with --folder to"
                + " open another";
    }

    /**
     * Returns a problem for each input that names a file or folder outside, or one to be written where only reading is allowed: also in lists,
     * in maps of declared properties, and in texts that are presented as local paths. What is given alone is looked at: the defaults are
     * the author's.
     *
     * @param given the inputs by name, as for a run; a list where a run is looped
     */
    public List<Problem> problems(Mantle mantle, AlgorithmDescriptor algorithm, Map<String, ?> given) {
        List<Problem> problems = new ArrayList<>();
        given.forEach((name, value) -> {
            Property<?> property = algorithm.property(name).orElse(null);
            if (property == null || !property.direction().isInput()) {
                return;
            }
            entries(algorithm, property, value)
                    .flatMap(entry ->
                            mantle.inputs(algorithm, Map.of(property.name(), entry)).localPaths(property).stream())
                    .flatMap(path -> problem(path).stream())
                    .findFirst()
                    .ifPresent(words -> problems.add(Problem.of(property.name(), Problem.INVALID, words)));
        });
        return problems;
    }

    /** Returns what is wrong with where a path leads. */
    private Optional<String> problem(LocalPath path) {
        if (!leadsInto(roots(), path.path())) {
            return Optional.of(outside(path.path()));
        }
        return path.isOnlyRead() || leadsInto(writableRoots(), path.path())
                ? Optional.empty()
                : Optional.of(onlyRead(path.path()));
    }

    /** Returns the values of the runs of a loop, or the one of a run alone; none for those that are left to the default. */
    private static Stream<?> entries(AlgorithmDescriptor algorithm, Property<?> property, @Nullable Object value) {
        Object given = value instanceof JsonArray array ? array.asList() : value;
        Stream<?> entries = algorithm.isLoopedOver(property) && given instanceof Collection<?> several
                ? several.stream()
                : Stream.ofNullable(value);
        return entries.filter(entry -> entry != null && !(entry instanceof JsonNull));
    }

    private static boolean leadsInto(List<Path> folders, String text) {
        if (text.startsWith("~")) {
            // a home folder that the run refuses; what is there is nobody's business
            return false;
        }
        try {
            Path path = Path.of(text).toAbsolutePath();
            Path real = Files.exists(path) ? path.toRealPath() : inNearest(path);
            return isIn(folders, real);
        } catch (InvalidPathException e) {
            // the run tells what is wrong with it, and reaches nothing by it
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns where a path would lead to that leads nowhere yet; a link that leads nowhere leads outside. */
    private static Path inNearest(Path path) throws IOException {
        Path above = path;
        while (!Files.exists(above)) {
            Path parent = above.getParent();
            if (parent == null || Files.isSymbolicLink(above)) {
                throw new IOException("leads nowhere");
            }
            above = parent;
        }
        return above.toRealPath().resolve(above.relativize(path)).normalize();
    }
}
