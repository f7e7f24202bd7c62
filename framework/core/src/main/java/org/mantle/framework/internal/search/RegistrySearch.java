package org.mantle.framework.internal.search;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

    /** Returns the algorithms that every word of a text fits, the best first, in time in proportion to the text. */
    public List<CompiledAlgorithm> rank(String text) {
        @Nullable Scores sums = null;
        int misspelt = 0;
        for (String word : new LinkedHashSet<>(SearchedText.split(text))) {
            Scores scores = scores(word);
            if (scores.fitting == 0 && ++misspelt <= MOST_MISSPELT) {
                scores = nearly(word);
            }
            sums = sums == null ? scores : scores.plus(sums);
            if (sums.fitting == 0) {
                return List.of();
            }
        }
        return sums == null ? List.of() : sorted(sums);
    }

    /** How well each algorithm fits: 0 if it does not. */
    private static final class Scores {

        private final int[] ofAlgorithm;
        private int fitting;

        Scores(int algorithms) {
            this.ofAlgorithm = new int[algorithms];
        }

        void raise(int algorithm, int score) {
            if (score > ofAlgorithm[algorithm]) {
                fitting += ofAlgorithm[algorithm] == 0 ? 1 : 0;
                ofAlgorithm[algorithm] = score;
            }
        }

        /** Returns the sums of what fits both. */
        Scores plus(Scores other) {
            Scores sums = new Scores(ofAlgorithm.length);
            for (int algorithm = 0; algorithm < ofAlgorithm.length; algorithm++) {
                int score = ofAlgorithm[algorithm];
                int added = other.ofAlgorithm[algorithm];
                if (score > 0 && added > 0) {
                    sums.raise(algorithm, score + added);
                }
            }
            return sums;
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

    /** Orders by score, and by number where scores are equal. */
    private List<CompiledAlgorithm> sorted(Scores sums) {
        long[] order = new long[sums.fitting];
        int count = 0;
        for (int number = 0; number < algorithms.length; number++) {
            if (sums.ofAlgorithm[number] > 0) {
                order[count++] = ((long) -sums.ofAlgorithm[number] << Integer.SIZE) + number;
            }
        }
        Arrays.sort(order);
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
