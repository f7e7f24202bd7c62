package org.mantle.reconstruction.scan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Angles on a circle, in order, beginning after the widest stretch without any. Never changed once made. */
final class AngleCircle {

    /** Angles next to each other on a circle, from the place {@code from} of the order up to {@code end}, which is none. */
    record Group(int from, int end, double centre) {
        int size() {
            return end - from;
        }
    }

    /** A gap must be wider than another by this part to count as wider, so that rounding does not choose the beginning. */
    private static final double ROUNDING = 1e-9;

    private final double period;
    private final int[] order;
    private final double[] places;

    /**
     * Puts at least one finite angle on a circle.
     *
     * @param period all the way round, in degrees: 360, or 180 where angles half a turn apart count as the same
     */
    AngleCircle(double[] degrees, double period) {
        this.period = period;
        int n = degrees.length;
        double[] rest = Arrays.stream(degrees)
                .map(angle -> angle - period * Math.floor(angle / period))
                .toArray();
        int[] sorted = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> rest[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int begin = 0;
        double widest = rest[sorted[0]] + period - rest[sorted[n - 1]];
        for (int k = 1; k < n; k++) {
            double gap = rest[sorted[k]] - rest[sorted[k - 1]];
            if (gap > widest * (1 + ROUNDING)) {
                widest = gap;
                begin = k;
            }
        }
        order = new int[n];
        places = new double[n];
        for (int k = 0; k < n; k++) {
            order[k] = sorted[(begin + k) % n];
            places[k] = rest[order[k]] + (begin + k < n ? 0 : period);
        }
    }

    /** Returns the index of the angle that is the {@code k}-th in order. */
    int angle(int k) {
        return order[k];
    }

    /** Returns the angle that is the {@code k}-th in order, raised by as many periods as make all ascend. */
    double place(int k) {
        return places[k];
    }

    /** Returns the distance from each angle to the next; the last one, to the first, is the widest. */
    double[] gaps() {
        return gaps(places, period);
    }

    /** Returns the distance from each place, of some that ascend, to the next, and from the last to the first. */
    static double[] gaps(double[] places, double period) {
        int n = places.length;
        return IntStream.range(0, n)
                .mapToDouble(k -> k + 1 < n ? places[k + 1] - places[k] : places[0] + period - places[k])
                .toArray();
    }

    /** Divides the angles into groups, none of which is wider than this. */
    List<Group> groups(double widest) {
        List<Group> groups = new ArrayList<>();
        int from = 0;
        for (int k = 1; k <= places.length; k++) {
            if (k == places.length || places[k] - places[from] > widest) {
                double centre = Arrays.stream(places, from, k).average().orElseThrow();
                groups.add(new Group(from, k, centre));
                from = k;
            }
        }
        return groups;
    }
}
