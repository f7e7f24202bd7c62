package org.mantle.cli.command;

/** A shorter form of a word, such as {@code rm} of {@code remove}. */
final class Abbreviation {

    private Abbreviation() {}

    /** Returns whether a text has the same first letter as a word, and of the rest some in the same order. */
    static boolean isOf(String given, String word) {
        int found = 0;
        for (int i = 0; i < word.length() && found < given.length(); i++) {
            if (word.charAt(i) == given.charAt(found)) {
                found++;
            } else if (i == 0) {
                return false;
            }
        }
        return found > 1 && found == given.length();
    }
}
