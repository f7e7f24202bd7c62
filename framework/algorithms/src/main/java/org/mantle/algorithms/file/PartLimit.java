package org.mantle.algorithms.file;

import java.util.function.IntToLongFunction;

/** Says where the parts of a file end. */
abstract class PartLimit {

    private final IntToLongFunction amount;
    private int part;
    private long left;

    /** Ends each part after an amount, which may depend on the number of the part, from 0. */
    private PartLimit(IntToLongFunction amount) {
        this.amount = amount;
        this.left = amount.applyAsLong(0);
    }

    /** Counts bytes. */
    static PartLimit bytes(IntToLongFunction amount) {
        return new PartLimit(amount) {
            @Override
            long amount(byte[] block, int from, int to) {
                return (long) to - from;
            }

            @Override
            int end(byte[] block, int from, int to, long amount) {
                return (int) Math.min(to, from + amount);
            }
        };
    }

    /** Counts lines. */
    static PartLimit lines(long amount) {
        return new PartLimit(part -> amount) {
            @Override
            long amount(byte[] block, int from, int to) {
                long lines = 0;
                for (int i = from; i < to; i++) {
                    lines += block[i] == '\n' ? 1 : 0;
                }
                return lines;
            }

            @Override
            int end(byte[] block, int from, int to, long amount) {
                long lines = 0;
                for (int i = from; i < to; i++) {
                    lines += block[i] == '\n' ? 1 : 0;
                    if (lines == amount) {
                        return i + 1;
                    }
                }
                return to;
            }
        };
    }

    /** Returns whether the part is full, and what comes belongs to the next. */
    boolean isFull() {
        return left == 0;
    }

    /** Goes on to the next part. */
    void nextPart() {
        part++;
        left = amount.applyAsLong(part);
    }

    /** Returns where in a block the part ends, or else the end of the block, and counts what goes into the part. */
    int advance(byte[] block, int from, int to) {
        int end = end(block, from, to, left);
        left -= amount(block, from, end);
        return end;
    }

    abstract long amount(byte[] block, int from, int to);

    abstract int end(byte[] block, int from, int to, long amount);
}
