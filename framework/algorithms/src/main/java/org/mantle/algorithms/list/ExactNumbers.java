package org.mantle.algorithms.list;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Numbers in texts, which keep all their digits. */
final class ExactNumbers {

    /** What the framework's numbers look like, but for those that are not finite. */
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]{1,9})?");

    /** Reading takes time with the square of the length. */
    private static final int LONGEST = 1000;

    private ExactNumbers() {}

    /** Returns whether a text is a finite number of no more than a thousand characters. */
    static boolean isNumber(String text) {
        return text.length() <= LONGEST && DECIMAL.matcher(text).matches();
    }

    /**
     * Returns the number for which a text stands, exactly.
     *
     * @throws NumberFormatException if it stands for none
     */
    static BigDecimal parse(String text) {
        return new BigDecimal(text);
    }
}
