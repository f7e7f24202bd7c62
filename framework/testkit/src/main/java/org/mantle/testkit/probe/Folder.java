package org.mantle.testkit.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder of one check, which is removed after it. */
public final class Folder implements AutoCloseable {

    private final Path path;

    /** Makes a new folder, which is empty. */
    public Folder() throws IOException {
        path = Files.createTempDirectory("mantle-contract-").toRealPath();
    }

    /** Returns its real path. */
    public Path path() {
        return path;
    }

    /** Returns what is there, each with its size and when it was changed. */
    public Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (Path entry : entries()) {
            if (Files.exists(entry) && !entry.equals(path)) {
                boolean file = Files.isRegularFile(entry);
                contents.put(
                        path.relativize(entry).toString(),
                        file ? Files.size(entry) + " bytes of " + Files.getLastModifiedTime(entry) : "");
            }
        }
        return contents;
    }

    /** Returns the text of all files. */
    public String read() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path entry : entries()) {
            if (Files.isRegularFile(entry)) {
                text.append(new String(Files.readAllBytes(entry), StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> tree = Files.walk(path)) {
            return tree.sorted(Comparator.reverseOrder()).toList();
        }
    }

    @Override
    public void close() throws IOException {
        for (Path entry : entries()) {
            Files.deleteIfExists(entry);
        }
    }
}
