package org.mantle.framework.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mantle.framework.testing.Patience.await;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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
import org.mantle.framework.run.RunState;
import org.mantle.framework.testing.LogLines;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.testing.TestHosts.Body;
import org.mantle.framework.type.Secret;

/** What a host sees of its runs in rare cases, and what is left of them afterwards. */
class RunWatchingTests {

    static final Property<Integer> DEPTH =
            Property.integer("Depth").defaultValue(0).build();
    static final Property<Secret> PASSWORD = Property.secret("Password").build();

    static final class Watched extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Watched").properties(DEPTH, PASSWORD);
        }

        @Override
        protected void execute(Context run) throws Exception {
            run.service(Body.class).run(run);
        }
    }

    private static MantleBuilder builder(Body body) {
        return TestHosts.builder(Watched.class).service(Body.class, body);
    }

    @Test
    void whoListensToAWaitingRunHearsOfNoBeginning() {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (Mantle mantle = builder(run -> {}).executor(work -> {}).build()) {
            AlgorithmRun run = mantle.start("Watched", Map.of());
            run.subscribe(event -> heard.add(event.getClass().getSimpleName()));
            run.cancel();
            await(() -> heard.size() > 1);
        }
        assertThat(heard).containsExactly("Starting", "Cancelled");
    }

    @Test
    void aListenerThatFailsIsLoggedOnce() {
        try (LogLines log = new LogLines(RunEvent.class)) {
            AtomicInteger thrown = new AtomicInteger();
            try (Mantle mantle = builder(run -> {}).build()) {
                mantle.subscribe(event -> {
                    thrown.incrementAndGet();
                    throw new IllegalStateException("on purpose");
                });
                mantle.run("Watched", Map.of());
                mantle.run("Watched", Map.of());
                await(() -> thrown.get() == 6);
            }
            assertThat(log.lines()).singleElement().asString().contains("further failures of it are not logged");
        }
    }

    @Test
    void aListenerThatClosesTheHostDoesNotWaitForItself() throws InterruptedException {
        Duration shortest = Duration.ofDays(1);
        Duration toWaitForListeners = Duration.ofSeconds(1);
        for (int attempt = 0; attempt < 100 && shortest.compareTo(toWaitForListeners) >= 0; attempt++) {
            AtomicReference<Duration> took = new AtomicReference<>();
            CountDownLatch closed = new CountDownLatch(1);
            Mantle mantle = builder(run -> {}).build();
            mantle.subscribe(event -> {
                if (event instanceof RunEvent.Finished) {
                    long begin = System.nanoTime();
                    mantle.close();
                    took.set(Duration.ofNanos(System.nanoTime() - begin));
                    closed.countDown();
                }
            });
            mantle.run("Watched", Map.of());
            closed.await();
            shortest = took.get().compareTo(shortest) < 0 ? took.get() : shortest;
        }
        assertThat(shortest).isLessThan(toWaitForListeners);
    }

    @Test
    void aClockThatIsSetBackGivesNoEstimate() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
        List<ProgressReport> polled = new CopyOnWriteArrayList<>();
        AtomicReference<AlgorithmInstance> instance = new AtomicReference<>();
        try (Mantle mantle = builder(run -> {
                    now.set(Instant.parse("2026-11-22T09:00:00Z"));
                    run.progress().report(0.5, "half");
                    polled.add(instance.get().latestRun().progress());
                })
                .clock(((InstantSource) now::get).withZone(ZoneOffset.UTC))
                .build()) {
            instance.set(mantle.create("Watched"));
            instance.get().execute();
        }
        assertThat(polled).singleElement().satisfies(report -> {
            assertThat(report.message()).isEqualTo("half");
            assertThat(report.remaining()).isEmpty();
        });
    }

    @Test
    void theRecordKeepsTheLastTwentyWarnings() {
        try (Mantle mantle = builder(run -> {
                    for (int i = 1; i <= 25; i++) {
                        run.log().warning("number " + i);
                        run.log().info("between");
                    }
                })
                .build()) {
            mantle.run("Watched", Map.of());

            List<LogLine> kept = mantle.history().records().get(0).warnings();
            assertThat(kept).hasSize(20).first().extracting(LogLine::text).isEqualTo("number 6");
            assertThat(kept).last().extracting(LogLine::text).isEqualTo("number 25");
        }
    }

    @Test
    void aSecretIsWipedWhenTheExecutorRefusesTheRun() {
        char[] characters = "mark-4711".toCharArray();
        try (Mantle mantle = builder(run -> {})
                .executor(work -> {
                    throw new RejectedExecutionException("full");
                })
                .build()) {
            assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(() ->
                            mantle.start("Watched", Map.of("Password", Secret.deferred("@vault", () -> characters))));
        }
        assertThat(characters).containsOnly('\0');
    }

    /** A method of its own, so that no variable of the caller holds the run. */
    private static WeakReference<AlgorithmRun> endedChildOf(Context run) {
        AlgorithmInstance child = run.createChild("Watched", 0, 1).setProperty("Depth", 1);
        child.execute();
        return new WeakReference<>(child.latestRun());
    }

    @Test
    void aParentHoldsNoChildThatHasEnded() {
        Body body = run -> {
            if (run.get(DEPTH) == 0) {
                WeakReference<AlgorithmRun> child = endedChildOf(run);
                await(() -> {
                    System.gc();
                    return child.get() == null;
                });
            }
        };
        try (Mantle mantle = builder(body).build()) {
            mantle.run("Watched", Map.of());
        }
    }

    @Test
    void aPlaceThatARunGaveUpIsTakenBackAtItsEnd() throws InterruptedException {
        CountDownLatch firstGoesOn = new CountDownLatch(1);
        CountDownLatch secondBegan = new CountDownLatch(1);
        CountDownLatch secondGoesOn = new CountDownLatch(1);
        CountDownLatch firstBegan = new CountDownLatch(1);
        try (Mantle mantle = builder(run -> {
                    if (run.get(DEPTH) == 1) {
                        firstBegan.countDown();
                        firstGoesOn.await();
                    } else if (run.get(DEPTH) == 2) {
                        secondBegan.countDown();
                        secondGoesOn.await();
                    }
                })
                .threads(1)
                .build()) {
            AlgorithmRun first = mantle.start("Watched", Map.of("Depth", 1));
            firstBegan.await();
            first.cancel(); // it goes on, and another one may run
            mantle.start("Watched", Map.of("Depth", 2));
            secondBegan.await();
            firstGoesOn.countDown();
            first.await();

            AlgorithmRun third = mantle.start("Watched", Map.of("Depth", 3));
            assertThat(third.await(Duration.ofMillis(300))).isFalse();
            assertThat(third.state()).isEqualTo(RunState.WAITING);
            secondGoesOn.countDown();
            assertThat(third.await()).isEqualTo(RunState.COMPLETED);
        }
    }
}
