package org.mantle.reconstruction.axis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mantle.reconstruction.scan.FlatField;
import org.mantle.reconstruction.scan.NxTomo;
import org.mantle.reconstruction.scan.RowRange;
import org.mantle.reconstruction.scan.ScanAngles;
import org.mantle.reconstruction.scan.ScanException;

/**
 * Finds the rotation axis by registering projections that are half a turn apart ({@link MirrorMatch}).
 *
 * <p>Where a scan ends one step before half a turn, projections that are one, two and three steps short of it stand in. What
 * the missing steps shift is proportional to them, so a straight line through the three places leads to the axis. The
 * confidence is the concordance of the mirrored images. The principle is that of the registration by projections 180 degrees
 * apart in M. Yang, H. Gao, X. Li, F. Meng, D. Wei, NDT E Int. 50 (2012) 48-54, here in the space of columns.
 */
final class HalfTurnPairs {

    private static final int MOST_PAIRS = 3;
    private static final int MOST_STEPS = 3;
    private static final int MOST_ROWS = 128;

    private final NxTomo scan;
    private final FlatField flatField;
    private final int[] projections;
    private final Map<Integer, float[][]> images = new HashMap<>();

    /** Takes a scan, and its frames that are projections. */
    HalfTurnPairs(NxTomo scan, FlatField flatField, int[] projections) {
        this.scan = scan;
        this.flatField = flatField;
        this.projections = projections;
    }

    /** Registers projections half a turn apart; empty if there are none that show something. */
    Optional<MirrorMatch.Place> exact(ScanAngles angles) throws ScanException {
        MirrorMatch match = new MirrorMatch();
        for (ScanAngles.Pair pair : angles.halfTurnPairs(MOST_PAIRS)) {
            match.add(image(pair.first()), image(pair.second()));
        }
        if (match.isEmpty()) {
            return Optional.empty();
        }
        MirrorMatch.Place place = match.coarsePlace();
        return Optional.of(new MirrorMatch.Place(match.finePlace(place.column()), place.concordance(), place.atEnd()));
    }

    /** Registers the first and the last projections of a half turn of many views; empty if they show nothing. */
    Optional<MirrorMatch.Place> almost(List<ScanAngles.View> half) throws ScanException {
        List<MirrorMatch> matches = new ArrayList<>();
        List<Double> missing = new ArrayList<>();
        for (int steps = 1; steps <= MOST_STEPS; steps++) {
            MirrorMatch match = new MirrorMatch();
            double degrees = 0;
            for (int i = 0; i < steps; i++) {
                ScanAngles.View first = half.get(i);
                ScanAngles.View last = half.get(half.size() - steps + i);
                match.add(image(first.projection()), image(last.projection()));
                degrees += (180 - (last.degrees() - first.degrees())) / steps;
            }
            if (!match.isEmpty()) {
                matches.add(match);
                missing.add(degrees);
            }
        }
        if (matches.isEmpty()) {
            return Optional.empty();
        }
        MirrorMatch.Place coarse = matches.get(0).coarsePlace();
        double[] columns = matches.stream()
                .mapToDouble(match -> match.finePlace(coarse.column()))
                .toArray();
        double column = atZero(missing.stream().mapToDouble(d -> d).toArray(), columns);
        double last = scan.columns() - 1.0;
        return Optional.of(
                new MirrorMatch.Place(Math.max(1, Math.min(last - 1, column)), coarse.concordance(), coarse.atEnd()));
    }

    /** Returns the value at 0 of the straight line through points, by least squares. */
    private static double atZero(double[] x, double[] y) {
        double meanX =
                IntStream.range(0, x.length).mapToDouble(i -> x[i]).average().orElseThrow();
        double meanY =
                IntStream.range(0, y.length).mapToDouble(i -> y[i]).average().orElseThrow();
        double product = 0;
        double square = 0;
        for (int i = 0; i < x.length; i++) {
            product += (x[i] - meanX) * (y[i] - meanY);
            square += (x[i] - meanX) * (x[i] - meanX);
        }
        return square > 0 ? meanY - meanX * product / square : meanY;
    }

    /** Returns some rows of a projection's attenuation. */
    private float[][] image(int projection) throws ScanException {
        float[][] known = images.get(projection);
        if (known != null) {
            return known;
        }
        int[] wanted = AxisFinder.spreadRows(scan.rows(), MOST_ROWS);
        int columns = scan.columns();
        float[][] image = new float[wanted.length][columns];
        scan.read(new int[] {projections[projection]}, new RowRange(0, scan.rows() - 1), (k, pixels) -> {
            flatField.toTransmission(pixels, 0);
            for (int r = 0; r < wanted.length; r++) {
                System.arraycopy(pixels, wanted[r] * columns, image[r], 0, columns);
                flatField.toAttenuation(image[r], wanted[r]);
            }
        });
        images.put(projection, image);
        return image;
    }
}
