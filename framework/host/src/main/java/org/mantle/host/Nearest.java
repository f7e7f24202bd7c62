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

    /**
     * Returns how many letters must be inserted, deleted, replaced or swapped with their neighbour (the restricted
     * Damerau-Levenshtein distance); an abbreviation, such as {@code rm} of {@code remove}, is only one step away.
     */
    private static int distance(String given, String candidate) {
        if (abbreviates(given, candidate)) {
            return 1;
        }
        int[][] steps = new int[given.length() + 1][candidate.length() + 1];
        for (int i = 0; i <= given.length(); i++) {
            for (int j = 0; j <= candidate.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : steps(steps, i, j, given, candidate);
            }
        }
        return steps[given.length()][candidate.length()];
    }

    private static int steps(int[][] steps, int i, int j, String given, String candidate) {
        int replaced = steps[i - 1][j - 1] + (given.charAt(i - 1) == candidate.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
        boolean swapped = i > 1
                && j > 1
                && given.charAt(i - 1) == candidate.charAt(j - 2)
                && given.charAt(i - 2) == candidate.charAt(j - 1);
        return swapped ? Math.min(best, steps[i - 2][j - 2] + 1) : best;
    }

    /** Returns whether a text has the same first letter as the other, and of the rest some in the same order. */
    private static boolean abbreviates(String given, String candidate) {
        int found = 0;
        for (int i = 0; i < candidate.length() && found < given.length(); i++) {
            if (candidate.charAt(i) == given.charAt(found)) {
                found++;
            } else if (i == 0) {
                return false;
            }
        }
        return found > 1 && found == given.length();
    }
}
