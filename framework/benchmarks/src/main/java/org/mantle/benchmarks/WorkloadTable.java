package org.mantle.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.mantle.benchmarks.start.StartUps;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures all workloads and prints the table of {@code docs/benchmarks.md}.
 *
 * <p>It goes round the benchmarks several times, each in a process of its own, so that peers are measured close to each other and
 * what else the machine does harms all alike. JMH's own words go to {@code workloads.log} beside the jar.
 */
public final class WorkloadTable {

    private static final int ROUNDS = 3;
    private static final int STARTS = 25;
    private static final List<String> PEERS = List.of("HandWritten", "Mantle", "SciJavaThread", "SciJavaCommand");

    /** A row of the table: the beginning of the methods' names, what is done, and what a number is divided by. */
    private record Row(String workload, String words, double unit, String target) {}

    private static final List<Row> ROWS = List.of(
            new Row("w1", "W1 run by name, ns", 1, "≤ 500"),
            new Row("w2", "W2 refused input, ns", 1, "≤ 1,000"),
            new Row("w2Read", "W2 and its message read, ns", 1, ""),
            new Row("w3Exact", "W3 name and version among 10,000, ns", 1, "≤ 10"),
            new Row("w3Latest", "W3 latest version of a name, ns", 1, "≤ 10"),
            new Row("w3Search", "W3 search, µs", 1e3, "≤ 70"),
            new Row("w4Range", "W4 range of 100,000, µs", 1e3, "≤ 36"),
            new Row("w4List", "W4 list of 100,000, ms", 1e6, "≤ 0.5"),
            new Row("w4RangeArray", "W4 range of 100,000 to an array, µs", 1e3, "≤ 1.2 times"),
            new Row("w4ListArray", "W4 list of 100,000 to an array, ms", 1e6, "≤ 1.2 times"),
            new Row("w8", "W8 run from a map to a map, ns", 1, "≤ 5.4 times"));

    private final Measurements measurements = new Measurements();
    private final StartUps startUps;
    private final Path log;

    private WorkloadTable(Path target) throws IOException {
        startUps = new StartUps(target);
        log = target.resolve("workloads.log");
    }

    /** Measures, and prints the table to standard output; takes about nine minutes. */
    public static void main(String[] args) throws RunnerException, IOException, InterruptedException {
        WorkloadTable table = new WorkloadTable(StartUps.target());
        int rounds = args.length == 0 ? ROUNDS : Integer.parseInt(args[0]);
        for (int round = 1; round <= rounds; round++) {
            System.err.println("round " + round + " of " + rounds + "; see " + table.log);
            table.measurements.add(new Runner(table.options()).run());
        }
        System.err.println("processes");
        table.startUps.measure(STARTS);
        System.out.println(table.markdown());
    }

    private Options options() {
        return new OptionsBuilder()
                .include("\\.w[1-58].*")
                .forks(1)
                .warmupIterations(2)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(4)
                .measurementTime(TimeValue.milliseconds(500))
                .timeUnit(TimeUnit.NANOSECONDS)
                .addProfiler(GCProfiler.class)
                .output(log.toString())
                .build();
    }

    private String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "| | hand-written | Mantle | over hand-written | SciJava, calling thread | SciJava command | target |");
        lines.add("|---|---:|---:|---:|---:|---:|---:|");
        for (Row row : ROWS) {
            List<String> cells = new ArrayList<>(List.of(row.words()));
            for (String peer : PEERS) {
                Optional<Measurements.Series> time = measurements.time(row.workload() + peer);
                cells.add(time.map(series -> cell(series, row.unit())).orElse(""));
            }
            cells.add(3, over(row.workload()));
            cells.add(row.target());
            lines.add(line(cells));
        }
        lines.add(scaling("W5 two threads over one", "w1", "w5"));
        lines.add(scaling("W8 two threads over one", "w8", "w8TwoThreads"));
        lines.add(allocated("W6 allocated by W1, B", "w1", "≤ 1,200"));
        lines.add(allocated("W8 allocated, B", "w8", ""));
        lines.add(starts());
        lines.add(archivedStarts());
        return String.join(System.lineSeparator(), lines);
    }

    private String over(String workload) {
        Optional<Measurements.Series> ours = measurements.time(workload + "Mantle");
        Optional<Measurements.Series> floor = measurements.time(workload + "HandWritten");
        return ours.isPresent() && floor.isPresent() ? number(ours.get().over(floor.get())) : "";
    }

    /** How much more two threads do than one. */
    private String scaling(String words, String alone, String together) {
        List<String> cells = new ArrayList<>(List.of(words));
        for (String peer : PEERS) {
            Optional<Measurements.Series> one = measurements.time(alone + peer);
            Optional<Measurements.Series> two = measurements.time(together + peer);
            cells.add(one.isPresent() && two.isPresent() ? number(2 * one.get().over(two.get())) : "");
        }
        cells.add(3, "");
        cells.add("≥ 1.8");
        return line(cells);
    }

    private String allocated(String words, String workload, String target) {
        List<String> cells = new ArrayList<>(List.of(words));
        for (String peer : PEERS) {
            cells.add(measurements
                    .bytes(workload + peer)
                    .map(WorkloadTable::number)
                    .orElse(""));
        }
        cells.add(3, "");
        cells.add(target);
        return line(cells);
    }

    private String starts() {
        List<String> cells = new ArrayList<>(
                List.of("W7 process with one run, least / median ms; bare JVM " + start(StartUps.Peer.BARE_JVM)));
        addStarts(cells, StartUps.Peer.HAND_WRITTEN, StartUps.Peer.MANTLE);
        cells.add(start(StartUps.Peer.SCI_JAVA));
        cells.add("");
        cells.add("≤ 75");
        return line(cells);
    }

    private String archivedStarts() {
        List<String> cells = new ArrayList<>(List.of("W7 with a class-data archive"));
        addStarts(cells, StartUps.Peer.HAND_WRITTEN_ARCHIVED, StartUps.Peer.MANTLE_ARCHIVED);
        cells.addAll(List.of("", "", "≤ 75"));
        return line(cells);
    }

    private void addStarts(List<String> cells, StartUps.Peer floor, StartUps.Peer ours) {
        cells.add(start(floor));
        cells.add(start(ours));
        cells.add(number(startUps.median(ours) / startUps.median(floor)));
    }

    private String start(StartUps.Peer peer) {
        return number(startUps.least(peer)) + " / " + number(startUps.median(peer));
    }

    /** Shows the median, and the least and the most. */
    private static String cell(Measurements.Series series, double unit) {
        return number(series.median() / unit) + " (" + number(series.least() / unit) + " to "
                + number(series.most() / unit) + ")";
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String number(double number) {
        String format = number >= 100 ? "%,.0f" : number >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, number);
    }
}
