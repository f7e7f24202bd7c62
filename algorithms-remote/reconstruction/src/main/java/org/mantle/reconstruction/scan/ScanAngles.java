package org.mantle.reconstruction.scan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The angles of the projections, in degrees: their weights, and which of them are half a turn apart.
 *
 * <p>Projections whose angles differ by no more than a tenth of the usual step (exposures that are repeated, a stage that
 * trembles) are one view. Immutable and thread-safe.
 */
public final class ScanAngles {

    /** Two projections, by index, of which the second is half a turn after the first. */
    public record Pair(int first, int second) {}

    /**
     * The one projection that stands for a view.
     *
     * @param projection its index
     * @param degrees its angle, raised by whole turns where need be
     */
    public record View(int projection, double degrees) {}

    private static final double HALF_TURN = 180;

    /** A stretch without projections that is so many usual steps wide is a missing wedge. */
    private static final double WEDGE = 5;

    private static final int MOST_WEDGES = 4;

    /** The part of the half turn that projections with several wedges between them cover at least. */
    private static final double LEAST_BETWEEN_WEDGES = 0.1;

    /** The part of the usual step by which the angles of one view may differ. */
    private static final double SAME_VIEW = 0.1;

    /** Projections over so few degrees show the sample from one side only, and no slice comes of them. */
    private static final double SINGLE_VIEW = 0.1;

    /** How wide a gap may be, in mean steps, in half a turn that is covered evenly. */
    private static final double EVEN = 2;

    /** How wide it may be in any case, in degrees. */
    private static final double NARROW = 6;

    private final double[] degrees;
    private final AngleCircle inHalfTurn;
    private final AngleCircle inWholeTurn;
    private final double[] gaps;
    private final double usualGap;

    /** Takes at least two finite angles. */
    public ScanAngles(double[] degrees) {
        this.degrees = degrees.clone();
        inHalfTurn = new AngleCircle(degrees, HALF_TURN);
        inWholeTurn = new AngleCircle(degrees, 2 * HALF_TURN);
        gaps = inHalfTurn.gaps();
        usualGap = usualGap(gaps);
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
        return gaps[gaps.length - 1];
    }

    /** Returns whether all projections were taken at the same angle, or nearly so, give or take half turns. */
    public boolean isSingleView() {
        return HALF_TURN - widestGap() < SINGLE_VIEW;
    }

    /** Returns whether a stretch of the half turn is so wide that the slices will show streaks across it. */
    public boolean hasMissingWedge() {
        return widestGap() > WEDGE * usualGap;
    }

    /**
     * Returns the weight of each projection in the back projection, in radians.
     *
     * <p>A view's weight is half of the distance to either neighbour in angle, and the projections of a view share it
     * equally. Angles half a turn apart count as the same, because they see the same lines. So the weights of a full half
     * turn add up to pi however the angles are spread: a last projection half a turn after the first shares its weight, and
     * neither a whole turn nor a repeated exposure is counted twice. A stretch without projections (a missing wedge) adds no
     * more than a usual step.
     */
    public double[] weights() {
        List<AngleCircle.Group> views = inHalfTurn.groups(SAME_VIEW * usualGap);
        double[] centres = views.stream().mapToDouble(AngleCircle.Group::centre).toArray();
        double[] steps = Arrays.stream(AngleCircle.gaps(centres, HALF_TURN))
                .map(gap -> gap > WEDGE * usualGap ? usualGap : gap)
                .toArray();
        double[] weights = new double[degrees.length];
        for (int v = 0; v < steps.length; v++) {
            AngleCircle.Group view = views.get(v);
            double before = steps[(v + steps.length - 1) % steps.length];
            double weight = Math.toRadians((before + steps[v]) / 2) / view.size();
            for (int k = view.from(); k < view.end(); k++) {
                weights[inHalfTurn.angle(k)] = weight;
            }
        }
        return weights;
    }

    /** Returns at most {@code most} pairs of projections half a turn apart, to within a tenth of a step, spread evenly. */
    public List<Pair> halfTurnPairs(int most) {
        List<Pair> pairs = new ArrayList<>();
        int j = 0;
        for (int k = 0; k < degrees.length; k++) {
            double wanted = inWholeTurn.place(k) + HALF_TURN;
            while (j + 1 < degrees.length
                    && Math.abs(inWholeTurn.place(j + 1) - wanted) <= Math.abs(inWholeTurn.place(j) - wanted)) {
                j++;
            }
            if (Math.abs(inWholeTurn.place(j) - wanted) <= SAME_VIEW * usualGap) {
                pairs.add(new Pair(inWholeTurn.angle(k), inWholeTurn.angle(j)));
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
     * Returns the views of a half turn in order of angle; none where they do not cover one evenly.
     *
     * <p>They start after the widest stretch of the whole turn without projections, and end one step before half a turn
     * later.
     */
    public List<View> evenHalfTurn() {
        double end = inWholeTurn.place(0) + HALF_TURN - usualGap / 2;
        List<View> views = inWholeTurn.groups(SAME_VIEW * usualGap).stream()
                .mapToInt(AngleCircle.Group::from)
                .mapToObj(k -> new View(inWholeTurn.angle(k), inWholeTurn.place(k)))
                .filter(view -> view.degrees() < end)
                .toList();
        double[] places = views.stream().mapToDouble(View::degrees).toArray();
        double widest = Arrays.stream(AngleCircle.gaps(places, HALF_TURN)).max().orElseThrow();
        return widest > Math.max(NARROW, EVEN * HALF_TURN / places.length) ? List.of() : views;
    }

    /**
     * Returns the usual step from one view to the next.
     *
     * <p>Of all gaps that is not the median: in a scan over a whole turn half of them are about 0. Nor the largest: that may
     * be a wedge. Where each angle has many exposures even nine of ten gaps are about 0. Then there are either more wide gaps
     * than a scan has wedges, or next to nothing lies between them.
     */
    private static double usualGap(double[] gaps) {
        double[] sorted = gaps.clone();
        Arrays.sort(sorted);
        double usual = usualOf(sorted);
        if (sorted.length > MOST_WEDGES) {
            usual = Math.max(usual, sorted[sorted.length - 1 - MOST_WEDGES]);
        }
        double limit = WEDGE * usual;
        double[] wide = Arrays.stream(sorted).filter(gap -> gap > limit).toArray();
        double between = Arrays.stream(sorted).filter(gap -> gap <= limit).sum();
        return wide.length > 1 && between < LEAST_BETWEEN_WEDGES * HALF_TURN ? usualOf(wide) : usual;
    }

    private static double usualOf(double[] sorted) {
        return sorted[(int) (0.9 * (sorted.length - 1))];
    }
}
