package org.mantle.python.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Tells which files in a folder of plugins are plugins in Python. */
public final class PluginFiles {

    private static final String SUFFIX = ".py";

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

    /** Returns a text that is another one when a file has changed. */
    public static String stamp(List<Path> files) throws IOException {
        StringBuilder stamp = new StringBuilder();
        for (Path file : files) {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            stamp.append(file)
                    .append(' ')
                    .append(attributes.size())
                    .append(' ')
                    .append(attributes.lastModifiedTime())
                    .append(' ')
                    .append(attributes.fileKey())
                    .append('\n');
        }
        return stamp.toString();
    }
}
