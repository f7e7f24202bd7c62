package org.mantle.python.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells which files in a folder of plugins are plugins in Python. */
public final class PluginFiles {

    private static final String SUFFIX = ".py";

    /** A class that has a base, with no underscore before its name. */
    private static final Pattern CLASS = Pattern.compile("(?m)^class\\s+([A-Za-z]\\w*)\\s*\\(");

    private PluginFiles() {}

    /**
     * Returns the files of the plugin at a path: a file that ends in {@code .py}, or those of a package, and the helpers beside it, whose
     * names begin with an underscore.
     *
     * @return empty where there is no such plugin
     */
    public static List<Path> of(Path path) throws IOException {
        if (isHelper(path)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        if (Files.isRegularFile(path) && isSource(path)) {
            files.add(path);
        } else if (Files.isRegularFile(path.resolve("__init__.py"))) {
            addSources(path, files);
        } else {
            return List.of();
        }
        try (Stream<Path> beside = Files.list(path.toAbsolutePath().getParent())) {
            beside.filter(each -> isHelper(each) && isSource(each)).sorted().forEach(files::add);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return files;
    }

    private static void addSources(Path folder, List<Path> files) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(PluginFiles::isSource)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .forEach(files::add);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean isHelper(Path path) {
        return path.getFileName().toString().startsWith("_");
    }

    private static boolean isSource(Path path) {
        return path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(SUFFIX);
    }

    /** Returns the names of classes that look like algorithms, in the files of a plugin that need not be sound. */
    public static List<String> likelyAlgorithms(Path path) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        for (Path file : of(path)) {
            if (!isHelper(file)) {
                // a letter that is none harms no other
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                CLASS.matcher(text).results().forEach(found -> names.add(found.group(1)));
            }
        }
        return List.copyOf(names);
    }
}
