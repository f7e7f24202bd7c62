package org.mantle.framework.type;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the name that somebody probably meant, by one rule for all faces: "did you mean Password?".
 *
 * <p>Letter case does not count, and neighbours in the wrong order are one mistake.
 *
 * @since 0.1.0
 */
public final class Nearest {

    /** Longer texts are no misspelt names, and comparing them costs the product of their lengths. */
    public static final int LONGEST = 100;

    private Nearest() {}

    /**
     * Returns the candidate that takes the fewest changes of a letter, if these are few for a text of this length (none for a
     * single letter); the first of several. Empty for a blank text, and for one of more than 100 characters.
     */
    public static Optional<String> to(String given, Collection<String> candidates) {
        if (given.isBlank() || given.length() > LONGEST) {
            return Optional.empty();
        }
        String wanted = given.toLowerCase(Locale.ROOT);
        String best = null;
        // one letter is the beginning of anything
        int bestDistance = given.length() == 1 ? 1 : 2 + given.length() / 3;
        for (String candidate : candidates) {
            if (candidate.length() > LONGEST) {
                continue;
            }
            String other = candidate.toLowerCase(Locale.ROOT);
            boolean mayBeNearer = Math.abs(other.length() - wanted.length()) < bestDistance || other.startsWith(wanted);
            int distance = mayBeNearer ? distance(wanted, other) : bestDistance;
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /**
     * Returns how many letters must be inserted, deleted, replaced or swapped with their neighbour (the restricted
     * Damerau-Levenshtein distance), where adding to the end of the first text is cheap: a beginning is often all that is typed.
     */
    public static int distance(String first, String second) {
        if (second.startsWith(first)) {
            return Math.min(1, second.length() - first.length());
        }
        int[] beforePrevious = new int[second.length() + 1];
        int[] previous = new int[second.length() + 1];
        int[] current = new int[second.length() + 1];
        for (int j = 0; j <= second.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= first.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= second.length(); j++) {
                int replaced = previous[j - 1] + (first.charAt(i - 1) == second.charAt(j - 1) ? 0 : 1);
                int best = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
                boolean swapped = i > 1
                        && j > 1
                        && first.charAt(i - 1) == second.charAt(j - 2)
                        && first.charAt(i - 2) == second.charAt(j - 1);
                current[j] = swapped ? Math.min(best, beforePrevious[j - 2] + 1) : best;
            }
            int[] spare = beforePrevious;
            beforePrevious = previous;
            previous = current;
            current = spare;
        }
        return previous[second.length()];
    }
}
