package org.mantle.framework.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A category in the tree of all. Immutable.
 *
 * @param name its last level; empty at the root of the tree
 * @param path all its levels, separated by backslashes
 * @param children the categories below it, sorted by name
 * @param algorithms the algorithms of this very category, sorted by name, those of one name by version
 * @since 0.1.0
 */
public record CategoryNode(
        String name, String path, List<CategoryNode> children, List<AlgorithmDescriptor> algorithms) {

    public CategoryNode {
        children = List.copyOf(children);
        algorithms = List.copyOf(algorithms);
    }

    /** Makes the tree of entries that are sorted by name and version. */
    public static CategoryNode root(List<CategoryEntry> entries) {
        Growing root = new Growing("", "");
        for (CategoryEntry entry : entries) {
            Growing node = root;
            int from = 0;
            while (from <= entry.category().length()) {
                int end = entry.category().indexOf('\\', from);
                int to = end < 0 ? entry.category().length() : end;
                node = node.child(entry.category().substring(from, to));
                from = to + 1;
            }
            node.algorithms.add(entry.algorithm());
        }
        return root.grown();
    }

    /** A node that is being made. */
    private static final class Growing {

        private final String name;
        private final String path;
        private final Map<String, Growing> children = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private final List<AlgorithmDescriptor> algorithms = new ArrayList<>();

        Growing(String name, String path) {
            this.name = name;
            this.path = path;
        }

        Growing child(String childName) {
            return children.computeIfAbsent(
                    childName, key -> new Growing(key, path.isEmpty() ? key : path + "\\" + key));
        }

        CategoryNode grown() {
            return new CategoryNode(
                    name, path, children.values().stream().map(Growing::grown).toList(), algorithms);
        }
    }
}
