package org.mantle.framework.internal.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads what most elements of long lists are, whole numbers of up to eight digits with a comma behind, eight characters at a
 * time: twice as quick as digit by digit. Leaves everything else alone. Used by one thread.
 */
public final class ShortNumbers {

    private static final int MOST_AT_ONCE = 1024;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ZEROS = 0x3030303030303030L;

    /** What takes a byte above 9 to 0x80 or more, and leaves one of 0 to 9 below it. */
    private static final long TO_HIGH_BIT = 0x7676767676767676L;

    private static final long HIGH_BITS = 0x8080808080808080L;

    private final byte[] characters;
    private final int[] numbers;
    private int count;

    public ShortNumbers(String text) {
        // What is not in there becomes a question mark, and a pair of surrogates one only: no list is read beyond it.
        characters = text.getBytes(StandardCharsets.ISO_8859_1);
        numbers = new int[Math.min(MOST_AT_ONCE, text.length() / 2 + 1)];
    }

    /**
     * Reads elements from a place on, up to one that is something else or too near the end of the text, or until there are as
     * many as are read at once.
     *
     * @return the place behind the comma of the last one
     */
    public int read(int from) {
        int at = from;
        int read = 0;
        int last = characters.length - Long.BYTES;
        while (read < numbers.length) {
            int first = at;
            while (first < last && characters[first] == ' ') {
                first++;
            }
            if (first >= last) {
                break;
            }
            long digits = digits(first);
            int length = length(digits);
            if (length == 0 || characters[first + length] != ',') {
                break;
            }
            // Neighbours mostly are of one length, so that the processor need not know one to begin with the next.
            do {
                // With zeros in front there are eight digits.
                numbers[read++] = value(digits << ((Long.BYTES - length) * Byte.SIZE));
                first += length + 1;
                digits = first < last ? digits(first) : 0;
            } while (read < numbers.length
                    && first < last
                    && length(digits) == length
                    && characters[first + length] == ',');
            at = first;
        }
        count = read;
        return at;
    }

    /** Returns eight characters, of which each digit is its value. */
    private long digits(int from) {
        return (long) EIGHT.get(characters, from) ^ ZEROS;
    }

    /** Returns how many digits come before something else. */
    private static int length(long digits) {
        // Exact up to the first that is no digit.
        long others = ((digits + TO_HIGH_BIT) | digits) & HIGH_BITS;
        return Long.numberOfTrailingZeros(others) / Byte.SIZE;
    }

    private static int value(long eightDigits) {
        long pairs = (eightDigits * 10 + (eightDigits >>> 8)) & 0x00FF00FF00FF00FFL;
        long quadruples = (pairs * 100 + (pairs >>> 16)) & 0x0000FFFF0000FFFFL;
        return (int) (quadruples * 10_000 + (quadruples >>> 32));
    }

    /** Returns the numbers that were read last, {@link #count} of them. */
    public int[] numbers() {
        return numbers;
    }

    public int count() {
        return count;
    }
}
