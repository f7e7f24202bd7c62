package org.mantle.framework.internal.search;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.search.SearchedText.Place;

/**
 * Ranks algorithms by how well a text fits them, by reading through all that is said of them. A misspelt word is looked for only
 * when no algorithm has it as it is. Immutable once it is made.
 */
public final class RegistrySearch {

    /** How much a word that fits is worth, by where it fits. */
    private static final int WHOLE_NAME = 100;

    private static final int NAME_BEGINS = 60;
    private static final int NAME_CONTAINS = 40;
    private static final int KEYWORD = 30;
    private static final int CATEGORY = 20;
    private static final int PROPERTY = 10;
    private static final int DOCUMENTATION = 5;
    private static final int NAME_NEARLY = 4;

    /** Another form of a word is worth so many times less. */
    private static final int OTHER_FORM = 4;

    /** So many misspelt words are forgiven: each costs a comparison with every name. */
    private static final int MOST_MISSPELT = 10;

    private final CompiledAlgorithm[] algorithms;
    private final SearchedText searched;
    private final NearNames names = new NearNames();

    /** Takes algorithms in the order in which those are shown that fit equally well. */
    public RegistrySearch(List<CompiledAlgorithm> sorted) {
        this.algorithms = sorted.toArray(CompiledAlgorithm[]::new);
        this.searched = new SearchedText(algorithms);
        for (int number = 0; number < algorithms.length; number++) {
            CompiledAlgorithm algorithm = algorithms[number];
            names.add(algorithm.name(), number);
            for (String alias : algorithm.aliases()) {
                names.add(alias, number);
            }
            for (String keyword : algorithm.keywords()) {
                names.addWords(keyword, number);
            }
        }
    }

    /**
     * Returns the algorithms that most words of a text fit (all of them, where there is such an algorithm), the best first, in
     * time in proportion to the text.
     */
    public List<CompiledAlgorithm> rank(String text) {
        int[] sums = new int[algorithms.length];
        int[] fitting = new int[algorithms.length];
        int misspelt = 0;
        for (String word : new LinkedHashSet<>(SearchedText.split(text))) {
            Scores scores = scores(word);
            if (!scores.any && ++misspelt <= MOST_MISSPELT) {
                scores = nearly(word);
            }
            for (int algorithm = 0; scores.any && algorithm < sums.length; algorithm++) {
                int score = scores.ofAlgorithm[algorithm];
                sums[algorithm] += score;
                fitting[algorithm] += score > 0 ? 1 : 0;
            }
        }
        int most = Arrays.stream(fitting).max().orElse(0);
        return most == 0 ? List.of() : sorted(sums, fitting, most);
    }

    /** How well each algorithm fits a word: 0 if it does not. */
    private static final class Scores {

        private final int[] ofAlgorithm;
        private boolean any;

        Scores(int algorithms) {
            this.ofAlgorithm = new int[algorithms];
        }

        void raise(int algorithm, int score) {
            any |= score > 0;
            ofAlgorithm[algorithm] = Math.max(ofAlgorithm[algorithm], score);
        }
    }

    /** A plural fits where its singular does, a little less; another form of the word fits too, much less. */
    private Scores scores(String word) {
        Scores scores = new Scores(algorithms.length);
        String singular = WordForms.singular(word);
        String stem = WordForms.stem(singular);
        searched.containing(stem, (algorithm, place, whole) -> {
            boolean otherForm = !whole.contains(singular);
            int inName = whole.equals(word) || whole.equals(singular)
                    ? WHOLE_NAME
                    : whole.startsWith(otherForm ? stem : singular) ? NAME_BEGINS : NAME_CONTAINS;
            int less = whole.contains(word) ? 0 : 1;
            int divisor = otherForm ? OTHER_FORM : 1;
            scores.raise(algorithm, (worth(place, inName) - less) / divisor);
        });
        return scores;
    }

    private static int worth(Place place, int inName) {
        return switch (place) {
            case NAME -> inName;
            case KEYWORD -> KEYWORD;
            case CATEGORY -> CATEGORY;
            case PROPERTY -> PROPERTY;
            case DOCUMENTATION -> DOCUMENTATION;
        };
    }

    /** Orders those that so many words fit by score, and by number where scores are equal. */
    private List<CompiledAlgorithm> sorted(int[] sums, int[] fitting, int words) {
        long[] order = new long[sums.length];
        int count = 0;
        for (int number = 0; number < sums.length; number++) {
            if (fitting[number] == words) {
                order[count++] = ((long) -sums[number] << Integer.SIZE) + number;
            }
        }
        Arrays.sort(order, 0, count);
        CompiledAlgorithm[] sorted = new CompiledAlgorithm[count];
        for (int i = 0; i < count; i++) {
            sorted[i] = algorithms[(int) order[i]];
        }
        return List.of(sorted);
    }

    private Scores nearly(String word) {
        Scores scores = new Scores(algorithms.length);
        names.near(word, (algorithm, distance) -> scores.raise(algorithm, Math.max(1, NAME_NEARLY - distance)));
        return scores;
    }
}
