package org.mantle.reconstruction.scan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The angles of the projections, in degrees: their weights, and which of them are half a turn apart. */
public final class ScanAngles {

    /** Two projections, by index, of which the second is half a turn after the first. */
    public record Pair(int first, int second) {}

    private static final double HALF_TURN = 180;

    private final double[] degrees;
    private final int[] byAngleInHalfTurn;
    private final double[] gaps;
    private final double usualGap;

    /** Takes at least two finite angles. */
    public ScanAngles(double[] degrees) {
        this.degrees = degrees.clone();
        byAngleInHalfTurn = order(i -> inHalfTurn(degrees[i]));
        int n = degrees.length;
        gaps = new double[n];
        for (int k = 0; k < n; k++) {
            double here = inHalfTurn(degrees[byAngleInHalfTurn[k]]);
            double next = inHalfTurn(degrees[byAngleInHalfTurn[(k + 1) % n]]) + (k + 1 == n ? HALF_TURN : 0);
            gaps[k] = next - here;
        }
        // Not the median: in a scan over a whole turn half of the gaps are about 0. Not the largest: that may be a
        // wedge.
        usualGap = quantile(gaps, 0.9);
    }

    /** Returns the number of projections. */
    public int count() {
        return degrees.length;
    }

    /** Returns the angle of a projection, by index. */
    public double degrees(int projection) {
        return degrees[projection];
    }

    /** Returns the smallest angle. */
    public double smallest() {
        return Arrays.stream(degrees).min().orElseThrow();
    }

    /** Returns the largest angle. */
    public double largest() {
        return Arrays.stream(degrees).max().orElseThrow();
    }

    /** Returns the widest stretch of the half turn, in degrees, in which there is no projection. */
    public double widestGap() {
        return Arrays.stream(gaps).max().orElseThrow();
    }

    /** Returns whether all projections were taken at the same angle, give or take half turns. */
    public boolean isSingleView() {
        return usualGap == 0;
    }

    /** Returns whether a stretch of the half turn is so wide that the slices will show streaks across it. */
    public boolean hasMissingWedge() {
        return widestGap() > wedgeLimit();
    }

    /**
     * Returns the weight of each projection in the back projection, in radians.
     *
     * <p>It is half of the distance to either neighbour in angle, where angles half a turn apart count as the same,
     * because they see the same lines. So the weights of a full half turn add up to pi however the angles are spread:
     * a last projection half a turn after the first shares its weight, and a whole turn is not counted twice. A stretch
     * without projections (a missing wedge) adds no more than a usual step.
     */
    public double[] weights() {
        int n = degrees.length;
        double[] weights = new double[n];
        for (int k = 0; k < n; k++) {
            double gap = gaps[k] > wedgeLimit() ? usualGap : gaps[k];
            double half = Math.toRadians(gap) / 2;
            weights[byAngleInHalfTurn[k]] += half;
            weights[byAngleInHalfTurn[(k + 1) % n]] += half;
        }
        return weights;
    }

    /** Returns at most {@code most} pairs of projections half a turn apart, to within a tenth of a step, spread evenly. */
    public List<Pair> halfTurnPairs(int most) {
        int[] order = order(i -> degrees[i]);
        double[] steps = IntStream.range(1, order.length)
                .mapToDouble(k -> degrees[order[k]] - degrees[order[k - 1]])
                .filter(step -> step > 0)
                .toArray();
        double tolerance = steps.length == 0 ? 0 : quantile(steps, 0.5) / 10;
        List<Pair> pairs = new ArrayList<>();
        int j = 0;
        for (int first : order) {
            double wanted = degrees[first] + HALF_TURN;
            while (j + 1 < order.length
                    && Math.abs(degrees[order[j + 1]] - wanted) <= Math.abs(degrees[order[j]] - wanted)) {
                j++;
            }
            if (Math.abs(degrees[order[j]] - wanted) <= tolerance) {
                pairs.add(new Pair(first, order[j]));
            }
        }
        if (pairs.size() <= most) {
            return pairs;
        }
        return IntStream.range(0, most)
                .mapToObj(k -> pairs.get((int) ((long) k * pairs.size() / most)))
                .toList();
    }

    /**
     * Returns the projections of one half turn in order of angle, or an empty array where they do not cover it evenly.
     *
     * <p>They start at the smallest angle and end one step before half a turn later.
     */
    public int[] evenHalfTurn() {
        int[] order = order(i -> degrees[i]);
        double start = degrees[order[0]];
        int[] half = Arrays.stream(order)
                .filter(i -> degrees[i] < start + HALF_TURN - usualGap / 2)
                .toArray();
        double step = HALF_TURN / half.length;
        for (int k = 0; k < half.length; k++) {
            if (Math.abs(degrees[half[k]] - (start + k * step)) > step) {
                return new int[0];
            }
        }
        return half;
    }

    private double wedgeLimit() {
        return 5 * usualGap;
    }

    private int[] order(IntToDoubleFunction key) {
        return IntStream.range(0, degrees.length)
                .boxed()
                .sorted(Comparator.comparingDouble(key::applyAsDouble))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double inHalfTurn(double angle) {
        double rest = angle % HALF_TURN;
        return rest < 0 ? rest + HALF_TURN : rest;
    }

    private static double quantile(double[] values, double fraction) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) (fraction * (sorted.length - 1))];
    }
}
