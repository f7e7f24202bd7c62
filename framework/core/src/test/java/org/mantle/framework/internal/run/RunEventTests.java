package org.mantle.framework.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mantle.framework.testing.Patience.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.ProgressReport;
import org.mantle.framework.run.RunEvent;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.testing.TestHosts.Body;
import org.mantle.framework.type.Registration;

/** What those who listen to runs are told. */
class RunEventTests {

    static final Property<Integer> DEPTH =
            Property.integer("Depth").defaultValue(0).build();
    static final Property<Integer> OUT = Property.integer("Out").output().build();

    static final class Heard extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Heard").properties(DEPTH, OUT);
        }

        @Override
        protected void execute(Context run) throws Exception {
            run.service(Body.class).run(run);
        }
    }

    /** A clock that a test sets. */
    private static final class HandClock extends Clock {
        private volatile Instant now = Instant.parse("2026-01-02T03:04:05Z");

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    private static Mantle host(Body body) {
        return TestHosts.host(body, Heard.class);
    }

    static String word(RunEvent event) {
        if (event instanceof RunEvent.Logged logged) {
            return "Logged " + logged.line().text();
        }
        if (event instanceof RunEvent.Progressed progressed) {
            return "Progressed " + progressed.report().message();
        }
        if (event instanceof RunEvent.Failed failed) {
            return "Failed " + failed.message();
        }
        return event.getClass().getSimpleName();
    }

    private static List<String> words(List<RunEvent> events) {
        return events.stream().map(RunEventTests::word).toList();
    }

    private static void awaitEnds(List<RunEvent> events, int count) {
        await(() -> events.stream().filter(RunEvent.Ended.class::isInstance).count() >= count);
    }

    @Test
    void aListenerHearsTheWholeLifeOfARunInOrder() {
        List<RunEvent> events = new CopyOnWriteArrayList<>();
        AtomicReference<Thread> teller = new AtomicReference<>();
        try (Mantle mantle = host(run -> {
            run.log().info("one");
            run.progress().report(0.5, "half");
            await(() -> words(events).contains("Progressed half"));
            run.log().info("two");
            run.set(OUT, 7);
        })) {
            mantle.subscribe(event -> {
                teller.set(Thread.currentThread());
                events.add(event);
            });
            mantle.run("Heard", Map.of());
            awaitEnds(events, 1);
        }

        assertThat(words(events))
                .containsExactly("Starting", "Started", "Logged one", "Progressed half", "Logged two", "Finished");
        assertThat(((RunEvent.Finished) events.get(5)).outputs().get(OUT)).isEqualTo(7);
        assertThat(events).extracting(RunEvent::run).containsOnly(events.get(0).run());
        assertThat(teller.get()).isNotSameAs(Thread.currentThread());
        assertThat(teller.get().isDaemon()).isTrue();
    }

    @Test
    void everyKindOfEndIsToldOnce() throws InterruptedException {
        List<RunEvent> events = new CopyOnWriteArrayList<>();
        AtomicReference<Runnable> queued = new AtomicReference<>();
        AtomicReference<RuntimeException> refusal = new AtomicReference<>();
        try (Mantle mantle = TestHosts.builder(Heard.class)
                .service(Body.class, run -> {
                    throw new IllegalStateException("broken");
                })
                .executor(work -> {
                    if (refusal.get() != null) {
                        throw refusal.get();
                    }
                    queued.set(work);
                })
                .build()) {
            mantle.subscribe(events::add);
            assertThatExceptionOfType(AlgorithmFailedException.class).isThrownBy(() -> mantle.run("Heard", Map.of()));
            AlgorithmRun cancelled = mantle.start("Heard", Map.of());
            cancelled.cancel();
            cancelled.cancel();
            queued.get().run();
            refusal.set(new RejectedExecutionException("full"));
            assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(() -> mantle.start("Heard", Map.of()));
            assertThatExceptionOfType(InvalidPropertyException.class)
                    .isThrownBy(() -> mantle.run("Heard", Map.of("Depth", "x")));
            awaitEnds(events, 3);
        }
        assertThat(words(events))
                .containsExactly(
                        "Starting", "Started", "Failed broken", "Starting", "Cancelled", "Starting", "Failed full");
    }

    @Test
    void ofProgressThatAListenerHasNoTimeForOnlyTheNewestIsTold() {
        List<RunEvent> events = new CopyOnWriteArrayList<>();
        try (Mantle mantle = host(run -> {
            begun.await(); // the listener is busy from here on
            for (int i = 1; i <= 100_000; i++) {
                run.progress().report(i, 100_000, "steps", "step " + i);
                if (i % 40_000 == 0) {
                    run.log().info("at " + i);
                }
            }
        })) {
            mantle.subscribe(event -> {
                if (event instanceof RunEvent.Started) {
                    begun.countDown();
                    awaitUnchecked(goOn);
                }
                events.add(event);
            });
            mantle.run("Heard", Map.of());
            goOn.countDown();
            awaitEnds(events, 1);
        }
        assertThat(words(events))
                .containsExactly(
                        "Starting",
                        "Started",
                        "Logged at 40000",
                        "Logged at 80000",
                        "Progressed step 100000",
                        "Finished");
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aListenerThatHangsOrThrowsHarmsNeitherRunsNorOtherListeners() {
        List<RunEvent> events = new CopyOnWriteArrayList<>();
        AtomicInteger thrown = new AtomicInteger();
        try (Mantle mantle = host(run -> {})) {
            mantle.subscribe(event -> awaitUnchecked(goOn));
            mantle.subscribe(event -> {
                thrown.incrementAndGet();
                throw new AssertionError("this listener is broken, on purpose");
            });
            mantle.subscribe(events::add);
            for (int i = 0; i < 50; i++) {
                mantle.run("Heard", Map.of());
            }
            awaitEnds(events, 50);
            await(() -> thrown.get() == 150);
            goOn.countDown();
        }
    }

    @Test
    void aListenerFarBehindStillGetsEveryEndAndADeadOneIsTakenAway() {
        AtomicInteger ends = new AtomicInteger();
        AtomicInteger others = new AtomicInteger();
        AtomicInteger afterDeath = new AtomicInteger();
        CountDownLatch resurrect = new CountDownLatch(1);
        try (Mantle mantle = host(run -> {})) {
            mantle.subscribe(event -> {
                if (event instanceof RunEvent.Starting && begun.getCount() == 1) {
                    begun.countDown();
                    awaitUnchecked(goOn);
                }
                (event instanceof RunEvent.Ended ? ends : others).incrementAndGet();
            });
            for (int i = 0; i < 6_000; i++) { // 18,000 events
                mantle.run("Heard", Map.of());
            }
            goOn.countDown();
            await(() -> ends.get() == 6_000);
            assertThat(others.get()).isBetween(1, 8_000);

            mantle.subscribe(event -> {
                afterDeath.incrementAndGet();
                awaitUnchecked(resurrect);
            });
            for (int i = 1; i <= 10_002; i++) {
                mantle.run("Heard", Map.of());
                if (i % 1000 == 1) { // the one is alive, the other has begun to hang
                    int told = 6_000 + i;
                    await(() -> ends.get() == told && afterDeath.get() == 1);
                }
            }
            resurrect.countDown();
            mantle.run("Heard", Map.of());
            await(() -> ends.get() == 16_003);
        }
        assertThat(afterDeath).hasValue(1);
    }

    @Test
    void whoIsTakenAwayHearsNothingMore() {
        List<RunEvent> events = new CopyOnWriteArrayList<>();
        List<RunEvent> all = new CopyOnWriteArrayList<>();
        try (Mantle mantle = host(run -> {})) {
            Registration registration = mantle.subscribe(events::add);
            mantle.subscribe(all::add);
            mantle.run("Heard", Map.of());
            awaitEnds(events, 1);
            registration.close();
            registration.close();
            mantle.run("Heard", Map.of());
            awaitEnds(all, 2);
        }
        assertThat(events).hasSize(3);
    }

    @Test
    void whoListensToOneRunIsFirstToldWhatItHasMissed() throws InterruptedException {
        List<RunEvent> early = new CopyOnWriteArrayList<>();
        List<RunEvent> late = new CopyOnWriteArrayList<>();
        try (Mantle mantle = host(run -> {
            run.log().info("one");
            run.progress().report(0.25, "quarter");
            begun.countDown();
            goOn.await();
            run.log().info("two");
        })) {
            AlgorithmRun run = mantle.start("Heard", Map.of());
            begun.await();
            Registration registration = run.subscribe(early::add);
            mantle.run("Heard", Map.of("Depth", goOn(1)));
            run.await();
            run.subscribe(late::add);
            awaitEnds(late, 1);
            awaitEnds(early, 1);
            registration.close();
        }
        assertThat(words(early))
                .containsExactly("Starting", "Started", "Logged one", "Progressed quarter", "Logged two", "Finished");
        assertThat(words(late))
                .containsExactly("Starting", "Started", "Logged one", "Logged two", "Progressed quarter", "Finished");
    }

    private int goOn(int value) {
        goOn.countDown();
        return value;
    }

    @Test
    void whoComesWhileTheRunBeginsOrEndsHearsEachStateOnce() throws InterruptedException {
        try (Mantle mantle = host(run -> {})) {
            List<List<RunEvent>> heard = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                List<RunEvent> events = new CopyOnWriteArrayList<>();
                heard.add(events);
                AlgorithmRun run = mantle.start("Heard", Map.of());
                run.subscribe(events::add);
                run.await();
            }
            awaitEnds(heard.get(heard.size() - 1), 1);
            for (List<RunEvent> events : heard) {
                await(() -> !events.isEmpty() && events.get(events.size() - 1) instanceof RunEvent.Ended);
                assertThat(words(events)).containsExactly("Starting", "Started", "Finished");
            }
        }
    }

    @Test
    void aChildHasEventsOfItsOwnAndMovesItsParent() {
        List<RunEvent> events = new CopyOnWriteArrayList<>();
        try (Mantle mantle = host(run -> {
            if (run.get(DEPTH) == 0) {
                run.createChild("Heard", 0.5, 1).setProperty("Depth", 1).execute();
            } else {
                run.log().info("from inside");
                run.progress().report(0.5, "half");
            }
        })) {
            mantle.subscribe(events::add);
            mantle.run("Heard", Map.of());
            awaitEnds(events, 2);
        }
        AlgorithmRun parent = events.get(0).run();
        List<RunEvent> ofParent =
                events.stream().filter(event -> event.run() == parent).toList();
        List<RunEvent> ofChild =
                events.stream().filter(event -> event.run() != parent).toList();
        assertThat(words(ofParent))
                .containsExactly("Starting", "Started", "Logged from inside", "Progressed half", "Finished");
        assertThat(words(ofChild))
                .containsExactly("Starting", "Started", "Logged from inside", "Progressed half", "Finished");
        assertThat(((RunEvent.Progressed) ofParent.get(3)).report().fraction()).hasValue(0.75);
        assertThat(ofChild.get(0).run().parent()).containsSame(parent);
        assertThat(parent.parent()).isEmpty();
    }

    @Test
    void theTimeLeftIsEstimatedFromTheRunsClockForTheWholeOfTheRun() {
        HandClock clock = new HandClock();
        List<RunEvent> events = new CopyOnWriteArrayList<>();
        List<ProgressReport> polled = new CopyOnWriteArrayList<>();
        AtomicReference<AlgorithmInstance> instance = new AtomicReference<>();
        try (Mantle mantle = TestHosts.builder(Heard.class)
                .clock(clock)
                .service(Body.class, run -> {
                    if (run.get(DEPTH) == 0) {
                        run.progress().report(0, "begins");
                        polled.add(instance.get().latestRun().progress());
                        clock.advance(Duration.ofSeconds(30));
                        run.createChild("Heard", 0.5, 1).setProperty("Depth", 1).execute();
                    } else {
                        run.progress().report(0.5, "half of the second half"); // 3/4 in 30 s
                        polled.add(instance.get().latestRun().progress());
                    }
                })
                .build()) {
            mantle.subscribe(events::add);
            instance.set(mantle.create("Heard"));
            instance.get().execute();
            assertThat(instance.get().latestRun().progress().remaining()).isEmpty();
            awaitEnds(events, 2);
        }
        assertThat(polled.get(0).remaining()).isEmpty();
        assertThat(polled.get(1).remaining()).contains(Duration.ofSeconds(10));
        assertThat(events)
                .filteredOn(event -> event.run() == instance.get().latestRun())
                .filteredOn(RunEvent.Progressed.class::isInstance)
                .last()
                .isInstanceOfSatisfying(
                        RunEvent.Progressed.class,
                        event -> assertThat(event.report().remaining()).contains(Duration.ofSeconds(10)));
    }

    @Test
    void aListenerMayRunAlgorithmsAndCloseTheHost() {
        List<RunEvent> events = new CopyOnWriteArrayList<>();
        CountDownLatch closed = new CountDownLatch(1);
        Mantle mantle = host(run -> {});
        mantle.subscribe(event -> {
            events.add(event);
            if (event instanceof RunEvent.Finished && events.size() < 5) {
                mantle.run("Heard", Map.of());
            } else if (event instanceof RunEvent.Finished) {
                mantle.close();
                closed.countDown();
            }
        });
        mantle.run("Heard", Map.of());
        await(() -> closed.getCount() == 0);
        assertThat(words(events)).containsExactly("Starting", "Started", "Finished", "Starting", "Started", "Finished");
    }
}
