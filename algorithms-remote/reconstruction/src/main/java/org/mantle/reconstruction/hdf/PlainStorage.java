package org.mantle.reconstruction.hdf;

import java.nio.ByteBuffer;
import java.util.BitSet;

/** The elements of a dataset that lie in one piece, one after the other. */
final class PlainStorage implements Storage {

    /** Reads bytes of the piece. */
    @FunctionalInterface
    interface Piece {
        ByteBuffer read(long offset, int count);
    }

    private static final int MOST_BYTES = 1 << 20;

    private final int[] shape;
    private final int elementBytes;
    private final Piece piece;

    PlainStorage(int[] shape, int elementBytes, Piece piece) {
        this.shape = shape;
        this.elementBytes = elementBytes;
        this.piece = piece;
    }

    @Override
    public void read(int[] start, int[] count, Sink sink) {
        // Dimensions that are read whole lie side by side with the next slower one.
        int last = shape.length - 1;
        long run = count[last];
        while (last > 0 && count[last] == shape[last]) {
            last--;
            run *= count[last];
        }
        int[] counter = count.clone();
        for (int i = last; i < counter.length; i++) {
            counter[i] = 1;
        }
        int most = Math.max(1, MOST_BYTES / elementBytes);
        int at = 0;
        int[] index = new int[shape.length];
        do {
            long offset = offset(start, index);
            for (long done = 0; done < run; done += most) {
                int elements = (int) Math.min(most, run - done);
                sink.accept(piece.read((offset + done) * elementBytes, elements * elementBytes), at);
                at += elements;
            }
        } while (Counter.next(index, counter));
    }

    private long offset(int[] start, int[] index) {
        long offset = 0;
        for (int i = 0; i < shape.length; i++) {
            offset = offset * shape[i] + start[i] + index[i];
        }
        return offset;
    }

    @Override
    public int together() {
        return 1;
    }

    @Override
    public BitSet unwritten() {
        return new BitSet();
    }
}
