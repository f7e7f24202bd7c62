package org.mantle.framework;

import java.util.OptionalDouble;

/**
 * How far a run is, as it said last.
 *
 * @param fraction how much is done, 0 to 1; empty when that is not known
 * @param message what is being done; empty before the first report
 * @param done how many units of counted work are done; 0 when nothing is counted
 * @param total how many units of counted work there are; 0 when unknown or nothing is counted
 * @param unit the name of the unit; empty when nothing is counted
 */
public record ProgressReport(OptionalDouble fraction, String message, long done, long total, String unit) {

    static final ProgressReport NONE = new ProgressReport(OptionalDouble.empty(), "", 0, 0, "");

    static ProgressReport ofFraction(double fraction, String message) {
        return new ProgressReport(clamp(fraction), message, 0, 0, "");
    }

    static ProgressReport ofCount(long done, long total, String unit, String message) {
        long known = Math.max(total, 0);
        double fraction = known == 0 ? Double.NaN : (double) done / known;
        return new ProgressReport(clamp(fraction), message, Math.max(done, 0), known, unit);
    }

    /** Returns this report of a child as a report of its parent, in which the child stands for the given range. */
    ProgressReport within(double start, double end) {
        OptionalDouble scaled =
                fraction.isEmpty() ? fraction : OptionalDouble.of(start + (end - start) * fraction.getAsDouble());
        return new ProgressReport(scaled, message, done, total, unit);
    }

    private static OptionalDouble clamp(double fraction) {
        return Double.isNaN(fraction) ? OptionalDouble.empty() : OptionalDouble.of(Math.min(1, Math.max(0, fraction)));
    }
}
