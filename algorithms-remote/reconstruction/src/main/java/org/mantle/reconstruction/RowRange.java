package org.mantle.reconstruction;

/**
 * Detector rows from {@code first} to {@code last}, both included, counted from 0.
 *
 * @param first the first row, at least 0
 * @param last the last row, at least {@code first}
 */
record RowRange(int first, int last) {
    RowRange {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException("not a range of rows: " + first + "-" + last);
        }
    }

    int count() {
        return last - first + 1;
    }

    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
