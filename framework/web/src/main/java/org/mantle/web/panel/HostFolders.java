package org.mantle.web.panel;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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
import org.mantle.framework.property.PropertyMap;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.web.http.WebProblem;

/**
 * The folders of the host in which callers may look, read and write, and in which the files must be that they give to runs. Links are followed
 * first: what they lead to must be inside. Safe from many threads.
 *
 * @since 0.1.0
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
            throw WebProblem.of(403, outside(text));
        }
    }

    private static String outside(String text) {
        return "\"" + text
                + "\" is outside the folders that are open to callers; start \"mantle explorer\" with --folder to"
                + " open another";
    }

    /**
     * Returns a problem for each input that names a file or folder outside. What is given alone is looked at: the defaults are the author's.
     *
     * @param given the inputs by name, as for a run; a list where a run is looped
     */
    public List<Problem> problems(Mantle mantle, AlgorithmDescriptor algorithm, Map<String, ?> given) {
        List<Problem> problems = new ArrayList<>();
        given.forEach((name, value) -> {
            Property<?> property = algorithm.property(name).orElse(null);
            if (property == null || !property.direction().isInput() || !namesFiles(property)) {
                return;
            }
            entries(algorithm, property, value)
                    .flatMap(entry -> texts(mantle, algorithm, property, entry).stream())
                    .filter(text -> !isInside(text))
                    .findFirst()
                    .ifPresent(text -> problems.add(Problem.of(property.name(), Problem.INVALID, outside(text))));
        });
        return problems;
    }

    /** Returns the values of the runs of a loop, or the one of a run alone; none for those that are left to the default. */
    private static Stream<?> entries(AlgorithmDescriptor algorithm, Property<?> property, @Nullable Object value) {
        Object given = value instanceof JsonArray array ? array.asList() : value;
        Stream<?> entries = algorithm.isLoopedOver(property) && given instanceof Collection<?> several
                ? several.stream()
                : Stream.ofNullable(value);
        return entries.filter(entry -> entry != null && !(entry instanceof JsonNull));
    }

    private static boolean namesFiles(Property<?> property) {
        return switch (property.presentation()) {
            case LOCAL_FILE, LOCAL_FILES, LOCAL_DIRECTORY -> !property.type().isSecret();
            case PLAIN, REMOTE_PATH -> false;
        };
    }

    /** Returns the paths that a value comes to in a run; the value itself where it comes to none. */
    private static List<String> texts(
            Mantle mantle, AlgorithmDescriptor algorithm, Property<?> property, Object given) {
        PropertyMap inputs = mantle.inputs(algorithm, Map.of(property.name(), given));
        if (inputs.find(property).isPresent() && inputs.isDefault(property)) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        collect(
                inputs.find(property)
                        .map(Object.class::cast)
                        .orElse(given instanceof JsonPrimitive text ? text.getAsString() : given),
                texts);
        return texts;
    }

    private static void collect(Object value, List<String> texts) {
        if (value instanceof Collection<?> several) {
            several.forEach(each -> collect(each, texts));
        } else if (!value.toString().isEmpty()) {
            texts.add(value.toString());
        }
    }

    private boolean isInside(String text) {
        if (text.startsWith("~")) {
            // a home folder that the run refuses; what is there is nobody's business
            return false;
        }
        try {
            Path path = Path.of(text).toAbsolutePath();
            Path real = Files.exists(path) ? path.toRealPath() : inNearest(path);
            return roots.stream().anyMatch(real::startsWith);
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
