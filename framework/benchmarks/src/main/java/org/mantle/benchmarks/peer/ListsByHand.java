package org.mantle.benchmarks.peer;

import java.util.Arrays;

/** The floor of reading lists of whole numbers: one pass over the characters into an array. */
public final class ListsByHand {

    private ListsByHand() {}

    /** Reads a range such as {@code 2-5}. */
    public static int[] range(String text) {
        int dash = text.indexOf('-', 1);
        int first = Integer.parseInt(text, 0, dash, 10);
        int last = Integer.parseInt(text, dash + 1, text.length(), 10);
        int[] numbers = new int[last - first + 1];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = first + i;
        }
        return numbers;
    }

    /** Reads numbers of digits alone with commas between them, which is quicker than to cut them out for the JDK's parser. */
    public static int[] list(String text) {
        int[] numbers = new int[16];
        int count = 0;
        int at = 0;
        while (at < text.length()) {
            int number = 0;
            char c = text.charAt(at++);
            do {
                if (c < '0' || c > '9') {
                    throw new NumberFormatException("a digit is needed in place of " + c);
                }
                number = 10 * number + (c - '0');
                c = at < text.length() ? text.charAt(at) : ',';
                at++;
            } while (c != ',');
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = number;
        }
        return Arrays.copyOf(numbers, count);
    }
}
