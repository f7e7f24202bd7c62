package org.mantle.framework.internal.search;

import java.util.ArrayList;
import java.util.List;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.compiled.PropertyText;
import org.mantle.framework.internal.text.Names;

/** All that is said of one algorithm, in small letters and place after place, for a search to read through. Immutable. */
final class SearchedText {

    private static final List<Place> PLACES = List.of(Place.values());

    private final String text;

    /** Where each place ends in the text, in the order of their kinds. */
    private final int[] ends;

    /** What kind of text a word stands in. */
    enum Place {
        NAME,
        KEYWORD,
        CATEGORY,
        PROPERTY,
        DOCUMENTATION
    }

    /** Takes a word that contains what is looked for. */
    @FunctionalInterface
    interface Found {
        void word(String word, Place place);
    }

    SearchedText(CompiledAlgorithm algorithm) {
        StringBuilder all = new StringBuilder();
        this.ends = new int[PLACES.size()];
        for (int place = 0; place < ends.length; place++) {
            for (String said : said(algorithm, PLACES.get(place))) {
                all.append(Names.lower(said)).append(' ');
            }
            ends[place] = all.length();
        }
        this.text = all.toString();
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
        int place = 0;
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
            while (ends[place] <= at) {
                place++;
            }
            found.word(text.substring(from, end), PLACES.get(place));
            at = text.indexOf(part, end);
        }
    }
}
