package org.mantle.framework.run;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Where in a run something arose: in its algorithm, or in a child of it, or in a child of that. Immutable.
 *
 * @param algorithm the name of the outermost algorithm
 * @param version its version
 * @param names name and version of each algorithm, the outermost first
 * @param entries which entry of a loop each was at, in words, or an empty text
 */
// every list in it can be serialised
@SuppressWarnings("serial")
record RunPath(String algorithm, int version, List<String> names, List<String> entries) implements Serializable {

    /** So many causes of a cause are looked at: they might go round in a circle. */
    static final int DEEPEST = 50;

    /** An algorithm that creates itself goes deeper than anybody reads. */
    private static final int MOST_SHOWN = 8;

    RunPath {
        names = List.copyOf(names);
        entries = List.copyOf(entries);
    }

    static RunPath of(AlgorithmDescriptor algorithm) {
        return new RunPath(
                algorithm.name(),
                algorithm.version(),
                List.of(algorithm.name() + " v" + algorithm.version()),
                List.of(""));
    }

    /** Returns the path that goes on in a child. */
    RunPath with(RunPath child) {
        return new RunPath(algorithm, version, joined(names, child.names), joined(entries, child.entries));
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** Returns the path of a loop, of which this is that of an entry. */
    RunPath atEntry(String which) {
        List<String> all = new ArrayList<>(entries);
        all.set(0, which);
        return new RunPath(algorithm, version, names, all);
    }

    /** Returns what became of the outermost algorithm, and where. */
    String says(String whatHappened) {
        String at = entries.get(0).isEmpty() ? "" : " for " + entries.get(0);
        List<String> children = new ArrayList<>();
        for (int level = 1; level < names.size(); level++) {
            if (level == MOST_SHOWN && names.size() > MOST_SHOWN + 1) {
                children.add("…");
                level = names.size() - 1;
            }
            String entry = entries.get(level);
            children.add(names.get(level) + (entry.isEmpty() ? "" : " (" + entry + ")"));
        }
        String where = children.isEmpty() ? "" : " in its child " + String.join(" > ", children);
        return names.get(0) + " " + whatHappened + at + where;
    }
}
