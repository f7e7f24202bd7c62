package org.mantle.framework.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.framework.testing.Patience.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.internal.history.HistoryTroubleTests;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.RunEvent;
import org.mantle.framework.testing.Patience;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.testing.TestHosts.Body;

/** What listeners are told when several threads have to do with one run. */
class RunEventRaceTests {

    @Test
    void nothingIsToldAfterTheEndOfARunThatIsCancelledTheMomentItIsAccepted() throws InterruptedException {
        Map<AlgorithmRun, List<String>> events = new ConcurrentHashMap<>();
        AtomicBoolean stop = new AtomicBoolean();
        try (Mantle mantle = TestHosts.builder(RunEventTests.Heard.class)
                .executor(Runnable::run)
                .service(Body.class, run -> {})
                .build()) {
            mantle.subscribe(event -> events.computeIfAbsent(event.run(), unused -> new CopyOnWriteArrayList<>())
                    .add(RunEventTests.word(event)));
            Thread cancels = new Thread(() -> {
                while (!stop.get()) {
                    mantle.manager().cancelAll();
                }
            });
            cancels.start();
            for (int i = 1; i <= 20_000; i++) {
                AlgorithmRun run = mantle.start("Heard", Map.of());
                if (i % 1000 == 0) { // or it would be so far behind that it gets the ends alone
                    await(() -> events.containsKey(run));
                }
            }
            stop.set(true);
            cancels.join();
            await(() -> events.size() == 20_000 && events.values().stream().allMatch(RunEventRaceTests::hasEnded));
        }

        List<List<String>> lives = List.of(
                List.of("Starting", "Cancelled"),
                List.of("Starting", "Started", "Cancelled"),
                List.of("Starting", "Started", "Finished"));
        assertThat(events.values().stream().filter(life -> !lives.contains(life)))
                .isEmpty();
    }

    private static boolean hasEnded(List<String> life) {
        return life.contains("Finished") || life.contains("Cancelled");
    }

    static final class Reports extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Reports").properties(HistoryTroubleTests.MADE);
        }

        @Override
        protected void execute(Context run) throws Exception {
            run.service(Body.class).run(run);
        }
    }

    /** Tells the time, and lets one thread wait when it asks. */
    private static Clock clock(AtomicReference<Thread> waits, CountDownLatch asked, CountDownLatch goOn) {
        InstantSource source = () -> {
            if (Thread.currentThread() == waits.get()) {
                asked.countDown();
                awaitUnchecked(goOn);
            }
            return Instant.EPOCH;
        };
        return source.withZone(ZoneOffset.UTC);
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void nothingIsToldAfterTheEndOfAThreadThatBeganToReportBefore() throws InterruptedException {
        List<String> heard = new CopyOnWriteArrayList<>();
        AtomicReference<Thread> stray = new AtomicReference<>();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (Mantle mantle = TestHosts.builder(Reports.class)
                .clock(clock(stray, asked, goOn))
                .service(Body.class, run -> {
                    if (stray.get() == null) {
                        stray.set(new Thread(() -> run.progress().report(0.5, "late")));
                        stray.get().start();
                        asked.await(); // it has found that the run is not over
                    }
                })
                .build()) {
            mantle.subscribe(event -> heard.add(RunEventTests.word(event)));
            mantle.run("Reports", Map.of());
            goOn.countDown();
            stray.get().join();
            mantle.run("Reports", Map.of());
            await(() -> heard.stream().filter("Finished"::equals).count() == 2);
        }
        assertThat(heard).containsExactly("Starting", "Started", "Finished", "Starting", "Started", "Finished");
    }

    @Test
    void closingAHostWaitsForARunThatHasEndedUntilItHasToldSo(@TempDir Path folder) throws InterruptedException {
        boolean heard = false;
        for (int attempt = 0;
                attempt < 20 && !heard;
                attempt++) { // a listener may be slower than the host waits for it
            heard = isTheEndHeardWhenTheHostIsClosed(folder.resolve(attempt + ".jsonl"));
        }
        assertThat(heard).isTrue();
    }

    /** Closes a host in the moment in which a run has ended and cannot tell so, since somebody is about to listen to it. */
    private static boolean isTheEndHeardWhenTheHostIsClosed(Path history) throws InterruptedException {
        AtomicReference<Thread> subscribes = new AtomicReference<>();
        CountDownLatch subscribing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch recording = new CountDownLatch(1);
        Supplier<JsonElement> recorded = () -> {
            recording.countDown();
            awaitUnchecked(subscribing);
            return JsonNull.INSTANCE;
        };
        AtomicBoolean ended = new AtomicBoolean();
        AtomicBoolean heard = new AtomicBoolean();
        Mantle mantle = TestHosts.builder(Reports.class)
                .clock(clock(subscribes, subscribing, goOn))
                .historyFile(history)
                .service(Body.class, run -> run.progress().report(0.5, "half"))
                .closingTime(Patience.LONG)
                .build();
        mantle.subscribe(event -> ended.compareAndSet(false, event instanceof RunEvent.Ended));
        AlgorithmRun run = mantle.start("Reports", Map.of("Made", recorded));
        recording.await();
        subscribes.set(new Thread(() -> run.subscribe(event -> {})));
        subscribes.get().start();
        await(() -> run.state().isEnd());
        Thread closes = new Thread(() -> {
            mantle.close();
            heard.set(ended.get());
        });
        closes.start();
        closes.join(200); // it is over by then if it does not wait
        goOn.countDown();
        closes.join();
        subscribes.get().join();
        return heard.get();
    }
}
