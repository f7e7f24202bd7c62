package org.mantle.framework.run;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far a run is, as it said last.
 *
 * @param fraction how much is done, 0 to 1; empty when that is not known
 * @param message what is being done; empty before the first report
 * @param done how many units of counted work are done; 0 when nothing is counted
 * @param total how many units of counted work there are; 0 when unknown or nothing is counted
 * @param unit the name of the unit; empty when nothing is counted
 * @param remaining what time the run is likely to need still, if the rest goes as fast as what is done; empty when that is not
 *     known, or the run has ended
 * @since 0.1.0
 */
public record ProgressReport(
        OptionalDouble fraction, String message, long done, long total, String unit, Optional<Duration> remaining) {

    public static final ProgressReport NONE = new ProgressReport(OptionalDouble.empty(), "", 0, 0, "");

    /** Makes a report without an estimate. */
    public ProgressReport(OptionalDouble fraction, String message, long done, long total, String unit) {
        this(fraction, message, done, total, unit, Optional.empty());
    }

    public static ProgressReport ofFraction(double fraction, String message) {
        return new ProgressReport(clamp(fraction), message, 0, 0, "");
    }

    public static ProgressReport ofCount(long done, long total, String unit, String message) {
        long known = Math.max(total, 0);
        double fraction = known == 0 ? Double.NaN : (double) done / known;
        return new ProgressReport(clamp(fraction), message, Math.max(done, 0), known, unit);
    }

    /** Returns this report of a child as a report of its parent, in which the child stands for the given range. */
    public ProgressReport within(double start, double end) {
        OptionalDouble scaled =
                fraction.isEmpty() ? fraction : OptionalDouble.of(start + (end - start) * fraction.getAsDouble());
        return new ProgressReport(scaled, message, done, total, unit);
    }

    /** Returns this report with an estimate, made from the time that what is done has taken. */
    public ProgressReport estimated(Duration elapsed) {
        double part = fraction.orElse(0);
        if (part <= 0 || elapsed.isNegative()) {
            return this;
        }
        double millis = elapsed.toMillis() * (1 - part) / part;
        return new ProgressReport(
                fraction, message, done, total, unit, Optional.of(Duration.ofMillis(Math.round(millis))));
    }

    private static OptionalDouble clamp(double fraction) {
        return Double.isNaN(fraction) ? OptionalDouble.empty() : OptionalDouble.of(Math.min(1, Math.max(0, fraction)));
    }
}
