package org.mantle.framework;

import java.util.List;
import java.util.Locale;

/**
 * Ranks algorithms by how well a text fits them, with an index of all that is said of them. A misspelt word is looked for only
 * when no algorithm has it as it is. Immutable once it is made.
 */
final class RegistrySearch {

    /** How much a word that fits is worth, by where it fits. */
    private static final int WHOLE_NAME = 100;

    private static final int NAME_BEGINS = 60;
    private static final int NAME_CONTAINS = 40;
    private static final int CATEGORY = 20;
    private static final int PROPERTY = 10;
    private static final int DOCUMENTATION = 5;
    private static final int NAME_NEARLY = 4;

    /** The kinds of places, in the lowest bits of a place; the others are the number of the algorithm. */
    private static final int IN_NAME = 0;

    private static final int IN_CATEGORY = 1;
    private static final int IN_PROPERTY = 2;
    private static final int IN_DOCUMENTATION = 3;
    private static final int KIND_BITS = 2;

    private final AlgorithmDescriptor[] algorithms;
    private final SearchWords words = new SearchWords();

    /** Takes algorithms in the order in which those are shown that fit equally well. */
    RegistrySearch(List<AlgorithmDescriptor> sorted) {
        this.algorithms = sorted.toArray(AlgorithmDescriptor[]::new);
        for (int number = 0; number < algorithms.length; number++) {
            add(algorithms[number], number << KIND_BITS);
        }
        words.freeze();
    }

    private void add(AlgorithmDescriptor algorithm, int place) {
        words.add(algorithm.name(), place | IN_NAME);
        for (String alias : algorithm.aliases()) {
            words.add(alias, place | IN_NAME);
        }
        for (String category : algorithm.categories()) {
            words.add(category, place | IN_CATEGORY);
        }
        words.add(algorithm.summary(), place | IN_DOCUMENTATION);
        for (PropertyText property : algorithm.propertyTexts()) {
            words.add(property.name(), place | IN_PROPERTY);
            words.add(property.documentation(), place | IN_DOCUMENTATION);
        }
    }

    /** Returns the algorithms that every word of a text fits, the best first. */
    List<AlgorithmDescriptor> rank(String text) {
        List<String> wanted = SearchWords.split(text);
        if (wanted.isEmpty()) {
            return List.of();
        }
        int[] sums = scores(wanted.get(0));
        for (int i = 1; i < wanted.size(); i++) {
            int[] scores = scores(wanted.get(i));
            for (int number = 0; number < sums.length; number++) {
                sums[number] = sums[number] == 0 || scores[number] == 0 ? 0 : sums[number] + scores[number];
            }
        }
        return sorted(sums, WHOLE_NAME * wanted.size());
    }

    private int[] scores(String word) {
        int[] scores = new int[algorithms.length];
        boolean[] found = new boolean[1];
        words.containing(word, number -> {
            found[0] = true;
            String whole = words.word(number);
            int inName =
                    whole.length() == word.length() ? WHOLE_NAME : whole.startsWith(word) ? NAME_BEGINS : NAME_CONTAINS;
            words.places(number, place -> {
                int algorithm = place >>> KIND_BITS;
                scores[algorithm] = Math.max(scores[algorithm], worth(place & (1 << KIND_BITS) - 1, inName));
            });
        });
        return found[0] ? scores : nearly(word);
    }

    private static int worth(int kind, int inName) {
        return switch (kind) {
            case IN_NAME -> inName;
            case IN_CATEGORY -> CATEGORY;
            case IN_PROPERTY -> PROPERTY;
            default -> DOCUMENTATION;
        };
    }

    /** Orders by score, and by number where scores are equal, in time linear in the algorithms. */
    private List<AlgorithmDescriptor> sorted(int[] sums, int highest) {
        int[] next = new int[highest + 2];
        for (int sum : sums) {
            if (sum > 0) {
                next[highest - sum + 1]++;
            }
        }
        for (int i = 1; i < next.length; i++) {
            next[i] += next[i - 1];
        }
        AlgorithmDescriptor[] sorted = new AlgorithmDescriptor[next[highest + 1]];
        for (int number = 0; number < sums.length; number++) {
            if (sums[number] > 0) {
                sorted[next[highest - sums[number]]++] = algorithms[number];
            }
        }
        return List.of(sorted);
    }

    private int[] nearly(String word) {
        int[] scores = new int[algorithms.length];
        for (int number = 0; number < scores.length; number++) {
            int best = nearly(algorithms[number].name(), word);
            for (String alias : algorithms[number].aliases()) {
                best = Math.max(best, nearly(alias, word));
            }
            scores[number] = best;
        }
        return scores;
    }

    private static int nearly(String name, String word) {
        String lower = name.toLowerCase(Locale.ROOT);
        int distance = Nearest.to(word, List.of(name)).isPresent()
                ? Nearest.distance(word, lower)
                : distanceOfBeginning(lower, word);
        return distance < 0 ? 0 : Math.max(1, NAME_NEARLY - distance);
    }

    /** Returns how far a misspelt beginning of a long name, such as {@code scraf}, is from it; -1 when it is none. */
    private static int distanceOfBeginning(String name, String word) {
        if (word.length() < 4 || word.length() >= name.length()) {
            return -1;
        }
        int distance = Nearest.distance(word, name.substring(0, word.length()));
        return distance <= 1 + word.length() / 5 ? distance : -1;
    }
}
