package org.mantle.framework.internal.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.SmallDisk;
import org.mantle.framework.Mantle;
import org.mantle.framework.history.AlgorithmHistory;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.testing.LogLines;
import org.mantle.framework.testing.Patience;
import org.mantle.framework.testing.TestHosts;

/** A history's file in the hands of several processes, and on a disk that is full. */
class HistorySharingTests {

    @TempDir
    Path folder;

    /** A process that runs and records. */
    static final class Runs {

        private Runs() {}

        public static void main(String[] arguments) {
            try (Mantle mantle = TestHosts.builder(HistoryFileTests.Keeps.class)
                    .historyFile(Path.of(arguments[0]))
                    .build()) {
                for (int run = 0; run < Integer.parseInt(arguments[1]); run++) {
                    mantle.run("Keeps", Map.of("Text", "x".repeat(run % 100)));
                }
            }
        }
    }

    private static List<String> java(Path history, int runs) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Runs.class.getName(),
                history.toString(),
                Integer.toString(runs));
    }

    @Test
    void processesThatRunAtOnceLoseNothing() throws IOException, InterruptedException {
        Path history = folder.resolve("history.jsonl");
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(new ProcessBuilder(java(history, 200))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("out" + i).toFile())
                    .start());
        }
        for (int i = 0; i < 3; i++) {
            assertThat(processes.get(i).waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(Files.readString(folder.resolve("out" + i))).isEmpty();
        }
        try (Mantle mantle = TestHosts.builder(HistoryFileTests.Keeps.class)
                .historyFile(history)
                .build()) {
            Set<Long> numbers = new HashSet<>();
            Set<String> ids = new HashSet<>();
            for (RunRecord record : mantle.history().records()) {
                numbers.add(record.number());
                ids.add(record.id());
            }
            assertThat(mantle.history().faults()).isEmpty();
            assertThat(numbers).hasSize(600).contains(1L, 600L);
            assertThat(ids).hasSize(600);
        }
    }

    @Test
    void aLockThatIsNotGivenBackHoldsNoRunUpForLong() throws IOException {
        Path history = folder.resolve("history.jsonl");
        File lock = new File(history + ".lock");
        try (LogLines log = new LogLines(AlgorithmHistory.class);
                Mantle mantle = TestHosts.builder(HistoryFileTests.Keeps.class)
                        .historyFile(history)
                        .build()) {
            mantle.run("Keeps", Map.of("Text", "before"));
            try (RandomAccessFile held = new RandomAccessFile(lock, "rw");
                    FileLock unused = held.getChannel().lock()) {
                assertThat(unused.isValid()).isTrue();
                mantle.run("Keeps", Map.of("Text", "waits in vain for 2 s"));
                long shortest = Long.MAX_VALUE; // a busy machine may make some of them as long, but not all
                for (int run = 1; run < 20; run++) {
                    long start = System.nanoTime();
                    mantle.run("Keeps", Map.of("Text", "meanwhile " + run));
                    shortest = Math.min(shortest, System.nanoTime() - start);
                }
                assertThat(Duration.ofNanos(shortest)).isLessThan(Duration.ofSeconds(2));
                assertThat(mantle.history().records()).hasSize(21);
            }
            mantle.run("Keeps", Map.of("Text", "after"));

            assertThat(Files.readAllLines(history)).hasSize(2);
            assertThat(log.lines()).singleElement().asString().contains(lock.toString());
        }
    }

    @Test
    void aRunWaitsForOthersAtWorkAlsoAfterOneHasWaitedInVain() throws IOException {
        Path history = folder.resolve("history.jsonl");
        try (LogLines log = new LogLines(AlgorithmHistory.class);
                Mantle mantle = TestHosts.builder(HistoryFileTests.Keeps.class)
                        .historyFile(history)
                        .build()) {
            try (RandomAccessFile held = new RandomAccessFile(history + ".lock", "rw");
                    FileLock unused = held.getChannel().lock()) {
                assertThat(unused.isValid()).isTrue();
                mantle.run("Keeps", Map.of("Text", "waits in vain"));
                for (int run = 0; run < 3; run++) {
                    long start = System.nanoTime();
                    mantle.run("Keeps", Map.of("Text", "waits too"));
                    assertThat(Duration.ofNanos(System.nanoTime() - start))
                            .isGreaterThanOrEqualTo(Duration.ofMillis(90));
                }
            }
            assertThat(mantle.history().records()).hasSize(4);
            assertThat(log.lines()).hasSize(1);
        }
    }

    @Test
    void aFullDiskTakesNoPartOfALineAndFailsNoRun() throws IOException, InterruptedException {
        Path history = Files.createDirectory(folder.resolve("disk")).resolve("history.jsonl");
        try (SmallDisk disk = SmallDisk.at(history.getParent(), "size=16k");
                LogLines log = new LogLines(AlgorithmHistory.class);
                Mantle mantle = TestHosts.builder(HistoryFileTests.Keeps.class)
                        .historyFile(history)
                        .build()) {
            assertThat(disk.folder()).isDirectory();
            for (int run = 1; run <= 40; run++) {
                assertThat(mantle.run("Keeps", Map.of("Text", "long ".repeat(200))))
                        .isNotNull();
            }
            assertThat(mantle.history().records()).hasSize(40);
            assertThat(mantle.history().faults()).isEmpty();
            assertThat(Files.readString(history)).endsWith("}\n");
            assertThat(log.lines()).hasSize(1);
        }
    }
}
