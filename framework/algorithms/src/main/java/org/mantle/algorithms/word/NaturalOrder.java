package org.mantle.algorithms.word;

import java.util.Comparator;

/**
 * Compares texts letter by letter, but the digits in them as whole numbers of any length.
 *
 * <p>Only the digits 0 to 9 count as digits. Zeros in front make no difference to a number.
 */
public final class NaturalOrder implements Comparator<String> {

    private final boolean ignoreCase;

    /** Makes an order, for which upper and lower case letters may be the same. */
    public NaturalOrder(boolean ignoreCase) {
        this.ignoreCase = ignoreCase;
    }

    @Override
    public int compare(String left, String right) {
        int l = 0;
        int r = 0;
        while (l < left.length() && r < right.length()) {
            int order;
            if (isDigit(left.charAt(l)) && isDigit(right.charAt(r))) {
                int leftStart = afterZeros(left, l);
                int rightStart = afterZeros(right, r);
                l = afterDigits(left, leftStart);
                r = afterDigits(right, rightStart);
                order = compareNumbers(left, leftStart, l, right, rightStart, r);
            } else {
                order = Character.compare(folded(left.charAt(l++)), folded(right.charAt(r++)));
            }
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.length() - l, right.length() - r);
    }

    /** Of two numbers without zeros in front the one with more digits is larger. */
    private static int compareNumbers(String left, int l, int leftEnd, String right, int r, int rightEnd) {
        int order = Integer.compare(leftEnd - l, rightEnd - r);
        for (int i = 0; order == 0 && l + i < leftEnd; i++) {
            order = Character.compare(left.charAt(l + i), right.charAt(r + i));
        }
        return order;
    }

    private static int afterZeros(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) == '0') {
            end++;
        }
        return end;
    }

    private static int afterDigits(String text, int start) {
        int end = start;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** As {@link String#CASE_INSENSITIVE_ORDER} does. */
    private char folded(char c) {
        return ignoreCase ? Character.toLowerCase(Character.toUpperCase(c)) : c;
    }
}
