package org.mantle.reconstruction.axis;

import java.util.ArrayList;
import java.util.List;

/**
 * How well projections half a turn apart mirror each other, for every place of the rotation axis.
 *
 * <p>Parallel rays see the same lines from both sides, so the second projection is the first one mirrored at the axis:
 * column {@code x} of one is column {@code 2c - x} of the other. For every whole {@code 2c}, which needs no
 * interpolation, both are compared over the columns that overlap, with the mean of each row removed. The measure is Lin's
 * concordance (L. I. Lin, Biometrics 45 (1989) 255-268, without the means): {@code 2 sum(ab) / (sum(aa) + sum(bb))}. Other than
 * the correlation it asks for the same values, not only for the same shape, so that two slopes are no match. It is 1 for images
 * that are the same. Never changed once made.
 */
final class MirrorMatch {

    /** The part of the detector's width, at either side, where the axis is not looked for. */
    private static final double MARGIN = 0.03;

    /** Fewer columns in common would match by chance. */
    private static final int FEWEST_IN_COMMON = 6;

    private static final int COARSE_COLUMNS = 128;
    private static final int COARSE_ROWS = 32;

    /** How far from the coarse place, in columns of the coarse images, the fine one is looked for. */
    private static final int REACH = 2;

    /** What rounding leaves of the squares of images without contrast. */
    private static final double LEAST_SQUARES = 1e-9;

    /**
     * Where projections mirror each other best.
     *
     * @param column the axis, in columns
     * @param concordance how well, at most 1
     * @param atEnd whether that is the end of the range that was searched, so that the true place may be beyond
     */
    record Place(double column, double concordance, boolean atEnd) {}

    private final List<float[][]> firsts = new ArrayList<>();
    private final List<float[][]> seconds = new ArrayList<>();

    /** Adds a pair, rows of attenuation of the same size, unless one of them shows nothing. */
    void add(float[][] first, float[][] second) {
        if (hasContrast(first) && hasContrast(second)) {
            firsts.add(first);
            seconds.add(second);
        }
    }

    boolean isEmpty() {
        return firsts.isEmpty();
    }

    /** Looks over nearly the whole width of the detector, in coarse images, which are less noisy; needs a pair. */
    Place coarsePlace() {
        int columns = columns();
        int bin = Math.max(1, columns / COARSE_COLUMNS);
        MirrorMatch coarse = binned(bin);
        int width = coarse.columns();
        int least = Math.max((int) Math.ceil(2 * MARGIN * (width - 1)), FEWEST_IN_COMMON - 1);
        int most = 2 * (width - 1) - least;
        if (least >= most) {
            return new Place((columns - 1) / 2.0, 0, true);
        }
        double[] cost = coarse.costs(least, most);
        int best = AxisFinder.argMin(cost);
        double column = inColumns(least + AxisFinder.vertex(cost, best), bin);
        return new Place(column, 1 - cost[best], best == 0 || best == cost.length - 1);
    }

    /** Returns the best place in the images as they are, not far from a coarse one. */
    double finePlace(double near) {
        int reach = 2 * REACH * Math.max(1, columns() / COARSE_COLUMNS);
        int middle = (int) Math.round(2 * near);
        int least = Math.max(FEWEST_IN_COMMON - 1, middle - reach);
        int most = Math.min(2 * (columns() - 1) - (FEWEST_IN_COMMON - 1), middle + reach);
        double[] cost = costs(least, most);
        return (least + AxisFinder.vertex(cost, AxisFinder.argMin(cost))) / 2;
    }

    /** Turns twice a position in columns of {@code bin} into columns; their centres do not coincide. */
    static double inColumns(double doubled, int bin) {
        return doubled / 2 * bin + (bin - 1) / 2.0;
    }

    private int columns() {
        return firsts.get(0)[0].length;
    }

    private MirrorMatch binned(int bin) {
        MirrorMatch binned = new MirrorMatch();
        firsts.forEach(image -> binned.firsts.add(binned(image, bin)));
        seconds.forEach(image -> binned.seconds.add(binned(image, bin)));
        return binned;
    }

    private static float[][] binned(float[][] image, int bin) {
        int rowBin = Math.max(1, image.length / COARSE_ROWS);
        float[][] result = new float[image.length / rowBin][image[0].length / bin];
        for (int r = 0; r < result.length * rowBin; r++) {
            for (int x = 0; x < result[0].length * bin; x++) {
                result[r / rowBin][x / bin] += image[r][x] / (bin * rowBin);
            }
        }
        return result;
    }

    /** Returns 1 less the concordance for each doubled place. */
    private double[] costs(int first, int last) {
        double[] costs = new double[last - first + 1];
        for (int i = 0; i < costs.length; i++) {
            costs[i] = 1 - concordance(first + i);
        }
        return costs;
    }

    private double concordance(int sum) {
        double products = 0;
        double squares = 0;
        for (int pair = 0; pair < firsts.size(); pair++) {
            for (int r = 0; r < firsts.get(pair).length; r++) {
                float[] a = firsts.get(pair)[r];
                float[] b = seconds.get(pair)[r];
                int from = Math.max(0, sum - (a.length - 1));
                int to = Math.min(a.length - 1, sum);
                double sumA = 0;
                double sumB = 0;
                double product = 0;
                double square = 0;
                for (int x = from; x <= to; x++) {
                    double left = a[x];
                    double right = b[sum - x];
                    sumA += left;
                    sumB += right;
                    product += left * right;
                    square += left * left + right * right;
                }
                int n = to - from + 1;
                products += product - sumA * sumB / n;
                squares += square - (sumA * sumA + sumB * sumB) / n;
            }
        }
        return squares > LEAST_SQUARES ? 2 * products / squares : 0;
    }

    private static boolean hasContrast(float[][] image) {
        for (float[] row : image) {
            for (float value : row) {
                if (value != row[0]) {
                    return true;
                }
            }
        }
        return false;
    }
}
