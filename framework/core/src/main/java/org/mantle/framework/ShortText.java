package org.mantle.framework;

/** Shortens texts for people. */
final class ShortText {

    private ShortText() {}

    /** Returns a text, or its beginning and an ellipsis, in as many characters as are allowed; 0 means no limit. */
    static String cut(String text, int longest) {
        if (longest < 0) {
            throw new IllegalArgumentException("a text cannot be at most " + longest + " characters long");
        }
        if (longest == 0 || text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(Math.max(0, longest - 2))) ? longest - 2 : longest - 1;
        return text.substring(0, Math.max(0, end)) + "…";
    }
}
