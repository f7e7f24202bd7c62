package org.mantle.validators;

/**
 * Why a validator refused a value.
 *
 * @param code a stable word for programs, such as {@code outOfRange}; one of the constants here or an author's own
 * @param message a sentence part for people that says what is wrong and what is allowed and can follow "Name: "; it never
 *     quotes a secret
 */
public record Violation(String code, String message) {

    /** Nothing was given where something is needed. */
    public static final String MISSING = "missing";

    /** The value is not one of a closed list. */
    public static final String NOT_ALLOWED = "notAllowed";

    /** The value is below or above what is allowed. */
    public static final String OUT_OF_RANGE = "outOfRange";

    /** The list has too few or too many elements. */
    public static final String WRONG_LENGTH = "wrongLength";

    /** The value names a file or directory that does not exist. */
    public static final String NOT_FOUND = "notFound";

    /** The value names a file or directory that cannot be read or written, or is of the wrong kind. */
    public static final String NOT_USABLE = "notUsable";

    /** The value breaks a rule that has no code of its own. */
    public static final String INVALID = "invalid";

    private static final int LONGEST_QUOTE = 80;

    /** Returns a text in quotes, as messages show a refused value: on one line, and shortened when it is long. */
    public static String quoted(String text) {
        String line = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
        StringBuilder quoted = new StringBuilder(line.length() + 2).append('"');
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted.append(Character.isISOControl(c) ? ' ' : c);
        }
        return quoted.append('"').toString();
    }
}
