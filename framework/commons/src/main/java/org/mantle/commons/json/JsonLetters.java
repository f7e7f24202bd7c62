package org.mantle.commons.json;

/**
 * Finds what RFC 8259 does not allow and the JSON library takes. The library has a mode that takes none of it, and refuses halves of
 * surrogate pairs too, which a text of Java may have and which are written as escapes.
 */
public final class JsonLetters {

    private static final String ESCAPED = "\"\\/bfnrtu";

    private JsonLetters() {}

    /**
     * Checks a text that is to be read as JSON; what else is wrong with it is for its reader to find.
     *
     * @throws IllegalArgumentException if it has such letters; the message is a sentence part, and quotes nothing
     */
    public static void check(String text) {
        boolean inString = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                inString = !inString;
            } else if (!inString) {
                if (c >= 'A' && c <= 'Z' && !isExponent(text, i)) {
                    throw wrong("what is no number, true, false or null must be in double quotes", text, i);
                }
            } else if (c < ' ') {
                throw wrong("a control character in a text must be an escape such as \\n", text, i);
            } else if (c == '\\') {
                i++;
                if (i < text.length() && ESCAPED.indexOf(text.charAt(i)) < 0) {
                    throw wrong("a backslash must stand before one of " + ESCAPED, text, i);
                }
            }
        }
    }

    /** Returns where a text is wrong, by the message of the library's reader: a sentence with the place, and then a link for programmers. */
    public static String place(String message) {
        String first = message.lines().findFirst().orElse("");
        // for most faults it only says which of its methods would overlook them
        int place = first.indexOf(" at line ");
        return first.startsWith("Use JsonReader.") && place >= 0 ? "look" + first.substring(place) : first;
    }

    private static boolean isExponent(String text, int at) {
        return text.charAt(at) == 'E' && at > 0 && Character.isDigit(text.charAt(at - 1));
    }

    private static IllegalArgumentException wrong(String what, String text, int at) {
        int line = 1;
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0 && end < at; end = text.indexOf('\n', start)) {
            line++;
            start = end + 1;
        }
        return new IllegalArgumentException(
                "is no valid JSON: " + what + "; look at line " + line + " column " + (at - start + 1));
    }
}
