package org.mantle.slurm;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Time limits in the forms that Slurm reads and prints.
 *
 * @since 0.1.0
 */
public final class SlurmTime {

    private static final Pattern WITH_DAYS = Pattern.compile("(\\d{1,6})-(\\d{1,2})(?::(\\d{1,2})(?::(\\d{1,2}))?)?");
    private static final Pattern WITHOUT_DAYS = Pattern.compile("(?:(?:(\\d{1,6}):)?(\\d{1,8}):(\\d{1,2})|(\\d{1,8}))");

    private SlurmTime() {}

    /**
     * Returns the form of {@code sbatch --time}.
     *
     * @param limit rounded up to whole minutes, since Slurm counts in these; at least one
     * @return such as {@code 1-02:30:00} for 26 hours and a half
     */
    public static String format(Duration limit) {
        long minutes = minutes(limit);
        return String.format(Locale.ROOT, "%d-%02d:%02d:00", minutes / (24 * 60), minutes / 60 % 24, minutes % 60);
    }

    /** Returns a limit as the REST daemon takes it: in minutes, rounded up, at least one. */
    public static long minutes(Duration limit) {
        return Math.max(1, (limit.toSeconds() + 59) / 60);
    }

    /**
     * Reads a limit as Slurm prints or reads it.
     *
     * @param text {@code minutes}, {@code minutes:seconds}, {@code hours:minutes:seconds}, {@code days-hours},
     *     {@code days-hours:minutes} or {@code days-hours:minutes:seconds}
     * @return nothing for {@code UNLIMITED}, {@code NOT_SET} and whatever else is no time
     */
    public static Optional<Duration> parse(String text) {
        String form = text.strip();
        Matcher days = WITH_DAYS.matcher(form);
        if (days.matches()) {
            return Optional.of(Duration.ofDays(number(days.group(1)))
                    .plusHours(number(days.group(2)))
                    .plusMinutes(number(days.group(3)))
                    .plusSeconds(number(days.group(4))));
        }
        Matcher clock = WITHOUT_DAYS.matcher(form);
        if (!clock.matches()) {
            return Optional.empty();
        }
        if (clock.group(4) != null) {
            return Optional.of(Duration.ofMinutes(number(clock.group(4))));
        }
        return Optional.of(Duration.ofHours(number(clock.group(1)))
                .plusMinutes(number(clock.group(2)))
                .plusSeconds(number(clock.group(3))));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
