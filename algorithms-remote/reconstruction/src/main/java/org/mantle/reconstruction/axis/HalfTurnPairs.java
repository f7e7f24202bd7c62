package org.mantle.reconstruction.axis;

import java.util.List;
import java.util.Optional;
import org.mantle.reconstruction.scan.FlatField;
import org.mantle.reconstruction.scan.NxTomo;
import org.mantle.reconstruction.scan.RowRange;
import org.mantle.reconstruction.scan.ScanAngles;
import org.mantle.reconstruction.scan.ScanException;

/**
 * Finds the rotation axis by registering projections that are half a turn apart.
 *
 * <p>Parallel rays see the same lines from both sides, so the second projection is the first one mirrored at the axis:
 * column {@code x} of one is column {@code 2c - x} of the other. For every whole {@code 2c}, which needs no
 * interpolation, the normalised cross-correlation of both is taken over the columns that overlap, with the mean of each
 * row removed; a parabola through the best three gives the fraction. The confidence is the correlation. The principle is
 * that of the registration by projections 180 degrees apart in M. Yang, H. Gao, X. Li, F. Meng, D. Wei, NDT E Int. 50
 * (2012) 48-54, here in the space of columns.
 */
final class HalfTurnPairs {

    private static final int MOST_PAIRS = 3;
    private static final int MOST_ROWS = 128;

    private HalfTurnPairs() {}

    /** Finds the axis; empty if no projections are half a turn apart. */
    static Optional<RotationAxis> find(NxTomo scan, FlatField flatField, int[] projections, ScanAngles angles)
            throws ScanException {
        List<ScanAngles.Pair> pairs = angles.halfTurnPairs(MOST_PAIRS);
        if (pairs.isEmpty()) {
            return Optional.empty();
        }
        int columns = scan.columns();
        int least = (int) Math.ceil(2 * AxisFinder.MARGIN * (columns - 1));
        int most = 2 * (columns - 1) - least;
        double[] correlation = new double[most - least + 1];
        for (ScanAngles.Pair pair : pairs) {
            float[][] first = rows(scan, flatField, projections[pair.first()]);
            float[][] second = rows(scan, flatField, projections[pair.second()]);
            for (int i = 0; i < correlation.length; i++) {
                correlation[i] += correlation(first, second, least + i) / pairs.size();
            }
        }
        double[] cost = new double[correlation.length];
        for (int i = 0; i < cost.length; i++) {
            cost[i] = 1 - correlation[i];
        }
        int best = AxisFinder.argMin(cost);
        double column = (least + AxisFinder.vertex(cost, best)) / 2;
        return Optional.of(new RotationAxis(column, "half-turn pairs", Math.max(0, correlation[best])));
    }

    private static float[][] rows(NxTomo scan, FlatField flatField, int frame) throws ScanException {
        int[] wanted = AxisFinder.spreadRows(scan.rows(), MOST_ROWS);
        int columns = scan.columns();
        float[][] result = new float[wanted.length][columns];
        scan.read(new int[] {frame}, new RowRange(0, scan.rows() - 1), (k, pixels) -> {
            flatField.toTransmission(pixels, 0);
            for (int r = 0; r < wanted.length; r++) {
                System.arraycopy(pixels, wanted[r] * columns, result[r], 0, columns);
                flatField.toAttenuation(result[r], wanted[r]);
            }
        });
        return result;
    }

    /** Returns the normalised correlation of the columns of one with the columns {@code sum - x} of the other. */
    private static double correlation(float[][] first, float[][] second, int sum) {
        int columns = first[0].length;
        int from = Math.max(0, sum - (columns - 1));
        int to = Math.min(columns - 1, sum);
        int n = to - from + 1;
        double product = 0;
        double squares1 = 0;
        double squares2 = 0;
        for (int r = 0; r < first.length; r++) {
            double sum1 = 0;
            double sum2 = 0;
            double rowProduct = 0;
            double rowSquares1 = 0;
            double rowSquares2 = 0;
            for (int x = from; x <= to; x++) {
                double a = first[r][x];
                double b = second[r][sum - x];
                sum1 += a;
                sum2 += b;
                rowProduct += a * b;
                rowSquares1 += a * a;
                rowSquares2 += b * b;
            }
            product += rowProduct - sum1 * sum2 / n;
            squares1 += rowSquares1 - sum1 * sum1 / n;
            squares2 += rowSquares2 - sum2 * sum2 / n;
        }
        double norm = Math.sqrt(squares1 * squares2);
        return norm > 0 ? product / norm : 0;
    }
}
