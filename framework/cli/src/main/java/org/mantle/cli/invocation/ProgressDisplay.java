package org.mantle.cli.invocation;

import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
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
    private static final int LEAST_TEXT = 12;
    private static final Pattern ES = Pattern.compile("(?:ch|sh|ss|x)es$");
    private static final String GAP = "  ";
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
        List<String> numbers = report.unit().equals("bytes") ? transfer(report) : count(report);
        String text = PrintableText.of(report.message());
        if (report.fraction().isEmpty()) {
            turn = (turn + 1) % SPINNER.length();
            List<String> tail = numbers.isEmpty() ? List.of(time((clock.getAsLong() - began) / 1e9)) : numbers;
            return fitting(SPINNER.charAt(turn) + " ", text, "", tail);
        }
        double fraction = report.fraction().getAsDouble();
        List<String> tail = new ArrayList<>();
        tail.add(String.format(Locale.ROOT, "%3d%%", (int) (100 * fraction)));
        tail.addAll(numbers);
        int used = text.length() + String.join(GAP, tail).length();
        int bar = Math.min(BAR_WIDTH, width - 1 - used - 6);
        if (bar < SMALLEST_BAR) {
            return fitting("", text, "", tail);
        }
        int full = (int) (bar * fraction);
        return fitting("", text, "[" + "#".repeat(full) + ".".repeat(bar - full) + "]", tail);
    }

    /**
     * Returns a line that fits: of the numbers, the last ones go first, each as a whole, since a part of a number is another number; the
     * text is shortened.
     */
    private String fitting(String head, String text, String bar, List<String> numbers) {
        for (int shown = numbers.size(); shown > 0; shown--) {
            List<String> tail = new ArrayList<>(numbers.subList(0, shown));
            if (!bar.isEmpty()) {
                tail.add(0, bar);
            }
            String end = String.join(GAP, tail);
            int room = width - 1 - head.length() - end.length() - GAP.length();
            if (text.isEmpty() && room + GAP.length() >= 0) {
                return head + end;
            }
            if (room >= (shown == 1 ? 1 : Math.min(text.length(), LEAST_TEXT))) {
                return head + (text.length() <= room ? text : text.substring(0, room - 1) + "…") + GAP + end;
            }
        }
        String alone = head + numbers.get(0);
        return alone.length() < width ? alone : "";
    }

    private static List<String> count(ProgressReport report) {
        if (report.unit().isEmpty()) {
            return List.of();
        }
        return List.of(report.done() + (report.total() > 0 ? "/" + report.total() : "") + " " + unit(report));
    }

    /** One of something has no plural; a unit is one, as whoever counts gives it. */
    private static String unit(ProgressReport report) {
        long count = report.total() > 0 ? report.total() : report.done();
        String unit = PrintableText.of(report.unit());
        if (count != 1 || !unit.endsWith("s")) {
            return unit;
        }
        return unit.endsWith("ies")
                ? unit.substring(0, unit.length() - 3) + "y"
                : unit.substring(0, unit.length() - (ES.matcher(unit).find() ? 2 : 1));
    }

    private List<String> transfer(ProgressReport report) {
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
            return List.of(line);
        }
        String speedText = bytes(speed) + "/s";
        return report.total() > 0
                ? List.of(line, speedText, time((report.total() - report.done()) / speed) + " left")
                : List.of(line, speedText);
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
