package org.mantle.reconstruction.scan;

import java.util.BitSet;
import java.util.List;
import org.mantle.reconstruction.hdf.NumberArray;

/** The frames of a scan, one after the other, in one dataset or several. */
final class FrameStack {

    private static final long READ_LIMIT_BYTES = 64L << 20;

    private final NxEntry entry;
    private final List<NumberArray> parts;
    private final int[] keys;
    private final double[] degrees;
    private final BitSet unwritten;
    private final BitSet leftOut = new BitSet();

    /**
     * Makes it. Projections that were not written from end to end count as invalid: what the file fills in shows no sample.
     *
     * @param entry what the datasets were found in
     * @param parts datasets of the dimensions frame, row, column, in the order of frames
     * @param keys the image key of each frame
     * @param degrees the rotation angle of each frame in degrees; may be NaN for a frame that is no projection
     */
    FrameStack(NxEntry entry, List<NumberArray> parts, int[] keys, double[] degrees) {
        this.entry = entry;
        this.parts = List.copyOf(parts);
        this.keys = keys;
        this.degrees = degrees;
        unwritten = findUnwritten();
        for (int i = unwritten.nextSetBit(0); i >= 0; i = unwritten.nextSetBit(i + 1)) {
            leftOut.set(i, keys[i] == NxImageKey.PROJECTION);
        }
    }

    /** Checks that a dataset holds frames. */
    static NumberArray checked(NumberArray data) throws ScanException {
        int dimensions = data.shape().length;
        if (dimensions != 3) {
            throw new ScanException(data.path() + " has " + dimensions
                    + " dimensions; the frames of a scan have three: frame, row, column");
        }
        return data;
    }

    /** Returns the number of frames of all kinds. */
    int count() {
        return keys.length;
    }

    /** Returns the image key of a frame, of one that is left out that of an invalid one. */
    int key(int frame) {
        return leftOut.get(frame) ? NxImageKey.INVALID : keys[frame];
    }

    /** Returns the rotation angle of a frame. */
    double degrees(int frame) {
        return degrees[frame];
    }

    /** Returns the number of rows of each frame. */
    int rows() {
        return parts.get(0).shape()[1];
    }

    /** Returns the number of columns of each frame. */
    int columns() {
        return parts.get(0).shape()[2];
    }

    /** Returns the frames of which some or all pixels were never written. */
    BitSet unwritten() {
        return (BitSet) unwritten.clone();
    }

    /** Returns those of them that are projections. */
    BitSet leftOut() {
        return (BitSet) leftOut.clone();
    }

    /** Returns what to call a frame, by the dataset that holds it where there are several. */
    String name(int frame) {
        int before = 0;
        for (NumberArray part : parts) {
            int count = part.shape()[0];
            if (parts.size() > 1 && frame < before + count) {
                return "frame " + (frame - before) + " of " + part.path();
            }
            before += count;
        }
        return "frame " + frame;
    }

    private BitSet findUnwritten() {
        BitSet frames = new BitSet();
        int before = 0;
        for (NumberArray part : parts) {
            BitSet inPart = part.unwritten();
            for (int i = inPart.nextSetBit(0); i >= 0; i = inPart.nextSetBit(i + 1)) {
                frames.set(before + i);
            }
            before += part.shape()[0];
        }
        return frames;
    }

    /** Reads some rows of some frames, as {@link NxTomo#read} promises. */
    void read(int[] frames, RowRange rows, NxTomo.FrameConsumer consumer) throws ScanException {
        int before = 0;
        int k = 0;
        for (NumberArray part : parts) {
            int end = before + part.shape()[0];
            while (k < frames.length && frames[k] < end) {
                k = readTogether(part, before, frames, k, rows, consumer);
            }
            before = end;
        }
    }

    /** Reads those of the frames from number k on that share a block of a dataset, and returns which is the next one. */
    private int readTogether(
            NumberArray part, int before, int[] frames, int k, RowRange rows, NxTomo.FrameConsumer consumer)
            throws ScanException {
        int first = frames[k] - before;
        // Up to the end of the block of frames that are compressed together, so that none is unpacked twice, if they
        // fit.
        int atOnce = framesAtOnce(part.together(), (long) rows.count() * columns());
        int blockEnd = (first / atOnce + 1) * atOnce;
        int end = k;
        while (end < frames.length && frames[end] - before < Math.min(blockEnd, part.shape()[0])) {
            end++;
        }
        int count = frames[end - 1] - before - first + 1;
        int pixels = rows.count() * columns();
        float[] block = entry.foreign(
                () -> part.read(new int[] {first, rows.first(), 0}, new int[] {count, rows.count(), columns()}));
        float[] frame = new float[pixels];
        for (int i = k; i < end; i++) {
            System.arraycopy(block, (frames[i] - before - first) * pixels, frame, 0, pixels);
            check(frame, frames[i] - before, part, rows);
            consumer.accept(i, frame);
        }
        return end;
    }

    private void check(float[] pixels, int inPart, NumberArray part, RowRange rows) throws ScanException {
        for (int i = 0; i < pixels.length; i++) {
            if (!Float.isFinite(pixels[i])) {
                throw new ScanException("frame " + inPart + " of " + part.path() + " has the value " + pixels[i]
                        + " at row " + (rows.first() + i / columns()) + ", column " + i % columns()
                        + "; every pixel must be a finite number");
            }
        }
    }

    /**
     * Returns how many frames are worth reading together: as many as share a chunk, unless that is too much memory.
     *
     * @param together how many share a chunk
     * @param pixels how many are read of each frame
     */
    static int framesAtOnce(int together, long pixels) {
        return (int) Math.max(1, Math.min(together, READ_LIMIT_BYTES / Math.max(1, Float.BYTES * pixels)));
    }
}
