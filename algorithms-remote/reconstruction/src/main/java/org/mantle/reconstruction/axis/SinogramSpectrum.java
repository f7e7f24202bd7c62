package org.mantle.reconstruction.axis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.mantle.reconstruction.scan.FlatField;
import org.mantle.reconstruction.scan.NxTomo;
import org.mantle.reconstruction.scan.RowRange;
import org.mantle.reconstruction.scan.ScanAngles;
import org.mantle.reconstruction.scan.ScanException;

/**
 * Finds the rotation axis from the spectrum of sinograms over half a turn.
 *
 * <p>A sinogram over half a turn, followed by itself mirrored at the axis, is one over a whole turn. Its
 * two-dimensional spectrum vanishes outside a double wedge: a detail at distance {@code R} from the axis has its
 * angular harmonics below {@code 2 pi R} times its frequency along the columns. With a wrong axis the mirrored half does
 * not fit, and the seam spills over the wedge. The axis is where the mean magnitude outside is least. Method: N. T. Vo,
 * M. Drakopoulos, R. C. Atwood, C. Reinhard, Reliable method for calculating the center of rotation in parallel-beam
 * tomography, Opt. Express 22 (2014) 19078-19086. It is first done with columns added together, over the whole range,
 * then near the best place with finer and finer columns. The confidence is how far the least magnitude of the first pass
 * lies below the median, as a part of it.
 */
final class SinogramSpectrum {

    private static final int MOST_ROWS = 4;
    private static final int FEWEST_PROJECTIONS = 16;
    private static final int COARSE_COLUMNS = 128;

    private SinogramSpectrum() {}

    /** Finds the axis; empty if the projections do not cover half a turn evenly. */
    static Optional<RotationAxis> find(
            NxTomo scan, FlatField flatField, int[] projections, ScanAngles angles, int threads)
            throws ScanException, InterruptedException {
        int[] half = angles.evenHalfTurn();
        if (half.length < FEWEST_PROJECTIONS) {
            return Optional.empty();
        }
        List<Sinogram> sinograms = sinograms(scan, flatField, projections, angles, half);
        ExecutorService executor = Executors.newFixedThreadPool(Math.min(threads, sinograms.size()));
        try {
            int columns = scan.columns();
            int bin = Math.max(1, columns / COARSE_COLUMNS);
            int width = columns / bin;
            int low = (int) Math.ceil(2 * AxisFinder.MARGIN * (width - 1));
            double[] cost = costs(executor, sinograms, bin, low, 2 * (width - 1) - low);
            int best = AxisFinder.argMin(cost);
            double confidence = 1 - cost[best] / median(cost);
            double column = inColumns(low + AxisFinder.vertex(cost, best), bin);
            while (bin > 1) {
                bin = (bin + 1) / 2;
                // Twice the position in these columns; the pass before is right to within one of its columns.
                int near = (int) Math.round(2 * (column - (bin - 1) / 2.0) / bin);
                cost = costs(executor, sinograms, bin, near - 5, near + 5);
                column = inColumns(near - 5 + AxisFinder.vertex(cost, AxisFinder.argMin(cost)), bin);
            }
            return Optional.of(new RotationAxis(column, "sinogram spectrum", Math.max(0, confidence)));
        } finally {
            executor.shutdownNow();
        }
    }

    /** Turns twice a position in columns of {@code bin} into columns; their centres do not coincide. */
    private static double inColumns(double doubled, int bin) {
        return doubled / 2 * bin + (bin - 1) / 2.0;
    }

    private static List<Sinogram> sinograms(
            NxTomo scan, FlatField flatField, int[] projections, ScanAngles angles, int[] half) throws ScanException {
        int columns = scan.columns();
        int[] rows = AxisFinder.spreadRows(scan.rows(), MOST_ROWS);
        int[] lineOf = new int[projections.length];
        Arrays.fill(lineOf, -1);
        for (int line = 0; line < half.length; line++) {
            lineOf[half[line]] = line;
        }
        float[][] values = new float[rows.length][half.length * columns];
        scan.read(projections, new RowRange(0, scan.rows() - 1), (k, pixels) -> {
            if (lineOf[k] >= 0) {
                flatField.toTransmission(pixels, 0);
                for (int r = 0; r < rows.length; r++) {
                    System.arraycopy(pixels, rows[r] * columns, values[r], lineOf[k] * columns, columns);
                }
            }
        });
        double[] degrees = Arrays.stream(half).mapToDouble(angles::degrees).toArray();
        List<Sinogram> sinograms = new ArrayList<>();
        for (int r = 0; r < rows.length; r++) {
            flatField.toAttenuation(values[r], rows[r]);
            sinograms.add(Sinogram.evenlySpaced(values[r], columns, degrees));
        }
        return sinograms;
    }

    /** Returns the cost for each doubled axis position from {@code first} to {@code last}, over all sinograms. */
    private static double[] costs(ExecutorService executor, List<Sinogram> sinograms, int bin, int first, int last)
            throws InterruptedException {
        List<Future<double[]>> parts = new ArrayList<>();
        for (Sinogram sinogram : sinograms) {
            parts.add(executor.submit(() -> {
                MirroredSpectrum spectrum = new MirroredSpectrum(sinogram.binned(bin));
                double[] part = new double[last - first + 1];
                for (int i = 0; i < part.length; i++) {
                    part[i] = spectrum.outsideWedge(first + i);
                }
                return part;
            }));
        }
        double[] cost = new double[last - first + 1];
        for (Future<double[]> part : parts) {
            double[] values = get(part);
            for (int i = 0; i < cost.length; i++) {
                cost[i] += values[i];
            }
        }
        return cost;
    }

    private static double[] get(Future<double[]> part) throws InterruptedException {
        try {
            return part.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("a sinogram's spectrum failed", e.getCause());
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
