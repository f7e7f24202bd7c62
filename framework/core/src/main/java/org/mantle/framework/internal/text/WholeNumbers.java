package org.mantle.framework.internal.text;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Collects whole numbers in an array, which becomes an immutable list that makes an object of a number when it is read; one range
 * alone becomes a list that has its ends. Used by one thread.
 */
public abstract class WholeNumbers<N extends Number> {

    private int size;

    /** Whether one range was added and nothing else: its numbers are not in the array. */
    private boolean isRange;

    private long rangeFirst;
    private long rangeStep;

    /** Returns the numbers of a list in an array of the caller's own. */
    public static int[] toArray(List<Integer> list) {
        if (list instanceof NarrowList narrow) {
            return narrow.numbers.clone();
        }
        int[] numbers = new int[list.size()];
        if (list instanceof NarrowRange range) {
            Narrow.fill(numbers, 0, numbers.length, range.first, range.step);
        } else {
            int count = 0;
            for (Integer number : list) {
                numbers[count++] = number;
            }
        }
        return numbers;
    }

    /** Returns the numbers of a list that nobody else has, in its own array if it has one. */
    public static int[] taken(List<Integer> list) {
        return list instanceof NarrowList narrow ? narrow.numbers : toArray(list);
    }

    /** Returns the numbers of a list that nobody else has, in its own array if it has one. */
    public static long[] takenWide(List<Long> list) {
        if (list instanceof WideList wide) {
            return wide.numbers;
        }
        long[] numbers = new long[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = list.get(i);
        }
        return numbers;
    }

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

    /** Makes room for so many numbers in all, so that the array need not grow again and again. */
    public final void expect(int count) {
        if (count > room()) {
            setRoom(count);
        }
    }

    /** Adds so many numbers, which are all known to fit. */
    public final void addRange(long first, long step, int count) {
        if (size == 0 && count > 1) {
            rangeFirst = first;
            rangeStep = step;
            size = count;
            isRange = true;
            return;
        }
        int next = makeRoom(count);
        fill(size, next, first, step);
        size = next;
    }

    /** Returns the size with so many more numbers. */
    private int makeRoom(int count) {
        if (isRange) {
            isRange = false;
            expect(size);
            fill(0, size, rangeFirst, rangeStep);
        }
        int next = size + count;
        if (next > room()) {
            setRoom(Math.max(next, 2 * size));
        }
        return next;
    }

    /** Returns what was added; nothing may be added after that. */
    public final List<N> toList() {
        if (isRange) {
            return range(rangeFirst, rangeStep);
        }
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

    abstract List<N> range(long first, long step);

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
            fill(numbers, from, to, (int) first, (int) step);
        }

        /** What overflows on the way comes out right. */
        static void fill(int[] into, int from, int to, int start, int by) {
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

        @Override
        List<Integer> range(long first, long step) {
            return new NarrowRange((int) first, (int) step, size());
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

        @Override
        List<Long> range(long first, long step) {
            return new WideRange(first, step, size());
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

    private static final class NarrowRange extends AbstractList<Integer> implements RandomAccess {

        private final int first;
        private final int step;
        private final int size;

        NarrowRange(int first, int step, int size) {
            this.first = first;
            this.step = step;
            this.size = size;
        }

        @Override
        public Integer get(int index) {
            return first + Objects.checkIndex(index, size) * step;
        }

        @Override
        public int size() {
            return size;
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

    private static final class WideRange extends AbstractList<Long> implements RandomAccess {

        private final long first;
        private final long step;
        private final int size;

        WideRange(long first, long step, int size) {
            this.first = first;
            this.step = step;
            this.size = size;
        }

        @Override
        public Long get(int index) {
            return first + Objects.checkIndex(index, size) * step;
        }

        @Override
        public int size() {
            return size;
        }
    }
}
