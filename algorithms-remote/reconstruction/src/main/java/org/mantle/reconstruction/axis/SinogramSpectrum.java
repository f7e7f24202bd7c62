package org.mantle.reconstruction.axis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
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
 * Makes the place of the rotation axis precise, from the spectrum of sinograms over half a turn.
 *
 * <p>A sinogram over half a turn, followed by itself mirrored at the axis, is one over a whole turn. Its
 * two-dimensional spectrum vanishes outside a double wedge: a detail at distance {@code R} from the axis has its
 * angular harmonics below {@code 2 pi R} times its frequency along the columns. With a wrong axis the mirrored half does
 * not fit, and the seam spills over the wedge. The axis is where the mean magnitude outside is least. Method: N. T. Vo,
 * M. Drakopoulos, R. C. Atwood, C. Reinhard, Reliable method for calculating the center of rotation in parallel-beam
 * tomography, Opt. Express 22 (2014) 19078-19086. It is done near a place that is known by other means, first with columns
 * added together, then with finer and finer columns. Far from the axis the magnitude is small where only air is mirrored,
 * so that over the whole width its least value means little.
 */
final class SinogramSpectrum {

    private static final int MOST_ROWS = 4;
    private static final int COARSE_COLUMNS = 128;

    /** The part of the detector's width, at either side, where too little is seen from both sides. */
    private static final double MARGIN = 0.2;

    /** How far from the place known so far the next pass looks, in half columns. */
    private static final int REACH = 6;

    private SinogramSpectrum() {}

    /**
     * Makes a place of the axis more precise.
     *
     * @param column about where the axis is
     * @return the axis, or empty if that place is at the side, or the spectrum has no least value near it
     */
    static OptionalDouble near(
            double column, NxTomo scan, FlatField flatField, int[] projections, List<ScanAngles.View> half, int threads)
            throws ScanException, InterruptedException {
        double last = scan.columns() - 1.0;
        if (column < MARGIN * last || column > (1 - MARGIN) * last) {
            return OptionalDouble.empty();
        }
        List<Sinogram> sinograms = sinograms(scan, flatField, projections, half);
        ExecutorService executor = Executors.newFixedThreadPool(Math.min(threads, sinograms.size()));
        try {
            double best = column;
            int bin = 2 * Math.max(1, scan.columns() / COARSE_COLUMNS) - 1;
            do {
                bin = (bin + 1) / 2;
                // Twice the position in these columns; the pass before is right to within one of its columns.
                int middle = (int) Math.round(2 * (best - (bin - 1) / 2.0) / bin);
                double[] cost = costs(executor, sinograms, bin, middle - REACH, middle + REACH);
                int least = AxisFinder.argMin(cost);
                if (least == 0 || least == cost.length - 1) {
                    return OptionalDouble.empty();
                }
                best = MirrorMatch.inColumns(middle - REACH + AxisFinder.vertex(cost, least), bin);
            } while (bin > 1);
            return OptionalDouble.of(best);
        } finally {
            executor.shutdownNow();
        }
    }

    private static List<Sinogram> sinograms(
            NxTomo scan, FlatField flatField, int[] projections, List<ScanAngles.View> half) throws ScanException {
        int columns = scan.columns();
        int[] rows = AxisFinder.spreadRows(scan.rows(), MOST_ROWS);
        int[] lineOf = new int[projections.length];
        Arrays.fill(lineOf, -1);
        int lines = half.size();
        for (int line = 0; line < lines; line++) {
            lineOf[half.get(line).projection()] = line;
        }
        float[][] values = new float[rows.length][lines * columns];
        scan.read(projections, new RowRange(0, scan.rows() - 1), (k, pixels) -> {
            if (lineOf[k] >= 0) {
                flatField.toTransmission(pixels, 0);
                for (int r = 0; r < rows.length; r++) {
                    System.arraycopy(pixels, rows[r] * columns, values[r], lineOf[k] * columns, columns);
                }
            }
        });
        double[] degrees = half.stream().mapToDouble(ScanAngles.View::degrees).toArray();
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
            if (e.getCause() instanceof RuntimeException exception) {
                throw exception;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("a sinogram's spectrum failed", e.getCause());
        }
    }
}
