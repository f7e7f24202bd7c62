package org.mantle.gateway.file;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of names as shells have it (POSIX XCU 2.13): {@code *} stands for any text, {@code ?} for one character, {@code [a-z]} for one
 * of a set and {@code [!a-z]} for one of no set. It is matched in a time that grows with the lengths alone, whoever wrote it. Immutable.
 */
public final class NamePattern {

    private final List<Item> items;
    private final boolean takesHidden;

    private NamePattern(List<Item> items, boolean takesHidden) {
        this.items = items;
        this.takesHidden = takesHidden;
    }

    /** One character's worth of a pattern, or a star. */
    private sealed interface Item {
        boolean takes(int c);
    }

    private enum Any implements Item {
        STAR,
        ONE;

        @Override
        public boolean takes(int c) {
            return true;
        }
    }

    private record Letter(int letter) implements Item {
        @Override
        public boolean takes(int c) {
            return c == letter;
        }
    }

    /** Ranges, each a first and a last character. */
    private record OneOf(boolean isNegated, List<int[]> ranges) implements Item {
        @Override
        public boolean takes(int c) {
            return ranges.stream().anyMatch(range -> range[0] <= c && c <= range[1]) != isNegated;
        }
    }

    /** Tells whether a text has anything in it that is not meant as it stands. */
    public static boolean isPattern(String text) {
        return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
    }

    /** Returns the pattern that a text is; a bracket that is not closed stands for itself. */
    public static NamePattern of(String text) {
        int[] letters = text.codePoints().toArray();
        List<Item> items = new ArrayList<>();
        int at = 0;
        while (at < letters.length) {
            int close = letters[at] == '[' ? closing(letters, at) : -1;
            if (close > 0) {
                items.add(set(letters, at + 1, close));
                at = close;
            } else if (letters[at] == '*') {
                items.add(Any.STAR);
            } else {
                items.add(letters[at] == '?' ? Any.ONE : new Letter(letters[at]));
            }
            at++;
        }
        return new NamePattern(List.copyOf(items), text.startsWith("."));
    }

    /** Returns where the set ends that begins at a bracket, or -1; a bracket that comes first in it is one of the set. */
    private static int closing(int[] letters, int open) {
        int first = open + 1;
        if (first < letters.length && (letters[first] == '!' || letters[first] == '^')) {
            first++;
        }
        for (int at = first + 1; at < letters.length; at++) {
            if (letters[at] == ']') {
                return at;
            }
        }
        return -1;
    }

    private static OneOf set(int[] letters, int from, int to) {
        boolean isNegated = letters[from] == '!' || letters[from] == '^';
        List<int[]> ranges = new ArrayList<>();
        int at = isNegated ? from + 1 : from;
        while (at < to) {
            boolean isRange = at + 2 < to && letters[at + 1] == '-';
            int last = isRange ? at + 2 : at;
            ranges.add(new int[] {letters[at], letters[last]});
            at = last + 1;
        }
        return new OneOf(isNegated, List.copyOf(ranges));
    }

    /** Tells whether a file's name fits; a hidden one, which begins with a dot, fits only a pattern that does too. */
    public boolean fitsFile(String name) {
        return (takesHidden || !name.startsWith(".")) && fits(name);
    }

    /** Tells whether a text fits. */
    public boolean fits(String text) {
        int[] letters = text.codePoints().toArray();
        int at = 0;
        int item = 0;
        // where to go on when what follows the last star does not fit: that star takes one letter more
        int starItem = -1;
        int starAt = 0;
        while (at < letters.length) {
            if (item < items.size() && items.get(item) == Any.STAR) {
                starItem = item++;
                starAt = at;
            } else if (item < items.size() && items.get(item).takes(letters[at])) {
                item++;
                at++;
            } else if (starItem >= 0) {
                item = starItem + 1;
                at = ++starAt;
            } else {
                return false;
            }
        }
        while (item < items.size() && items.get(item) == Any.STAR) {
            item++;
        }
        return item == items.size();
    }
}
