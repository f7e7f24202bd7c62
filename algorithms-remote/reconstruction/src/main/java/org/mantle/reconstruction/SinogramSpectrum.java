package org.mantle.reconstruction;

import java.util.Optional;
import org.jtransforms.fft.FloatFFT_2D;
import pl.edu.icm.jlargearrays.ConcurrencyUtils;

/**
 * Finds the rotation axis from the spectrum of sinograms over half a turn.
 *
 * <p>A sinogram over half a turn, followed by itself mirrored at the axis, is one over a whole turn. Its
 * two-dimensional spectrum vanishes outside a double wedge: a detail at distance {@code R} from the axis has its
 * angular harmonics {@code n} below {@code 2 pi R} times its frequency along the columns. With a wrong axis the mirrored
 * half does not fit, and the seam spills over the wedge. The axis is where the mean magnitude outside is least. Method:
 * N. T. Vo, M. Drakopoulos, R. C. Atwood, C. Reinhard, Reliable method for calculating the center of rotation in
 * parallel-beam tomography, Opt. Express 22 (2014) 19078-19086. The confidence is how far the least value lies below
 * the median.
 */
final class SinogramSpectrum {
    private static final int MOST_ROWS = 4;
    private static final int FEWEST_PROJECTIONS = 16;
    private static final int COARSE_COLUMNS = 256;
    /** Low harmonics, as a part of all, that the sample's mass alone fills: they say nothing about the axis. */
    private static final double LOW_HARMONICS = 0.05;

    private static final int MOST_LOW_HARMONICS = 20;

    private SinogramSpectrum() {}

    /** Finds the axis; empty if the projections do not cover half a turn evenly. */
    static Optional<RotationAxis> find(NxTomo scan, FlatField flatField, int[] projections, ScanAngles angles)
            throws ScanException {
        int[] half = angles.evenHalfTurn();
        if (half.length < FEWEST_PROJECTIONS) {
            return Optional.empty();
        }
        float[][] sinograms = sinograms(scan, flatField, projections, half);
        int columns = scan.columns();
        int bin = (columns + COARSE_COLUMNS - 1) / COARSE_COLUMNS;
        float[][] coarse = binned(sinograms, columns, bin);
        int coarseColumns = columns / bin;
        int low = (int) Math.ceil(2 * AxisFinder.MARGIN * (coarseColumns - 1));
        double[] cost = costs(coarse, coarseColumns, low, 2 * (coarseColumns - 1) - low);
        int best = AxisFinder.argMin(cost);
        double confidence = 1 - cost[best] / median(cost);
        // The centre of a binned column lies (bin - 1) / 2 columns right of its first one.
        double column = (low + AxisFinder.vertex(cost, best)) / 2 * bin + (bin - 1) / 2.0;
        if (bin > 1) {
            int from = Math.max(0, (int) Math.round(2 * column) - 2 * bin);
            double[] fine = costs(sinograms, columns, from, Math.min(2 * (columns - 1), from + 4 * bin));
            column = (from + AxisFinder.vertex(fine, AxisFinder.argMin(fine))) / 2;
        }
        return Optional.of(new RotationAxis(column, "sinogram spectrum", Math.max(0, confidence)));
    }

    private static float[][] sinograms(NxTomo scan, FlatField flatField, int[] projections, int[] half)
            throws ScanException {
        int columns = scan.columns();
        int[] rows = AxisFinder.spreadRows(scan.rows(), MOST_ROWS);
        int[] lineOf = new int[projections.length];
        java.util.Arrays.fill(lineOf, -1);
        for (int line = 0; line < half.length; line++) {
            lineOf[half[line]] = line;
        }
        float[][] sinograms = new float[rows.length][half.length * columns];
        scan.read(projections, new RowRange(0, scan.rows() - 1), (k, pixels) -> {
            if (lineOf[k] >= 0) {
                flatField.toTransmission(pixels, 0);
                for (int r = 0; r < rows.length; r++) {
                    System.arraycopy(pixels, rows[r] * columns, sinograms[r], lineOf[k] * columns, columns);
                }
            }
        });
        for (int r = 0; r < rows.length; r++) {
            flatField.toAttenuation(sinograms[r], rows[r]);
        }
        return sinograms;
    }

    private static float[][] binned(float[][] sinograms, int columns, int bin) {
        int width = columns / bin;
        float[][] result = new float[sinograms.length][sinograms[0].length / columns * width];
        for (int s = 0; s < sinograms.length; s++) {
            for (int i = 0; i < result[s].length; i++) {
                int from = i / width * columns + i % width * bin;
                float sum = 0;
                for (int k = from; k < from + bin; k++) {
                    sum += sinograms[s][k];
                }
                result[s][i] = sum / bin;
            }
        }
        return result;
    }

    /** The cost for each doubled axis position from {@code first} to {@code last}, over all sinograms. */
    private static double[] costs(float[][] sinograms, int columns, int first, int last) {
        int lines = sinograms[0].length / columns;
        // JTransforms would start threads of its own.
        ConcurrencyUtils.setNumberOfThreads(1);
        FloatFFT_2D fft = new FloatFFT_2D(2L * lines, columns);
        float[] buffer = new float[2 * lines * 2 * columns];
        double[] cost = new double[last - first + 1];
        for (int i = 0; i < cost.length; i++) {
            for (float[] sinogram : sinograms) {
                fillWholeTurn(sinogram, columns, first + i, buffer);
                fft.realForwardFull(buffer);
                cost[i] += outsideWedge(buffer, 2 * lines, columns);
            }
        }
        return cost;
    }

    /**
     * Writes the sinogram and, below, itself mirrored at {@code sum / 2}.
     *
     * <p>Columns that the mirrored half lacks are filled with the sinogram turned upside down, so that there is no jump
     * where the two halves meet.
     */
    private static void fillWholeTurn(float[] sinogram, int columns, int sum, float[] target) {
        int lines = sinogram.length / columns;
        System.arraycopy(sinogram, 0, target, 0, sinogram.length);
        for (int line = 0; line < lines; line++) {
            int to = (lines + line) * columns;
            for (int x = 0; x < columns; x++) {
                int mirrored = sum - x;
                boolean seen = mirrored >= 0 && mirrored < columns;
                target[to + x] =
                        seen ? sinogram[line * columns + mirrored] : sinogram[(lines - 1 - line) * columns + x];
            }
        }
    }

    private static double outsideWedge(float[] spectrum, int lines, int columns) {
        double radius = columns / 2.0;
        int low = Math.min(MOST_LOW_HARMONICS, (int) Math.ceil(LOW_HARMONICS * lines));
        double sum = 0;
        int count = 0;
        for (int j = low + 1; j <= lines / 2; j++) {
            // The spectrum of real values is symmetric, so half of the harmonics tell all.
            for (int k = -columns / 2 + 1; k < columns / 2; k++) {
                boolean outside = j > 2 * Math.PI * radius * Math.abs(k) / columns;
                if (outside && Math.abs(k) > 1) {
                    int at = 2 * (j * columns + (k < 0 ? k + columns : k));
                    sum += Math.hypot(spectrum[at], spectrum[at + 1]);
                    count++;
                }
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
