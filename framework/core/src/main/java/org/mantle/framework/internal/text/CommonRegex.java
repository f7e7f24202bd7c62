package org.mantle.framework.internal.text;

import java.util.regex.Pattern;

/**
 * Knows regular expressions that Java and JSON Schema (ECMA-262, with and without its Unicode mode) read in the same way.
 *
 * <p>It knows the common ones only, and rather too few than one that another program refuses or reads more narrowly.
 */
public final class CommonRegex {

    /** A character that means itself in both, in and outside brackets. */
    private static final String ESCAPE = "\\\\[\\\\^$.*+?()\\[\\]{}|/nrtf]";

    private static final String DIGIT_OR_WORD = "\\\\[dw]";
    private static final String IN_BRACKETS = "(?:[^\\\\\\[\\]&^-]|" + ESCAPE + "|\\\\-)";

    /** No operators of sets, nor a dash where it could be read in two ways. */
    private static final String BRACKETS =
            "\\[\\^?+-?+(?:" + IN_BRACKETS + "-" + IN_BRACKETS + "|" + IN_BRACKETS + "|" + DIGIT_OR_WORD + ")++-?+\\]";

    private static final String ATOM =
            "[^\\\\^$.*+?()\\[\\]{}|]|\\.|" + ESCAPE + "|\\\\[dwDWs]|" + BRACKETS + "|\\(\\?:|\\((?!\\?)|\\)|\\|";

    /** Once or more often, as few times as possible or as many, but never possessive. */
    private static final String REPEATED = "(?:(?:[*+?]|\\{[0-9]++(?:,[0-9]*+)?+\\})\\??+(?![*+?{]))?+";

    private static final Pattern COMMON = Pattern.compile("\\^?+(?:(?:" + ATOM + ")" + REPEATED + ")*+\\$?+");

    /** The engine recurses over an expression, and one this long serves nobody. */
    private static final int LONGEST = 1000;

    private CommonRegex() {}

    public static boolean isCommon(String regex) {
        return regex.length() <= LONGEST && COMMON.matcher(regex).matches();
    }
}
