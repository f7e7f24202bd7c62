package org.mantle.reconstruction.hdf;

import java.nio.ByteBuffer;
import java.util.BitSet;

/** The bytes of a dataset's elements, whatever way they are stored. */
interface Storage {

    /** Receives elements that stand side by side in the dataset, and the place of the first one among all that were asked for. */
    @FunctionalInterface
    interface Sink {
        void accept(ByteBuffer elements, int at);
    }

    /**
     * Reads a block of elements.
     *
     * @param start its first element, along each dimension
     * @param count how many there are along each dimension, at least 1
     */
    void read(int[] start, int[] count, Sink sink);

    /** Returns how many elements along the first dimension are best read together. */
    int together();

    /** Returns the places along the first dimension of which some or all elements were never written. */
    BitSet unwritten();
}
