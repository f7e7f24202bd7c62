package org.mantle.framework.internal.text;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * Collects whole numbers in an array, which becomes an immutable list that makes an object of a number when it is read. Used by
 * one thread.
 */
public abstract class WholeNumbers<N extends Number> {

    private int size;

    public final int size() {
        return size;
    }

    /** Adds a number that is known to fit. */
    public final void add(long number) {
        addRange(number, 0, 1);
    }

    /** Adds the first so many numbers, which are known to fit. */
    public final void addAll(int[] numbers, int count) {
        int next = makeRoom(count);
        copy(numbers, count, size);
        size = next;
    }

    /** Adds so many numbers, which are all known to fit. */
    public final void addRange(long first, long step, int count) {
        int next = makeRoom(count);
        fill(size, next, first, step);
        size = next;
    }

    /** Returns the size with so many more numbers. */
    private int makeRoom(int count) {
        int next = size + count;
        if (next > room()) {
            setRoom(Math.max(next, 2 * size));
        }
        return next;
    }

    /** Returns what was added; nothing may be added after that. */
    public final List<N> toList() {
        if (size < room()) {
            setRoom(size);
        }
        return list();
    }

    abstract int room();

    abstract void setRoom(int count);

    abstract void copy(int[] from, int count, int to);

    abstract void fill(int from, int to, long first, long step);

    abstract List<N> list();

    /** Numbers of 32 bits. */
    public static final class Narrow extends WholeNumbers<Integer> {

        private int[] numbers = {};

        @Override
        int room() {
            return numbers.length;
        }

        @Override
        void setRoom(int count) {
            numbers = Arrays.copyOf(numbers, count);
        }

        @Override
        void copy(int[] from, int count, int to) {
            System.arraycopy(from, 0, numbers, to, count);
        }

        @Override
        void fill(int from, int to, long first, long step) {
            int[] into = numbers;
            int start = (int) first; // what overflows on the way comes out right
            int by = (int) step;
            if (by == 1) {
                for (int i = from; i < to; i++) {
                    into[i] = start + (i - from);
                }
            } else {
                for (int i = from; i < to; i++) {
                    into[i] = start + (i - from) * by;
                }
            }
        }

        @Override
        List<Integer> list() {
            return new NarrowList(numbers);
        }
    }

    /** Numbers of 64 bits. */
    public static final class Wide extends WholeNumbers<Long> {

        private long[] numbers = {};

        @Override
        int room() {
            return numbers.length;
        }

        @Override
        void setRoom(int count) {
            numbers = Arrays.copyOf(numbers, count);
        }

        @Override
        void copy(int[] from, int count, int to) {
            for (int i = 0; i < count; i++) {
                numbers[to + i] = from[i];
            }
        }

        @Override
        void fill(int from, int to, long first, long step) {
            long[] into = numbers;
            for (int i = from; i < to; i++) {
                into[i] = first + (i - from) * step;
            }
        }

        @Override
        List<Long> list() {
            return new WideList(numbers);
        }
    }

    private static final class NarrowList extends AbstractList<Integer> implements RandomAccess {

        private final int[] numbers;

        NarrowList(int[] numbers) {
            this.numbers = numbers;
        }

        @Override
        public Integer get(int index) {
            return numbers[index];
        }

        @Override
        public int size() {
            return numbers.length;
        }
    }

    private static final class WideList extends AbstractList<Long> implements RandomAccess {

        private final long[] numbers;

        WideList(long[] numbers) {
            this.numbers = numbers;
        }

        @Override
        public Long get(int index) {
            return numbers[index];
        }

        @Override
        public int size() {
            return numbers.length;
        }
    }
}
