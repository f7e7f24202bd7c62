package org.mantle.framework.internal.search;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.compiled.PropertyText;

/**
 * Ranks algorithms by how well a text fits them, with an index of all that is said of them. A misspelt word is looked for only
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

    /** The kinds of places, in the lowest bits of a place; the others are the number of the algorithm. */
    private static final int IN_NAME = 0;

    private static final int IN_CATEGORY = 1;
    private static final int IN_PROPERTY = 2;
    private static final int IN_DOCUMENTATION = 3;
    private static final int IN_KEYWORD = 4;
    private static final int KIND_BITS = 3;

    private final CompiledAlgorithm[] algorithms;
    private final SearchWords words = new SearchWords();
    private final NearNames names = new NearNames();

    /** Takes algorithms in the order in which those are shown that fit equally well. */
    public RegistrySearch(List<CompiledAlgorithm> sorted) {
        this.algorithms = sorted.toArray(CompiledAlgorithm[]::new);
        for (int number = 0; number < algorithms.length; number++) {
            add(algorithms[number], number << KIND_BITS);
            names.add(algorithms[number].name(), number);
            for (String alias : algorithms[number].aliases()) {
                names.add(alias, number);
            }
            for (String keyword : algorithms[number].keywords()) {
                names.addWords(keyword, number);
            }
        }
        words.freeze();
    }

    private void add(CompiledAlgorithm algorithm, int place) {
        words.add(algorithm.name(), place | IN_NAME);
        for (String alias : algorithm.aliases()) {
            words.add(alias, place | IN_NAME);
        }
        for (String category : algorithm.categories()) {
            words.add(category, place | IN_CATEGORY);
        }
        for (String keyword : algorithm.keywords()) {
            words.add(keyword, place | IN_KEYWORD);
        }
        words.add(algorithm.summary(), place | IN_DOCUMENTATION);
        for (PropertyText property : algorithm.propertyTexts()) {
            words.add(property.name(), place | IN_PROPERTY);
            words.add(property.documentation(), place | IN_DOCUMENTATION);
        }
    }

    /** Returns the algorithms that every word of a text fits, the best first, in time in proportion to the text. */
    public List<CompiledAlgorithm> rank(String text) {
        @Nullable Scores sums = null;
        int misspelt = 0;
        for (String word : new LinkedHashSet<>(SearchWords.split(text))) {
            Scores scores = scores(word);
            if (scores.isEmpty() && ++misspelt <= MOST_MISSPELT) {
                scores = nearly(word);
            }
            sums = sums == null ? scores : scores.plus(sums);
            if (sums.isEmpty()) {
                return List.of();
            }
        }
        return sums == null ? List.of() : sorted(sums);
    }

    /** How well algorithms fit; of those that do not fit, most of them, nothing is kept. */
    private static final class Scores {

        private final Map<Integer, Integer> ofAlgorithm = new HashMap<>();

        void raise(int algorithm, int score) {
            ofAlgorithm.merge(algorithm, score, Math::max);
        }

        boolean isEmpty() {
            return ofAlgorithm.isEmpty();
        }

        /** Returns the sums of what fits both. */
        Scores plus(Scores other) {
            Scores sums = new Scores();
            ofAlgorithm.forEach((algorithm, score) -> {
                @Nullable Integer added = other.ofAlgorithm.get(algorithm);
                if (added != null) {
                    sums.raise(algorithm, score + added);
                }
            });
            return sums;
        }
    }

    /** A plural fits where its singular does, a little less; another form of the word fits too, much less. */
    private Scores scores(String word) {
        Scores scores = new Scores();
        String singular = WordForms.singular(word);
        String stem = WordForms.stem(singular);
        words.containing(stem, number -> {
            String whole = words.word(number);
            boolean otherForm = !whole.contains(singular);
            int inName = whole.equals(word) || whole.equals(singular)
                    ? WHOLE_NAME
                    : whole.startsWith(otherForm ? stem : singular) ? NAME_BEGINS : NAME_CONTAINS;
            int less = whole.contains(word) ? 0 : 1;
            int divisor = otherForm ? OTHER_FORM : 1;
            words.places(number, place -> {
                int worth = worth(place & (1 << KIND_BITS) - 1, inName) - less;
                scores.raise(place >>> KIND_BITS, worth / divisor);
            });
        });
        return scores;
    }

    private static int worth(int kind, int inName) {
        return switch (kind) {
            case IN_NAME -> inName;
            case IN_KEYWORD -> KEYWORD;
            case IN_CATEGORY -> CATEGORY;
            case IN_PROPERTY -> PROPERTY;
            default -> DOCUMENTATION;
        };
    }

    /** Orders by score, and by number where scores are equal. */
    private List<CompiledAlgorithm> sorted(Scores sums) {
        long[] order = new long[sums.ofAlgorithm.size()];
        int count = 0;
        for (Map.Entry<Integer, Integer> fitting : sums.ofAlgorithm.entrySet()) {
            order[count++] = ((long) -fitting.getValue() << Integer.SIZE) + fitting.getKey();
        }
        Arrays.sort(order);
        CompiledAlgorithm[] sorted = new CompiledAlgorithm[count];
        for (int i = 0; i < count; i++) {
            sorted[i] = algorithms[(int) order[i]];
        }
        return List.of(sorted);
    }

    private Scores nearly(String word) {
        Scores scores = new Scores();
        names.near(word, (algorithm, distance) -> scores.raise(algorithm, Math.max(1, NAME_NEARLY - distance)));
        return scores;
    }
}
