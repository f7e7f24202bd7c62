package org.mantle.framework.internal.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mantle.framework.type.Nearest;

/** The names of algorithms and the words that these are made of, among which a misspelt word is looked for. */
final class NearNames {

    /** In a shorter word, one letter more or less makes another word. */
    private static final int SHORTEST_PART = 4;

    private final Map<String, List<Integer>> names = new HashMap<>();
    private final Map<String, List<Integer>> parts = new HashMap<>();

    /** Takes what is said of an algorithm that is near a word. */
    @FunctionalInterface
    interface Found {
        void near(int algorithm, int distance);
    }

    void add(String name, int algorithm) {
        names.computeIfAbsent(name.toLowerCase(Locale.ROOT), none -> new ArrayList<>(1))
                .add(algorithm);
        for (String part : partsOf(name)) {
            parts.computeIfAbsent(part.toLowerCase(Locale.ROOT), none -> new ArrayList<>(1))
                    .add(algorithm);
        }
    }

    /** Adds the words of a text, each of which may be misspelt like a part of a name. */
    void addWords(String text, int algorithm) {
        for (String word : SearchedText.split(text)) {
            if (word.length() >= SHORTEST_PART) {
                parts.computeIfAbsent(word, none -> new ArrayList<>(1)).add(algorithm);
            }
        }
    }

    /** Splits {@code SCARFTomoReconstruction2} into its words, which begin with a capital letter that a small one is beside. */
    private static List<String> partsOf(String name) {
        List<String> parts = new ArrayList<>(3);
        int from = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i == name.length() || !Character.isLetter(name.charAt(i)) || isBeginning(name, i)) {
                if (i - from >= SHORTEST_PART) {
                    parts.add(name.substring(from, i));
                }
                from = i < name.length() && Character.isLetter(name.charAt(i)) ? i : i + 1;
            }
        }
        return parts;
    }

    private static boolean isBeginning(String name, int at) {
        return at > 0
                && Character.isUpperCase(name.charAt(at))
                && (Character.isLowerCase(name.charAt(at - 1))
                        || (at + 1 < name.length() && Character.isLowerCase(name.charAt(at + 1))));
    }

    /** Gives each algorithm that has a name, a part of one, or the beginning of either near a word in small letters. */
    void near(String word, Found found) {
        if (word.length() > Nearest.LONGEST) {
            return;
        }
        collect(word, names, 1 + word.length() / 3, found);
        if (word.length() >= SHORTEST_PART) {
            collect(word, parts, 1 + word.length() / 5, found);
        }
    }

    private static void collect(String word, Map<String, List<Integer>> named, int most, Found found) {
        named.forEach((name, algorithms) -> {
            int distance = Math.min(distance(word, name, most), distanceOfBeginning(word, name));
            if (distance < Integer.MAX_VALUE) {
                algorithms.forEach(algorithm -> found.near(algorithm, distance));
            }
        });
    }

    private static int distance(String word, String name, int most) {
        if (Math.abs(word.length() - name.length()) > most) {
            return Integer.MAX_VALUE;
        }
        int distance = Nearest.distance(word, name);
        return distance <= most ? distance : Integer.MAX_VALUE;
    }

    private static int distanceOfBeginning(String word, String name) {
        return word.length() < SHORTEST_PART || word.length() >= name.length()
                ? Integer.MAX_VALUE
                : distance(word, name.substring(0, word.length()), 1 + word.length() / 5);
    }
}
