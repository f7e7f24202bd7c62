package org.mantle.validators.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Writes numbers as people do: {@code 12}, {@code 0.001}, {@code 1e+21}.
 *
 * <p>A floating-point number gets the fewest digits that read back to it, and of those the nearest, laid out by ECMAScript's rule
 * (ECMA-262, Number::toString), but that the sign of a negative zero stays: the text reads back to an equal value.
 */
public final class NumberText {

    /** Up to so many digits, different decimal numbers are different floating-point numbers. */
    private static final int ALWAYS_SHORTEST = 15;

    /** From this power of ten on, and below the other one, a number is written with an exponent. */
    private static final int LARGE = 21;

    private static final int SMALL = -6;

    private NumberText() {}

    /** Returns the text of a number; whole numbers and what is no number are as Java writes them. */
    public static String of(Number number) {
        if (number instanceof Double value && Double.isFinite(value)) {
            return of(value.doubleValue());
        }
        if (number instanceof Float value && Float.isFinite(value)) {
            return value == 0 ? of(value.doubleValue()) : laidOut(new BigDecimal(value.toString()));
        }
        return number.toString();
    }

    /** Returns a text for people: that of a number, without the sign of a zero, or the object's own. */
    public static String shown(Object value) {
        String text = value instanceof Number number ? of(number) : value.toString();
        return text.equals("-0") ? "0" : text;
    }

    private static String of(double value) {
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        if (value == (int) value) {
            return Integer.toString((int) value);
        }
        return laidOut(shortest(value));
    }

    /**
     * Java 17 now and then writes a digit too many, or a last one that is not the nearest (JDK-4511638, mended in 19), and any
     * Java two digits for the smallest numbers.
     */
    private static BigDecimal shortest(double value) {
        BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (digits.precision() <= ALWAYS_SHORTEST && Math.abs(value) >= Double.MIN_NORMAL) {
            return digits;
        }
        for (int fewer = digits.precision() - 1; fewer > 0; fewer--) {
            BigDecimal shorter = rounded(digits, fewer, value);
            if (shorter == null) {
                break;
            }
            digits = shorter;
        }
        BigDecimal nearest = nearest(value, digits.precision());
        return nearest.doubleValue() == value ? nearest : digits;
    }

    /** Returns a number of so many digits that reads back to the value, if there is one beside the given one. */
    private static @Nullable BigDecimal rounded(BigDecimal digits, int precision, double value) {
        BigDecimal below = digits.round(new MathContext(precision, RoundingMode.FLOOR));
        if (below.doubleValue() == value) {
            return below;
        }
        BigDecimal above = digits.round(new MathContext(precision, RoundingMode.CEILING));
        return above.doubleValue() == value ? above : null;
    }

    /** Returns the nearest number of so many digits, which need not read back: below a power of two there is less room than above. */
    private static BigDecimal nearest(double value, int precision) {
        return new BigDecimal(value).round(new MathContext(precision, RoundingMode.HALF_EVEN));
    }

    private static String laidOut(BigDecimal number) {
        String digits = number.unscaledValue().abs().toString();
        int last = digits.length();
        while (last > 1 && digits.charAt(last - 1) == '0') {
            last--;
        }
        // the number is 0.digits times ten to this power
        int point = digits.length() - number.scale();
        String sign = number.signum() < 0 ? "-" : "";
        return sign + laidOut(digits.substring(0, last), point);
    }

    private static String laidOut(String digits, int point) {
        if (point > LARGE || point <= SMALL) {
            int exponent = point - 1;
            String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
            return digits.charAt(0) + fraction + (exponent < 0 ? "e" : "e+") + exponent;
        }
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        return digits.length() <= point
                ? digits + "0".repeat(point - digits.length())
                : digits.substring(0, point) + "." + digits.substring(point);
    }
}
