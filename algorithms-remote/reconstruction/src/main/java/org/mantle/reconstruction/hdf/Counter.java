package org.mantle.reconstruction.hdf;

/** Counts through the places of a block, the last dimension fastest. */
final class Counter {

    private Counter() {}

    /** Goes on to the next place; returns false after the last one. */
    static boolean next(int[] index, int[] count) {
        for (int i = index.length - 1; i >= 0; i--) {
            if (++index[i] < count[i]) {
                return true;
            }
            index[i] = 0;
        }
        return false;
    }
}
