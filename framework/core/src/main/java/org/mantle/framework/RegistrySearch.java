package org.mantle.framework;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Ranks algorithms by how well a text fits them. */
final class RegistrySearch {

    /** How much a word that fits is worth, by where it fits. */
    private static final int WHOLE_NAME = 100;

    private static final int NAME_BEGINS = 60;
    private static final int NAME_CONTAINS = 40;
    private static final int CATEGORY = 20;
    private static final int PROPERTY = 10;
    private static final int DOCUMENTATION = 5;
    private static final int NAME_NEARLY = 4;

    private record Ranked(AlgorithmDescriptor descriptor, int score) {}

    private RegistrySearch() {}

    static List<AlgorithmDescriptor> rank(Stream<AlgorithmDescriptor> all, String text) {
        List<String> words = Stream.of(text.toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        return all.map(descriptor -> new Ranked(descriptor, score(descriptor, words)))
                .filter(ranked -> ranked.score() > 0)
                .sorted(Comparator.comparingInt((Ranked ranked) -> -ranked.score())
                        .thenComparing(Ranked::descriptor, AlgorithmDescriptor.byNameAndVersion()))
                .map(Ranked::descriptor)
                .toList();
    }

    /** Every word must fit somewhere; the sum counts. */
    private static int score(AlgorithmDescriptor descriptor, List<String> words) {
        int sum = 0;
        for (String word : words) {
            int score = score(descriptor, word);
            if (score == 0) {
                return 0;
            }
            sum += score;
        }
        return sum;
    }

    private static int score(AlgorithmDescriptor descriptor, String word) {
        int best = nameScore(descriptor.name(), word);
        for (String alias : descriptor.aliases()) {
            best = Math.max(best, nameScore(alias, word));
        }
        if (best > NAME_NEARLY) {
            return best;
        }
        if (anyContains(descriptor.categories(), word)) {
            return CATEGORY;
        }
        List<PropertyText> properties = descriptor.propertyTexts();
        if (anyContains(properties.stream().map(PropertyText::name).toList(), word)) {
            return PROPERTY;
        }
        boolean documented = contains(descriptor.summary(), word)
                || anyContains(
                        properties.stream().map(PropertyText::documentation).toList(), word);
        return documented ? DOCUMENTATION : best;
    }

    private static int nameScore(String name, String word) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals(word)) {
            return WHOLE_NAME;
        }
        if (lower.startsWith(word)) {
            return NAME_BEGINS;
        }
        if (lower.contains(word)) {
            return NAME_CONTAINS;
        }
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

    private static boolean anyContains(Collection<String> texts, String word) {
        return texts.stream().anyMatch(text -> contains(text, word));
    }

    private static boolean contains(String text, String word) {
        return text.toLowerCase(Locale.ROOT).contains(word);
    }
}
