package org.mantle.reconstruction.axis;

import java.util.List;
import java.util.Optional;
import org.mantle.reconstruction.scan.FlatField;
import org.mantle.reconstruction.scan.NxTomo;
import org.mantle.reconstruction.scan.ScanAngles;
import org.mantle.reconstruction.scan.ScanException;

/**
 * Finds the rotation axis from the scan itself.
 *
 * <p>Where the scan has projections half a turn apart they are registered ({@link HalfTurnPairs}), which needs a few
 * frames only. Where it has none, or they do not resemble each other, the sinograms of some rows are examined
 * ({@link SinogramSpectrum}). All rows of the detector take part, whichever are reconstructed, so that the same scan
 * always gives the same axis. It is looked for between a fifth and four fifths of the detector's width.
 */
public final class AxisFinder {

    /** The part of the detector's width, at either side, where the axis is not looked for. */
    static final double MARGIN = 0.2;

    private static final double SURE = 0.8;
    private static final double LEAST = 0.2;

    private AxisFinder() {}

    /**
     * Finds the axis.
     *
     * @param projections the frames that are projections, in the order of {@code angles}
     * @throws ScanException if the data does not show where it is
     */
    public static RotationAxis find(NxTomo scan, FlatField flatField, int[] projections, ScanAngles angles, int threads)
            throws ScanException, InterruptedException {
        Optional<RotationAxis> byPairs = HalfTurnPairs.find(scan, flatField, projections, angles);
        if (byPairs.isPresent() && byPairs.get().confidence() >= SURE) {
            return byPairs.get();
        }
        Optional<RotationAxis> bySpectrum = SinogramSpectrum.find(scan, flatField, projections, angles, threads);
        return List.of(bySpectrum, byPairs).stream()
                .flatMap(Optional::stream)
                .filter(axis -> axis.confidence() >= LEAST)
                .findFirst()
                .orElseThrow(
                        () -> new ScanException(
                                "the rotation axis cannot be found from the data: the projections"
                                        + " neither cover half a turn evenly nor have clear pairs half a turn apart; give it with --axis"));
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
