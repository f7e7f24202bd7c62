package org.mantle.benchmarks.peer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mantle.benchmarks.workload.Numbered;

/** The floor of a registry: maps for the look-ups, and for the search one text in lower case with one line per algorithm. */
public final class RegistryByHand {

    private final Map<String, TreeMap<Integer, Numbered.Facts>> versions = new HashMap<>();
    private final Map<String, Numbered.Facts> latest = new HashMap<>();
    private final List<Numbered.Facts> all = new ArrayList<>();
    private final String text;
    private final int[] lineEnds;

    /** Makes a registry of so many algorithms. */
    public RegistryByHand(int count) {
        StringBuilder lines = new StringBuilder();
        lineEnds = new int[count];
        for (int i = 0; i < count; i++) {
            Numbered.Facts facts = Numbered.facts(i);
            versions.computeIfAbsent(facts.name(), unused -> new TreeMap<>()).put(1, facts);
            latest.put(facts.name(), facts);
            all.add(facts);
            lines.append(facts.name() + "\t" + facts.summary() + "\t" + facts.category() + "\n");
            lineEnds[i] = lines.length();
        }
        text = lines.toString().toLowerCase(Locale.ROOT);
    }

    /** Returns the algorithm of a name and version. */
    public Numbered.@Nullable Facts get(String name, int version) {
        TreeMap<Integer, Numbered.Facts> ofName = versions.get(name);
        return ofName == null ? null : ofName.get(version);
    }

    /** Returns the latest version of an algorithm. */
    public Numbered.@Nullable Facts latest(String name) {
        return latest.get(name);
    }

    /** Returns the algorithms in which the words occur. */
    public List<Numbered.Facts> search(String words) {
        String wanted = words.toLowerCase(Locale.ROOT);
        List<Numbered.Facts> found = new ArrayList<>();
        int at = text.indexOf(wanted);
        while (at >= 0) {
            int place = Arrays.binarySearch(lineEnds, at);
            int line = place < 0 ? -place - 1 : place + 1;
            found.add(all.get(line));
            at = text.indexOf(wanted, lineEnds[line]);
        }
        return found;
    }
}
