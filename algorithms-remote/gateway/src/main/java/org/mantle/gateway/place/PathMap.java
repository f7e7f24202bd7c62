package org.mantle.gateway.place;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which paths of clients stand for which folders of a user; immutable. */
public final class PathMap {

    /** The longest prefix first. */
    private final List<Entry> entries;

    /**
     * Creates a map.
     *
     * @param folders absolute path prefixes of clients, to folders relative to a user's; empty if clients use real paths
     */
    public PathMap(Map<String, String> folders) {
        entries = folders.entrySet().stream()
                .map(e -> new Entry(e.getKey(), Path.of(e.getValue())))
                .sorted(Comparator.comparing((Entry e) -> -e.prefix().length()).thenComparing(Entry::prefix))
                .toList();
    }

    /** One prefix and the folder that it stands for. */
    private record Entry(String prefix, Path folder) {}

    /** Returns the prefixes, for messages; empty if clients use real paths. */
    List<String> prefixes() {
        return entries.stream().map(Entry::prefix).sorted().toList();
    }

    /** Returns the folder of a user under which new things of the gateway's own go. */
    Path mainFolder(Path root) {
        return entries.isEmpty() ? root : root.resolve(mainEntry().folder());
    }

    private Entry mainEntry() {
        return entries.get(entries.size() - 1);
    }

    /** Returns the real path as text, for a text that is a prefix or begins with one as whole components. */
    Optional<String> toReal(Path root, String path) {
        for (Entry entry : entries) {
            if (path.equals(entry.prefix()) || path.startsWith(entry.prefix() + "/")) {
                return Optional.of(root.resolve(entry.folder())
                        + path.substring(entry.prefix().length()));
            }
        }
        return Optional.empty();
    }

    /** Returns the path that clients use; a real path that no prefix stands for is left as it is. */
    String toVirtual(Path root, Path real) {
        for (Entry entry : entries) {
            Path folder = root.resolve(entry.folder());
            if (real.startsWith(folder)) {
                String rest = folder.relativize(real).toString();
                return rest.isEmpty() ? entry.prefix() : entry.prefix() + "/" + rest;
            }
        }
        return real.toString();
    }
}
