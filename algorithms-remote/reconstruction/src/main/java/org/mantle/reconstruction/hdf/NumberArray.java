package org.mantle.reconstruction.hdf;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The numbers of a dataset.
 *
 * <p>All that could keep them from being read is looked for when it is made, except damage within a chunk. What was never written
 * has the fill value that the file gives, 0 by default. Not thread-safe.
 */
public final class NumberArray {

    private static final int PIECE = 1 << 12;

    private final String path;
    private final int[] shape;
    private final NumberCoding coding;
    private final Storage storage;

    private NumberArray(String path, int[] shape, NumberCoding coding, Storage storage) {
        this.path = path;
        this.shape = shape;
        this.coding = coding;
        this.storage = storage;
    }

    static NumberArray of(FileBytes file, HeaderMessages header, String path) throws UnreadableException {
        Elements elements = Elements.of(file, header, path);
        NumberCoding coding = NumberCoding.of(elements.type(), path);
        return new NumberArray(path, elements.shape(), coding, elements.storage());
    }

    /** Returns its path. */
    public String path() {
        return path;
    }

    /** Returns how many numbers there are along each dimension; one for a scalar. */
    public int[] shape() {
        return shape.clone();
    }

    /** Returns all numbers, the last dimension fastest. */
    public double[] all() {
        int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        double[] numbers = new double[size];
        if (size > 0) {
            storage.read(new int[shape.length], shape, (elements, at) -> {
                double[] run = new double[elements.remaining() / coding.size()];
                coding.read(elements, run, run.length);
                System.arraycopy(run, 0, numbers, at, run.length);
            });
        }
        return numbers;
    }

    /**
     * Returns a block of the numbers, the last dimension fastest.
     *
     * @param start its first one, along each dimension
     * @param count how many there are along each dimension, at least 1
     */
    public float[] read(int[] start, int[] count) {
        float[] numbers = new float[Arrays.stream(count).reduce(1, Math::multiplyExact)];
        double[] run = new double[Math.min(numbers.length, PIECE)];
        storage.read(start, count, (elements, at) -> {
            int n = elements.remaining() / coding.size();
            for (int done = 0; done < n; done += run.length) {
                int piece = Math.min(run.length, n - done);
                coding.read(elements, run, piece);
                for (int i = 0; i < piece; i++) {
                    numbers[at + done + i] = (float) run[i];
                }
            }
        });
        return numbers;
    }

    /** Returns how many elements along the first dimension are best read together. */
    public int together() {
        return storage.together();
    }

    /** Returns the places along the first dimension of which some or all elements were never written. */
    public BitSet unwritten() {
        return (BitSet) storage.unwritten().clone();
    }
}
