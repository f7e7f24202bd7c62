package org.mantle.framework.internal.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.compiled.PropertyText;
import org.mantle.framework.internal.text.Names;

/**
 * All that is said of algorithms, in small letters: one text, which the machine reads through much faster than as many short
 * ones, and in which what is said of many stands once. Immutable.
 */
final class SearchedText {

    private final String text;
    private final Saying[] sayings;

    /** Where each saying ends in the text. */
    private final int[] ends;

    /** Something that is said in one kind of place, and the numbers of the algorithms of which it is said. */
    private record Saying(Place place, List<Integer> algorithms) {}

    /** What kind of text a word stands in. */
    enum Place {
        NAME,
        KEYWORD,
        CATEGORY,
        PROPERTY,
        DOCUMENTATION
    }

    /** Takes a word that contains what is looked for, and the number of an algorithm of which it is said. */
    @FunctionalInterface
    interface Found {
        void word(int algorithm, Place place, String word);
    }

    SearchedText(CompiledAlgorithm[] algorithms) {
        StringBuilder all = new StringBuilder();
        List<Saying> found = new ArrayList<>();
        List<Integer> foundEnds = new ArrayList<>();
        for (Place place : Place.values()) {
            Map<String, List<Integer>> saidOf = new LinkedHashMap<>();
            for (int number = 0; number < algorithms.length; number++) {
                for (String said : said(algorithms[number], place)) {
                    saidOf.computeIfAbsent(Names.lower(said), none -> new ArrayList<>(1))
                            .add(number);
                }
            }
            saidOf.forEach((said, numbers) -> {
                all.append(said).append(' ');
                found.add(new Saying(place, numbers));
                foundEnds.add(all.length());
            });
        }
        this.text = all.toString();
        this.sayings = found.toArray(Saying[]::new);
        this.ends = foundEnds.stream().mapToInt(Integer::intValue).toArray();
    }

    private static List<String> said(CompiledAlgorithm algorithm, Place place) {
        List<String> said = new ArrayList<>();
        switch (place) {
            case NAME -> {
                said.add(algorithm.name());
                said.addAll(algorithm.aliases());
            }
            case KEYWORD -> said.addAll(algorithm.keywords());
            case CATEGORY -> said.addAll(algorithm.categories());
            case PROPERTY -> {
                for (PropertyText property : algorithm.propertyTexts()) {
                    said.add(property.name());
                }
            }
            case DOCUMENTATION -> {
                said.add(algorithm.summary());
                for (PropertyText property : algorithm.propertyTexts()) {
                    said.add(property.documentation());
                }
            }
        }
        return said;
    }

    /** Returns the words of a text in small letters. */
    static List<String> split(String text) {
        String lower = Names.lower(text);
        List<String> found = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= lower.length(); i++) {
            if (i == lower.length() || Character.isWhitespace(lower.charAt(i))) {
                if (i > from) {
                    found.add(lower.substring(from, i));
                }
                from = i + 1;
            }
        }
        return found;
    }

    /** Gives each word that contains a part of one. */
    void containing(String part, Found found) {
        int at = text.indexOf(part);
        while (at >= 0) {
            int from = at;
            while (from > 0 && !Character.isWhitespace(text.charAt(from - 1))) {
                from--;
            }
            // a blank follows the last word
            int end = at + part.length();
            while (!Character.isWhitespace(text.charAt(end))) {
                end++;
            }
            String word = text.substring(from, end);
            Saying saying = sayingAt(at);
            saying.algorithms().forEach(algorithm -> found.word(algorithm, saying.place(), word));
            at = text.indexOf(part, end);
        }
    }

    /** Returns the one that is the first to end after a position; none is empty, since a blank follows each. */
    private Saying sayingAt(int at) {
        int found = Arrays.binarySearch(ends, at + 1);
        return sayings[found < 0 ? -found - 1 : found];
    }
}
