package org.mantle.framework.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.MantleBuilder;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.LogLine;
import org.mantle.framework.run.ProgressReport;
import org.mantle.framework.run.RunEvent;
import org.mantle.framework.run.RunLog;
import org.mantle.framework.run.RunState;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.testing.TestHosts.Body;
import org.mantle.framework.type.Secret;

/** What a run says to people. */
class RunLogTests {

    static final Property<Integer> DEPTH =
            Property.integer("Depth").aliases("Deepness").defaultValue(0).build();
    static final Property<Secret> PASSWORD = Property.secret("Password").build();
    static final Property<Secret> PIN = Property.secret("Pin").build();

    static final class Talks extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Talks").properties(DEPTH, PASSWORD, PIN);
        }

        @Override
        protected void execute(Context run) throws Exception {
            run.service(Body.class).run(run);
        }
    }

    /** Takes what reaches the logger of the algorithm. */
    private static class Heard extends Handler implements AutoCloseable {

        private final Logger logger = Logger.getLogger("org.mantle.run.Talks");
        final List<LogRecord> records = new CopyOnWriteArrayList<>();

        Heard(Level level) {
            logger.setLevel(level);
            logger.setUseParentHandlers(false);
            logger.addHandler(this);
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord record) {
            records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
            logger.setUseParentHandlers(true);
            logger.setLevel(null);
        }
    }

    private static AlgorithmRun run(Map<String, ?> given, Body body) throws InterruptedException {
        MantleBuilder builder = TestHosts.builder(Talks.class)
                .service(Body.class, body)
                .clock(Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC));
        try (Mantle mantle = builder.build()) {
            AlgorithmRun run = mantle.start("Talks", given);
            run.outputs();
            return run;
        }
    }

    private static List<String> texts(AlgorithmRun run) {
        return run.log().lines().stream().map(LogLine::text).toList();
    }

    @Test
    void linesAreKeptInOrderWithTimeLevelAndAlgorithm() throws InterruptedException {
        try (Heard heard = new Heard(Level.ALL)) {
            AlgorithmRun run = run(Map.of(), body -> {
                body.log().debug("a detail");
                body.log().info("begins {0}");
                body.log().warning("is slow");
                body.log().error("went wrong");
            });

            assertThat(run.log().dropped()).isZero();
            assertThat(run.log().lines())
                    .extracting(line -> line.toJson().toString())
                    .containsExactly(
                            "{\"time\":\"2026-01-02T03:04:05Z\",\"level\":\"debug\",\"algorithm\":\"Talks\",\"text\":\"a detail\"}",
                            "{\"time\":\"2026-01-02T03:04:05Z\",\"level\":\"info\",\"algorithm\":\"Talks\",\"text\":\"begins {0}\"}",
                            "{\"time\":\"2026-01-02T03:04:05Z\",\"level\":\"warning\",\"algorithm\":\"Talks\",\"text\":\"is slow\"}",
                            "{\"time\":\"2026-01-02T03:04:05Z\",\"level\":\"error\",\"algorithm\":\"Talks\",\"text\":\"went wrong\"}");
            assertThat(heard.records)
                    .extracting(LogRecord::getLevel)
                    .containsExactly(Level.FINE, Level.INFO, Level.WARNING, Level.SEVERE);
            assertThat(heard.records).extracting(LogRecord::getMessage).contains("Talks #" + run.id() + ": begins {0}");
        }
    }

    @Test
    void aDetailThatNobodyWantsIsNotEvenMade() throws InterruptedException {
        AtomicInteger made = new AtomicInteger();
        try (Heard heard = new Heard(Level.WARNING)) {
            AlgorithmRun run = run(Map.of(), body -> {
                body.log().debug(() -> "detail " + made.incrementAndGet());
                body.log().info("kept with the run all the same");
            });

            assertThat(made).hasValue(0);
            assertThat(texts(run)).containsExactly("kept with the run all the same");
            assertThat(heard.records).isEmpty();
        }
    }

    @Test
    void theLastThousandLinesAreKeptAndTheOthersCounted() throws InterruptedException {
        try (Heard heard = new Heard(Level.OFF)) {
            AlgorithmRun run = run(Map.of(), body -> {
                for (int i = 1; i <= 1234; i++) {
                    body.log().info("line " + i);
                }
                body.log().info("x".repeat(20_000));
            });

            assertThat(run.log().lines()).hasSize(1000);
            assertThat(run.log().dropped()).isEqualTo(235);
            assertThat(texts(run)).startsWith("line 236", "line 237");
            assertThat(texts(run).get(999)).hasSize(10_000).endsWith("x…");
            assertThat(heard.records).isEmpty();
        }
    }

    @Test
    void aRunThatSaysNothingHasAnEmptyLog() throws InterruptedException {
        assertThat(run(Map.of(), body -> {}).log()).isEqualTo(new RunLog(List.of(), 0));
    }

    @Test
    void aChildsLinesAreInTheLogsOfAllRunsAroundItAndLoggedOnce() throws InterruptedException {
        List<AlgorithmRun> children = new ArrayList<>();
        try (Heard heard = new Heard(Level.ALL)) {
            AlgorithmRun run = run(Map.of(), body -> {
                int depth = body.get(DEPTH);
                body.log().info("at depth " + depth);
                if (depth < 2) {
                    AlgorithmInstance child = body.createChild("Talks", 0, 1).setProperty("Depth", depth + 1);
                    child.execute();
                    children.add(child.latestRun());
                }
                body.log().info("leaves depth " + depth);
            });

            assertThat(texts(run))
                    .containsExactly(
                            "at depth 0",
                            "at depth 1",
                            "at depth 2",
                            "leaves depth 2",
                            "leaves depth 1",
                            "leaves depth 0");
            assertThat(texts(children.get(1)))
                    .containsExactly("at depth 1", "at depth 2", "leaves depth 2", "leaves depth 1");
            assertThat(texts(children.get(0))).containsExactly("at depth 2", "leaves depth 2");
            assertThat(heard.records).hasSize(6);
            assertThat(heard.records.get(2).getMessage())
                    .startsWith("Talks #" + children.get(0).id() + ":");
            assertThat(List.of(run.id(), children.get(0).id(), children.get(1).id()))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aSecretOfTheRunIsReplacedByStarsWhereverItStands() throws InterruptedException {
        try (Heard heard = new Heard(Level.ALL)) {
            AlgorithmRun run = run(Map.of("Password", "mark-4711", "Pin", "\\d+$"), body -> {
                String password = new String(body.get(PASSWORD).reveal());
                body.log().info("login=ada&password=" + password + "&again=" + password);
                body.log().warning(password);
                body.log().error("pin \\d+$" + " or 4711");
                body.log().info("x".repeat(9_995) + password);
            });

            assertThat(texts(run))
                    .startsWith("login=ada&password=********&again=********", "********", "pin ******** or 4711")
                    .noneMatch(text -> text.contains("mark-"));
            assertThat(heard.records)
                    .extracting(LogRecord::getMessage)
                    .hasSize(4)
                    .noneMatch(text -> text.contains("mark-"));
        }
    }

    @Test
    void aSecretOfTheParentIsReplacedInALineOfTheChildToo() throws InterruptedException {
        try (Heard heard = new Heard(Level.ALL)) {
            AlgorithmRun run = run(Map.of("Password", "mark-4711"), body -> {
                if (body.get(DEPTH) == 0) {
                    body.createChild("Talks", 0, 1).setProperty("Depth", 1).execute();
                } else {
                    body.log().info("knows mark-4711");
                }
            });

            assertThat(texts(run)).containsExactly("knows ********");
            assertThat(heard.records).extracting(LogRecord::getMessage).noneMatch(text -> text.contains("mark-"));
        }
    }

    @Test
    void progressShowsNoSecretEitherInTheRunItsParentAndTheEvents() throws InterruptedException {
        List<String> shown = new CopyOnWriteArrayList<>();
        CountDownLatch ends = new CountDownLatch(2);
        Body body = context -> {
            if (context.get(DEPTH) == 0) {
                context.progress().report(0.1, "logs in with mark-4711");
                context.createChild("Talks", 0.5, 1).setProperty("Depth", 1).execute();
            } else {
                context.progress().report(1, 2, "tries of mark-4711", "the child knows mark-4711");
            }
        };
        try (Mantle mantle =
                TestHosts.builder(Talks.class).service(Body.class, body).build()) {
            mantle.subscribe(event -> {
                if (event instanceof RunEvent.Progressed progressed) {
                    shown.add(progressed.report().toString());
                } else if (event instanceof RunEvent.Ended) {
                    ends.countDown();
                }
            });
            AlgorithmRun run = mantle.start("Talks", Map.of("Password", "mark-4711"));
            run.outputs();
            ends.await();

            assertThat(run.progress().message()).isEqualTo("the child knows ********");
            assertThat(run.progress().unit()).isEqualTo("tries of ********");
            assertThat(shown).isNotEmpty().noneMatch(report -> report.contains("mark-"));
        }
    }

    @Test
    void whatIsSaidAfterTheEndIsDropped() throws InterruptedException {
        AtomicReference<Context> kept = new AtomicReference<>();
        try (Heard heard = new Heard(Level.ALL)) {
            AlgorithmRun run = run(Map.of("Password", "mark-4711"), kept::set);
            kept.get().log().info("late, with mark-4711");
            kept.get().progress().report(0.5, "late, with mark-4711");

            assertThat(run.progress()).isEqualTo(ProgressReport.NONE);
            assertThat(run.log().lines()).isEmpty();
            assertThat(heard.records).isEmpty();
        }
    }

    @Test
    void threadsOfARunMaySpeakAtOnce() throws InterruptedException {
        try (Heard heard = new Heard(Level.ALL)) {
            AlgorithmRun run = run(Map.of(), body -> {
                List<Thread> threads = new ArrayList<>();
                for (int t = 0; t < 4; t++) {
                    Thread thread = new Thread(() -> {
                        for (int i = 0; i < 100; i++) {
                            body.log().info("line");
                        }
                    });
                    threads.add(thread);
                    thread.start();
                }
                for (Thread thread : threads) {
                    thread.join();
                }
            });

            assertThat(run.log().lines()).hasSize(400);
            assertThat(heard.records).hasSize(400);
        }
    }

    @Test
    void aLoggerThatThrowsHarmsNoRun() throws InterruptedException {
        Heard broken = new Heard(Level.ALL) {
            @Override
            public void publish(LogRecord record) {
                throw new IllegalStateException("the log is full");
            }
        };
        try (broken) {
            AlgorithmRun run = run(Map.of(), body -> body.log().info("runs"));

            assertThat(run.state()).isEqualTo(RunState.COMPLETED);
            assertThat(texts(run)).containsExactly("runs");
        }
    }

    @Test
    void aNoticeOfTheChecksIsTheFirstWarningOfTheRun() throws InterruptedException {
        try (Heard heard = new Heard(Level.ALL);
                Mantle mantle = TestHosts.host(body -> body.log().info("runs"), Talks.class)) {
            AlgorithmRun run = mantle.start("Talks", Map.of("Deepness", 1));
            run.await();

            assertThat(run.log().lines())
                    .extracting(line -> line.level() + " " + line.text())
                    .containsExactly("WARNING Deepness is an old name of Depth; use Depth", "INFO runs");
            assertThat(heard.records.get(0).getLevel()).isEqualTo(Level.WARNING);
        }
    }
}
