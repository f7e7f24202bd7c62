package org.mantle.pac;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds {@code --boundary} in a window of bytes, by Horspool's algorithm: it looks at few bytes of the content only. */
final class Delimiter {

    private final byte[] pattern;
    private final int[] shift = new int[256];

    /** The answer to every search that starts at or before it, and not before {@link #searchedFrom}. */
    private int known = -1;

    private int searchedFrom = -1;

    Delimiter(String boundary) {
        pattern = ("--" + boundary).getBytes(StandardCharsets.UTF_8);
        Arrays.fill(shift, pattern.length);
        for (int i = 0; i < pattern.length - 1; i++) {
            shift[pattern[i] & 0xff] = pattern.length - 1 - i;
        }
    }

    int length() {
        return pattern.length;
    }

    /** Forgets earlier answers; to be called when the window's bytes move or grow. */
    void forget() {
        searchedFrom = -1;
    }

    /** Returns the first place at or after {@code from} where the pattern stands whole, or {@code limit}. */
    int find(byte[] window, int from, int limit) {
        if (searchedFrom >= 0 && from >= searchedFrom && from <= known) {
            return known;
        }
        searchedFrom = from;
        known = search(window, from, limit);
        return known;
    }

    private int search(byte[] window, int from, int limit) {
        int last = pattern.length - 1;
        byte lastByte = pattern[last];
        int at = from;
        while (at + last < limit) {
            byte end = window[at + last];
            if (end == lastByte && Arrays.equals(window, at, at + last, pattern, 0, last)) {
                return at;
            }
            at += shift[end & 0xff];
        }
        return limit;
    }
}
