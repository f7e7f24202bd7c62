package org.mantle.framework.describe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.mantle.framework.run.AlgorithmDescriptor;

/** Gives each of several algorithms a name of its own that is legal somewhere else: as a tool, as a file. */
final class UniqueNames {

    private static final int LONGEST = 64;

    private UniqueNames() {}

    /**
     * Gives the names. They depend on which algorithms there are, and not on the order in which they come.
     *
     * @param wish gives the name that an algorithm should have; characters other than ASCII letters, digits, dash and underscore
     *     become underscores, and what is longer than 64 is cut
     * @return the names, sorted by those of the algorithms; no two are equal, in any letter case
     */
    static Map<AlgorithmDescriptor, String> of(
            Collection<AlgorithmDescriptor> algorithms, Function<AlgorithmDescriptor, String> wish) {
        List<AlgorithmDescriptor> sorted = new ArrayList<>(algorithms);
        sorted.sort(Comparator.comparing(AlgorithmDescriptor::name, String.CASE_INSENSITIVE_ORDER)
                .thenComparing(AlgorithmDescriptor::name)
                .thenComparing(AlgorithmDescriptor::version));
        Map<AlgorithmDescriptor, String> names = new LinkedHashMap<>();
        sorted.forEach(algorithm -> names.put(algorithm, ""));
        Set<String> taken = new HashSet<>();
        // a wish that is legal comes before one that has to be changed
        for (AlgorithmDescriptor algorithm : sorted) {
            String wished = wish.apply(algorithm);
            if (legal(wished).equals(wished) && taken.add(key(wished))) {
                names.put(algorithm, wished);
            }
        }
        names.replaceAll((algorithm, name) -> name.isEmpty() ? free(legal(wish.apply(algorithm)), taken) : name);
        return names;
    }

    private static String free(String name, Set<String> taken) {
        String free = name;
        for (int number = 2; !taken.add(key(free)); number++) {
            String suffix = "_" + number;
            free = name.substring(0, Math.min(name.length(), LONGEST - suffix.length())) + suffix;
        }
        return free;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String legal(String name) {
        StringBuilder legal = new StringBuilder();
        for (int i = 0; i < name.length() && i < LONGEST; i++) {
            char c = name.charAt(i);
            boolean fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
            legal.append(fine ? c : '_');
        }
        return legal.isEmpty() ? "_" : legal.toString();
    }
}
