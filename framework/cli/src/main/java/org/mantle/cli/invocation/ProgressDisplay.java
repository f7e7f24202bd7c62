package org.mantle.cli.invocation;

import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.mantle.framework.describe.PrintableText;
import org.mantle.framework.run.ProgressReport;

/**
 * One line on standard error that shows how far something is, and is gone at the end.
 *
 * <p>Transfers (counted bytes) show their speed and the time they still need. It is made for reports that are polled. The
 * progress bar libraries bring threads and a terminal library with native code, which would take longer to start than most
 * commands run. Safe from many threads.
 */
final class ProgressDisplay implements AutoCloseable {

    static final String CLEAR_LINE = "\r\u001b[K";
    private static final String SPINNER = "|/-\\";
    private static final int BAR_WIDTH = 30;
    private static final int SMALLEST_BAR = 8;
    private static final long SPEED_WINDOW_NANOS = 5_000_000_000L;

    private record Sample(long nanos, long done) {}

    private final PrintWriter err;
    private final int width;
    private final LongSupplier clock;
    private final long began;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private String message = "";
    private int turn;
    private boolean drawn;

    /** Makes a display of a width in characters; 0 shows nothing. */
    ProgressDisplay(PrintWriter err, int width, LongSupplier clock) {
        this.err = err;
        this.width = width;
        this.clock = clock;
        this.began = clock.getAsLong();
    }

    /** Returns whether anybody sees it. */
    boolean isShown() {
        return width > 0;
    }

    /** Shows a report in place of the last one. */
    synchronized void show(ProgressReport report) {
        if (!isShown()) {
            return;
        }
        String line = line(report);
        err.print(CLEAR_LINE + line);
        err.flush();
        drawn = true;
    }

    /** Takes the line away. */
    @Override
    public synchronized void close() {
        if (drawn) {
            err.print(CLEAR_LINE);
            err.flush();
            drawn = false;
        }
    }

    private String line(ProgressReport report) {
        String numbers = report.unit().equals("bytes") ? transfer(report) : count(report);
        String text = PrintableText.of(report.message());
        if (report.fraction().isEmpty()) {
            turn = (turn + 1) % SPINNER.length();
            String tail = numbers.isEmpty() ? time((clock.getAsLong() - began) / 1e9) : numbers;
            return cut(SPINNER.charAt(turn) + " " + (text.isEmpty() ? "" : text + "  ") + tail);
        }
        double fraction = report.fraction().getAsDouble();
        String tail =
                String.format(Locale.ROOT, "%3d%%", (int) (100 * fraction)) + (numbers.isEmpty() ? "" : "  " + numbers);
        int free = width - 1 - text.length() - tail.length() - 6;
        if (free < SMALLEST_BAR) {
            return cut((text.isEmpty() ? "" : text + "  ") + tail);
        }
        int bar = Math.min(BAR_WIDTH, free);
        int full = (int) (bar * fraction);
        return (text.isEmpty() ? "" : text + "  ") + "[" + "#".repeat(full) + ".".repeat(bar - full) + "]  " + tail;
    }

    private String cut(String line) {
        return line.length() < width ? line : line.substring(0, width - 1);
    }

    private static String count(ProgressReport report) {
        if (report.unit().isEmpty()) {
            return "";
        }
        return report.done() + (report.total() > 0 ? "/" + report.total() : "") + " " + report.unit();
    }

    private String transfer(ProgressReport report) {
        long now = clock.getAsLong();
        Sample last = samples.peekLast();
        if (!report.message().equals(message) || (last != null && report.done() < last.done())) {
            samples.clear();
            message = report.message();
        }
        samples.addLast(new Sample(now, report.done()));
        while (samples.size() > 2 && now - samples.getFirst().nanos() > SPEED_WINDOW_NANOS) {
            samples.removeFirst();
        }
        Sample first = samples.getFirst();
        double seconds = (now - first.nanos()) / 1e9;
        double speed = seconds > 0 ? (report.done() - first.done()) / seconds : 0;
        String line =
                bytes((double) report.done()) + (report.total() > 0 ? " of " + bytes((double) report.total()) : "");
        if (speed <= 0) {
            return line;
        }
        line += "  " + bytes(speed) + "/s";
        return report.total() > 0 ? line + "  " + time((report.total() - report.done()) / speed) + " left" : line;
    }

    /** Returns a size in decimal units, as network speeds and disk sizes are given. */
    private static String bytes(double count) {
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        double value = count;
        int unit = 0;
        while (value >= 999.5 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || value >= 99.95 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    }

    private static String time(double seconds) {
        long whole = Math.round(Math.max(0, seconds));
        return whole >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }
}
