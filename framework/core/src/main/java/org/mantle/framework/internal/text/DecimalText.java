package org.mantle.framework.internal.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads decimal numbers as texts, in time linear in the text however large its exponent is. */
public final class DecimalText {

    /** Any number with more digits before its point is beyond 64 bits. */
    private static final int MOST_DIGITS = 20;

    private static final Pattern DECIMAL =
            Pattern.compile("([+-]?)([0-9]*+)(?:\\.([0-9]*+))?(?:[eE]([+-]?)(?=[0-9])0*+([0-9]*+))?");

    private DecimalText() {}

    /**
     * Returns the digits, with a minus before a negative number, of a number that is whole; of one beyond 64 bits only as many as
     * show that it is.
     *
     * @throws IllegalArgumentException if the text is none of a whole number
     */
    public static String wholeDigits(String text) {
        Matcher number = DECIMAL.matcher(text);
        if (!number.matches()) {
            throw new IllegalArgumentException("needs a whole number");
        }
        String fraction = number.group(3) == null ? "" : number.group(3);
        String digits = number.group(2) + fraction;
        if (digits.isEmpty()) {
            throw new IllegalArgumentException("needs a whole number");
        }
        int first = 0;
        while (first < digits.length() && digits.charAt(first) == '0') {
            first++;
        }
        int end = digits.length();
        while (end > first && digits.charAt(end - 1) == '0') {
            end--;
        }
        if (first == end) {
            return "0";
        }
        long point = number.group(2).length() + exponent(number);
        if (point < end) {
            throw new IllegalArgumentException("needs a whole number");
        }
        int zeros = (int) Math.min(point - end, MOST_DIGITS);
        int last = Math.min(end, first + MOST_DIGITS);
        return (number.group(1).equals("-") ? "-" : "") + digits.substring(first, last) + "0".repeat(zeros);
    }

    /** Returns the exponent, or one that is larger than any text is long. */
    private static long exponent(Matcher number) {
        String digits = number.group(5);
        if (digits == null || digits.isEmpty()) {
            return 0;
        }
        long exponent = digits.length() > MOST_DIGITS / 2 ? Integer.MAX_VALUE * 4L : Long.parseLong(digits);
        return number.group(4).equals("-") ? -exponent : exponent;
    }
}
