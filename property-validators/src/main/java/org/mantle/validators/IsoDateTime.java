package org.mantle.validators;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/**
 * Reads a date with a time in the extended form of ISO 8601.
 *
 * @since 0.1.0
 */
public final class IsoDateTime {

    /** What is read, in words that can follow "must be". */
    public static final String WORDS = "a date and time such as 2024-01-31T13:45:00 or 2024-01-31T13:45:00.5+01:00";

    /** No text that is read is longer. */
    private static final int LONGEST = 64;

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .parseStrict()
            .appendValue(ChronoField.YEAR, 4)
            .appendLiteral("-")
            .appendValue(ChronoField.MONTH_OF_YEAR, 2)
            .appendLiteral("-")
            .appendValue(ChronoField.DAY_OF_MONTH, 2)
            .appendLiteral('T')
            .appendValue(ChronoField.HOUR_OF_DAY, 2)
            .appendLiteral(':')
            .appendValue(ChronoField.MINUTE_OF_HOUR, 2)
            .optionalStart()
            .appendLiteral(':')
            .appendValue(ChronoField.SECOND_OF_MINUTE, 2)
            .optionalStart()
            // a point has digits behind it, of which the JDK's own format wants none
            .appendLiteral('.')
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, false)
            .optionalEnd()
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HH:MM:ss", "Z")
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withChronology(IsoChronology.INSTANCE)
            .withResolverStyle(ResolverStyle.STRICT);

    private IsoDateTime() {}

    /**
     * Reads a text: a date, {@code T} or one blank, and a time with optional seconds, fraction (one to nine digits) and offset;
     * without an offset it is in UTC.
     *
     * @throws DateTimeException if the text is anything else, such as a date alone
     */
    public static OffsetDateTime parse(String text) {
        if (text.length() > LONGEST) {
            throw new DateTimeException("needs " + WORDS);
        }
        boolean blank = text.length() > 10 && text.charAt(10) == ' ';
        TemporalAccessor parsed = FORMAT.parse(blank ? text.substring(0, 10) + 'T' + text.substring(11) : text);
        LocalDateTime local = LocalDateTime.from(parsed);
        return parsed.isSupported(ChronoField.OFFSET_SECONDS)
                ? local.atOffset(ZoneOffset.from(parsed))
                : local.atOffset(ZoneOffset.UTC);
    }
}
