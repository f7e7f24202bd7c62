package org.mantle.host;

import java.util.Collection;
import java.util.List;

/** Finds the command or option that somebody probably meant. */
final class Nearest {

    private Nearest() {}

    /** Returns the candidates with the smallest edit distance, if that is small for a text of this length. */
    static List<String> to(String given, Collection<String> candidates) {
        int limit = 1 + given.length() / 4;
        int best = candidates.stream()
                .mapToInt(candidate -> distance(given, candidate))
                .min()
                .orElse(limit + 1);
        return best > limit
                ? List.of()
                : candidates.stream()
                        .filter(candidate -> distance(given, candidate) == best)
                        .toList();
    }

    /** Returns the Levenshtein distance; a text that begins the other is only one step away from it. */
    private static int distance(String given, String candidate) {
        if (given.length() > 2 && candidate.startsWith(given)) {
            return 1;
        }
        int[] previous = new int[candidate.length() + 1];
        for (int j = 0; j < previous.length; j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= given.length(); i++) {
            int[] current = new int[previous.length];
            current[0] = i;
            for (int j = 1; j < current.length; j++) {
                int replaced = previous[j - 1] + (given.charAt(i - 1) == candidate.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[candidate.length()];
    }
}
