package org.mantle.reconstruction.scan;

import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The detector's response, from its dark and flat frames: turns counts into transmission, and that into attenuation.
 *
 * <p>Transmission is {@code (counts - dark) / (flat - dark)} with the averages of all dark and all flat frames. Where
 * flat minus dark is not positive the pixel is dead, and takes the value between its nearest live neighbours in its row.
 * Nothing is assumed about the transmission of air: the ramp filter takes care of that. Immutable but for its count of clamped
 * pixels, and thread-safe.
 */
public final class FlatField {

    /** The least transmission whose logarithm is taken; less (or less than nothing, by noise) counts as this. */
    static final float LEAST_TRANSMISSION = 1e-4f;

    /** The least mean transmission of a frame that shows something. */
    private static final double BLANK = 1e-3;

    private final int columns;
    private final float[] dark;
    private final float[] scale;
    private final BitSet dead;
    private final AtomicLong clamped = new AtomicLong();

    private FlatField(int columns, float[] dark, float[] flat) {
        this.columns = columns;
        this.dark = dark;
        scale = new float[flat.length];
        dead = new BitSet(flat.length);
        for (int i = 0; i < flat.length; i++) {
            float range = flat[i] - dark[i];
            if (range > 0) {
                scale[i] = 1 / range;
            } else {
                dead.set(i);
            }
        }
    }

    /** Averages the scan's dark and flat frames. Without dark frames the dark level is taken as 0. */
    public static FlatField of(NxTomo scan) throws ScanException {
        int[] flats = scan.framesWithKey(NxImageKey.FLAT);
        if (flats.length == 0) {
            throw new ScanException(
                    "the scan has no flat frames (image_key 1, or data_white), so the counts cannot be turned into"
                            + " transmission; give a scan with at least one");
        }
        FlatField flatField =
                new FlatField(scan.columns(), mean(scan, scan.framesWithKey(NxImageKey.DARK)), mean(scan, flats));
        if (flatField.deadPixels() == flatField.scale.length) {
            throw new ScanException(
                    "the flat frames (image_key 1) are nowhere brighter than the dark frames (image_key 2);"
                            + " give a scan whose flat frames show the beam");
        }
        return flatField;
    }

    /** Returns the number of pixels that show nothing. */
    public int deadPixels() {
        return dead.cardinality();
    }

    /** Returns how many pixels of the sinograms so far had less than {@link #LEAST_TRANSMISSION}. */
    public long clampedPixels() {
        return clamped.get();
    }

    /**
     * Turns counts into transmission, in place; that of a dead pixel is 0.
     *
     * @param pixels whole rows, of which the first is {@code firstRow}
     * @return the sum of the transmissions
     */
    public double toTransmission(float[] pixels, int firstRow) {
        int offset = firstRow * columns;
        double sum = 0;
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (pixels[i] - dark[offset + i]) * scale[offset + i];
            sum += pixels[i];
        }
        return sum;
    }

    /** Returns whether the live pixels of some rows, with this sum of transmissions, let next to nothing through, as without beam. */
    public boolean isBlank(double sum, RowRange rows) {
        int start = rows.first() * columns;
        int pixels = rows.count() * columns;
        return sum < BLANK * (pixels - dead.get(start, start + pixels).cardinality());
    }

    /** Turns the transmissions of a detector row (one line after the other) into attenuation, in place. */
    public void toAttenuation(float[] sinogram, int row) {
        int lines = sinogram.length / columns;
        for (int line = 0; line < lines; line++) {
            bridgeDeadPixels(sinogram, line * columns, row);
        }
        long low = 0;
        for (int i = 0; i < sinogram.length; i++) {
            if (sinogram[i] < LEAST_TRANSMISSION) {
                sinogram[i] = LEAST_TRANSMISSION;
                low++;
            }
            sinogram[i] = (float) -Math.log(sinogram[i]);
        }
        clamped.addAndGet(low);
    }

    private void bridgeDeadPixels(float[] values, int start, int row) {
        int rowStart = row * columns;
        int rowEnd = rowStart + columns;
        int from = dead.nextSetBit(rowStart);
        while (from >= 0 && from < rowEnd) {
            int to = Math.min(dead.nextClearBit(from), rowEnd);
            boolean hasLeft = from > rowStart;
            boolean hasRight = to < rowEnd;
            // A row that is dead from end to end lets everything through, and gives an empty slice.
            float left = hasLeft ? values[start + from - 1 - rowStart] : hasRight ? values[start + to - rowStart] : 1;
            float right = hasRight ? values[start + to - rowStart] : left;
            float step = (right - left) / (to - from + 1);
            for (int i = from; i < to; i++) {
                values[start + i - rowStart] = left + step * (i - from + 1);
            }
            from = dead.nextSetBit(to);
        }
    }

    private static float[] mean(NxTomo scan, int[] frames) throws ScanException {
        BitSet unwritten = scan.unwrittenFrames();
        for (int frame : frames) {
            if (unwritten.get(frame)) {
                throw new ScanException("frame " + frame + ", a flat or a dark, was never written, or only in part;"
                        + " give it an image key such as 3 to leave it out");
            }
        }
        double[] sum = new double[scan.rows() * scan.columns()];
        scan.read(frames, new RowRange(0, scan.rows() - 1), (k, pixels) -> {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += pixels[i];
            }
        });
        float[] mean = new float[sum.length];
        for (int i = 0; i < sum.length && frames.length > 0; i++) {
            mean[i] = (float) (sum[i] / frames.length);
        }
        return mean;
    }
}
