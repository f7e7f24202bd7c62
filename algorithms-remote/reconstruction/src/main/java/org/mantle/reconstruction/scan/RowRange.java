package org.mantle.reconstruction.scan;

/**
 * Detector rows from {@code first} to {@code last}, both included, counted from 0.
 *
 * @param first the first row, at least 0
 * @param last the last row, at least {@code first}
 */
public record RowRange(int first, int last) {

    public RowRange {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException("rows from " + first + " to " + last + " are no range");
        }
    }

    /** Returns the number of rows. */
    public int count() {
        return last - first + 1;
    }

    /** Returns the row in the middle, the later of two. */
    public int middle() {
        return first + count() / 2;
    }

    /** Returns the range as a user writes it, {@code 96-103} or one number alone. */
    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
