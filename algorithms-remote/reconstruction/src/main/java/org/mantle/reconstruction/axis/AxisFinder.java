package org.mantle.reconstruction.axis;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.mantle.reconstruction.scan.FlatField;
import org.mantle.reconstruction.scan.NxTomo;
import org.mantle.reconstruction.scan.ScanAngles;
import org.mantle.reconstruction.scan.ScanException;

/**
 * Finds the rotation axis from the scan itself.
 *
 * <p>Where the scan has projections half a turn apart they are registered ({@link HalfTurnPairs}), which needs a few
 * frames only. Where it has none, or they do not resemble each other, those that are nearly half a turn apart show the place,
 * and the sinograms of some rows make it precise ({@link SinogramSpectrum}). All rows of the detector take part, whichever are
 * reconstructed, so that the same scan always gives the same axis. It is looked for over nearly the whole width of the detector.
 * A place that is uncertain is none: a wrong axis spoils all slices, and who ran the scan can give it.
 */
public final class AxisFinder {

    /** The least confidence. By trial: images that do not belong together reach 0.83 at a wrong place. */
    private static final double SURE = 0.85;

    private static final int FEWEST_VIEWS = 16;

    private AxisFinder() {}

    /**
     * Finds the axis.
     *
     * @param projections the frames that are projections, in the order of {@code angles}
     * @throws ScanException if the data does not show where it is
     */
    public static RotationAxis find(NxTomo scan, FlatField flatField, int[] projections, ScanAngles angles, int threads)
            throws ScanException, InterruptedException {
        HalfTurnPairs pairs = new HalfTurnPairs(scan, flatField, projections);
        Optional<MirrorMatch.Place> exact = pairs.exact(angles);
        if (exact.isPresent() && isSure(exact.get())) {
            return axis(exact.get().column(), "half-turn pairs", exact.get());
        }
        List<ScanAngles.View> half = angles.evenHalfTurn();
        Optional<MirrorMatch.Place> almost = half.size() < FEWEST_VIEWS ? Optional.empty() : pairs.almost(half);
        if (almost.isEmpty() || !isSure(almost.get())) {
            throw new ScanException("the rotation axis cannot be found from the data: "
                    + reason(angles, half, exact.or(() -> almost).orElse(null))
                    + scan.leftOutProjections().map(which -> "; " + which).orElse("")
                    + "; give it with --axis");
        }
        OptionalDouble precise =
                SinogramSpectrum.near(almost.get().column(), scan, flatField, projections, half, threads);
        return precise.isPresent()
                ? axis(precise.getAsDouble(), "sinogram spectrum", almost.get())
                : axis(almost.get().column(), "half-turn pairs", almost.get());
    }

    private static boolean isSure(MirrorMatch.Place place) {
        return place.concordance() >= SURE && !place.atEnd();
    }

    private static RotationAxis axis(double column, String method, MirrorMatch.Place place) {
        return new RotationAxis(column, method, Math.min(1, place.concordance()));
    }

    private static String reason(ScanAngles angles, List<ScanAngles.View> half, MirrorMatch.@Nullable Place best) {
        if (best != null && best.concordance() >= SURE) {
            return say(
                    "projections half a turn apart fit best at the end of the range that is searched (column %.1f), so"
                            + " the axis may be beyond",
                    best.column());
        }
        if (best != null) {
            return say(
                    "projections half a turn apart do not mirror each other well at any place (best at column %.1f with"
                            + " a confidence of %.2f; at least %.2f is needed)",
                    best.column(), Math.max(0, best.concordance()), SURE);
        }
        if (half.isEmpty()) {
            return say(
                    "no two projections are half a turn apart, and none of half a turn lies within %.1f degrees",
                    angles.widestGap());
        }
        return half.size() < FEWEST_VIEWS
                ? say(
                        "there are projections at %d angles of half a turn; at least %d are needed",
                        half.size(), FEWEST_VIEWS)
                : "the first and last projections of the half turn show nothing";
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /**
     * Returns the place of a cost's minimum between whole places, from the parabola through it and its neighbours.
     *
     * @return {@code least} itself at either end
     */
    static double vertex(double[] cost, int least) {
        if (least == 0 || least == cost.length - 1) {
            return least;
        }
        double bend = cost[least - 1] - 2 * cost[least] + cost[least + 1];
        return bend <= 0 ? least : least + (cost[least - 1] - cost[least + 1]) / (2 * bend);
    }

    /** Returns the index of the smallest value. */
    static int argMin(double[] cost) {
        int least = 0;
        for (int i = 1; i < cost.length; i++) {
            if (cost[i] < cost[least]) {
                least = i;
            }
        }
        return least;
    }

    /** Returns at most {@code most} rows, spread evenly over the detector. */
    static int[] spreadRows(int rows, int most) {
        int count = Math.min(rows, most);
        int[] spread = new int[count];
        for (int k = 0; k < count; k++) {
            spread[k] = (int) ((2L * k + 1) * rows / (2L * count));
        }
        return spread;
    }
}
