package org.mantle.framework.internal.search;

import java.util.List;

/** What the forms of an English word have in common, by which a search for one finds the others. */
final class WordForms {

    /** The longest that fits counts. */
    private static final List<Ending> ENDINGS = List.of(
            new Ending("ation", 6),
            new Ending("ing", 4),
            new Ending("ion", 5),
            new Ending("ed", 4),
            new Ending("ly", 4),
            new Ending("er", 5),
            new Ending("or", 5),
            new Ending("al", 5),
            new Ending("ic", 5),
            new Ending("e", 4),
            new Ending("y", 4));

    private WordForms() {}

    /**
     * An ending that a word may lose.
     *
     * @param shortest how many letters must be left: what is left of a shorter word is in too many others
     */
    private record Ending(String letters, int shortest) {
        boolean isOf(String word) {
            return word.endsWith(letters) && word.length() - letters.length() >= shortest;
        }
    }

    /** Returns what an English plural and its singular both contain, of three letters at least; any other word as it is. */
    static String singular(String word) {
        int ending = plural(word);
        return word.length() - ending < 3 ? word : word.substring(0, word.length() - ending);
    }

    /** Returns how many letters at the end of a word make it a plural. */
    private static int plural(String word) {
        if (word.length() > 6 && word.endsWith("ies")) {
            // histories and history
            return 3;
        }
        if (word.endsWith("sses") || word.endsWith("xes") || word.endsWith("ches") || word.endsWith("shes")) {
            return 2;
        }
        boolean plural = word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("is") && !word.endsWith("us");
        return plural ? 1 : 0;
    }

    /** Returns the beginning that a singular shares with its other forms: that of sorting, sorter and sorted is sort. */
    static String stem(String singular) {
        for (Ending ending : ENDINGS) {
            if (ending.isOf(singular)) {
                return undoubled(singular.substring(
                        0, singular.length() - ending.letters().length()));
            }
        }
        return singular;
    }

    /** Takes the second of two equal letters at the end away, of which splitting has one more than split. */
    private static String undoubled(String stem) {
        int last = stem.length() - 1;
        return last > 3 && stem.charAt(last) == stem.charAt(last - 1) ? stem.substring(0, last) : stem;
    }
}
