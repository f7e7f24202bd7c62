package org.mantle.framework.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mantle.framework.Mantle;
import org.mantle.framework.MantleBuilder;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.run.RunState;
import org.mantle.framework.run.RunTimes;
import org.mantle.framework.testing.Patience;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.testing.TestHosts.Body;

/** Algorithms that never end, take too much, or go on in threads of their own. */
@Timeout(600)
class HangingTests {

    static final Property<String> HOW =
            Property.string("How").defaultValue("hang").build();
    static final Property<Integer> OUT = Property.integer("Out").output().build();

    static final class Hangs extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Hangs").properties(HOW, OUT);
        }

        @Override
        protected void execute(Context run) throws Exception {
            run.service(Body.class).run(run);
        }
    }

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    private static MantleBuilder builder(Body body) {
        return TestHosts.builder(Hangs.class).service(Body.class, body);
    }

    /** Waits whatever happens, like an algorithm that looks at nothing. */
    private void hang() {
        boolean released = false;
        while (!released) {
            try {
                release.await();
                released = true;
            } catch (InterruptedException e) {
                // it looks at nothing
            }
        }
    }

    @Test
    void closingWaitsNoLongerThanItIsToldAndNamesWhatDoesNotEnd() throws InterruptedException {
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                logged.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(Mantle.class.getName());
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            Mantle mantle = builder(run -> {
                        begun.countDown();
                        hang();
                    })
                    .closingTime(Duration.ofMillis(50))
                    .build();
            AlgorithmRun run = mantle.start("Hangs", Map.of());
            begun.await();
            mantle.close();

            assertThat(run.state()).isEqualTo(RunState.RUNNING);
            assertThat(mantle.manager().running()).containsExactly(run);
            assertThat(logged).singleElement().asString().contains("did not end within 50 ms", "Hangs #" + run.id());
            mantle.close();
            release.countDown();
            assertThat(run.await()).isEqualTo(RunState.COMPLETED);
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Mantle.builder().closingTime(Duration.ofMillis(-1)));
    }

    @Test
    void closingInterruptsTheHostsOwnThreadsWhenCancellingDoesNotHelp() throws InterruptedException {
        Mantle mantle = builder(run -> {
                    begun.countDown();
                    release.await(); // looks at no flag, but can be interrupted
                })
                .closingTime(Duration.ofMillis(200))
                .build();
        AlgorithmRun run = mantle.start("Hangs", Map.of());
        begun.await();
        mantle.close();

        assertThat(run.await()).isEqualTo(RunState.CANCELLED); // it may need longer than the host waits
        assertThat(mantle.manager().running()).isEmpty();
    }

    @Test
    void runsBeyondTheNumberOfThreadsWaitAndHaveTheirTimeOfWaiting() throws InterruptedException {
        List<String> order = new CopyOnWriteArrayList<>();
        try (Mantle mantle = builder(run -> {
                    order.add(run.get(HOW));
                    begun.countDown();
                    release.await();
                })
                .threads(1)
                .build()) {
            AlgorithmRun first = mantle.start("Hangs", Map.of("How", "first"));
            begun.await();
            AlgorithmRun second = mantle.start("Hangs", Map.of("How", "second"));
            AlgorithmRun third = mantle.start("Hangs", Map.of("How", "third"));
            assertThat(second.state()).isEqualTo(RunState.WAITING);
            assertThat(second.times()).isEqualTo(new RunTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO));
            second.cancel();
            assertThat(second.state()).isEqualTo(RunState.CANCELLED);
            release.countDown();
            third.await();
            first.await();

            assertThat(order).containsExactly("first", "third");
            assertThat(third.times().waiting()).isPositive();
            assertThat(third.times().checking()).isPositive();
            assertThat(third.times().running()).isPositive();
            assertThat(mantle.history().records())
                    .filteredOn(record -> record.inputs().containsValue("third"))
                    .singleElement()
                    .satisfies(record -> assertThat(record.duration())
                            .isEqualTo(third.times().running()));
        }
    }

    @Test
    void childrenNeedNoThreadOfTheirOwn() throws InterruptedException {
        CyclicBarrier both = new CyclicBarrier(2);
        try (Mantle mantle = builder(run -> {
                    if (run.get(HOW).equals("parent")) {
                        both.await();
                        run.createChild("Hangs", 0, 1)
                                .setProperty("How", "child")
                                .executeAsync();
                    }
                })
                .threads(2)
                .build()) {
            AlgorithmRun one = mantle.start("Hangs", Map.of("How", "parent"));
            AlgorithmRun two = mantle.start("Hangs", Map.of("How", "parent"));
            assertThat(one.await()).isEqualTo(RunState.COMPLETED);
            assertThat(two.await()).isEqualTo(RunState.COMPLETED);
        }
    }

    @Test
    void aCancelledRunThatNeverEndsTakesNoPlaceFromTheOthers() throws InterruptedException {
        try (Mantle mantle = builder(run -> {
                    if (run.get(HOW).equals("hang")) {
                        begun.countDown();
                        hang();
                    }
                })
                .threads(1)
                .closingTime(Duration.ofMillis(20))
                .build()) {
            AlgorithmRun hanging = mantle.start("Hangs", Map.of());
            begun.await();
            AlgorithmRun waiting = mantle.start("Hangs", Map.of("How", "return"));
            assertThat(waiting.state()).isEqualTo(RunState.WAITING);
            hanging.cancel();

            assertThat(waiting.await()).isEqualTo(RunState.COMPLETED);
            assertThat(hanging.state()).isEqualTo(RunState.RUNNING);
            release.countDown();
            assertThat(hanging.await()).isEqualTo(RunState.COMPLETED);
            for (int i = 0; i < 3; i++) { // the place is back, and there is one only
                assertThat(mantle.start("Hangs", Map.of("How", "return")).await())
                        .isEqualTo(RunState.COMPLETED);
            }
        }
    }

    @Test
    @SuppressWarnings("deprecation") // what an algorithm may throw
    void anErrorFailsItsOwnRunOnly() throws InterruptedException {
        try (Mantle mantle = builder(run -> {
                    switch (run.get(HOW)) {
                        case "memory" -> throw new OutOfMemoryError("too greedy");
                        case "stack" -> recurse(1);
                        case "death" -> throw new ThreadDeath();
                        default -> run.set(OUT, 1);
                    }
                })
                .threads(1)
                .build()) {
            for (String how : List.of("memory", "stack", "death")) {
                AlgorithmRun run = mantle.start("Hangs", Map.of("How", how));
                assertThat(run.await()).isEqualTo(RunState.FAILED);
                assertThatExceptionOfType(AlgorithmFailedException.class)
                        .isThrownBy(() -> mantle.run("Hangs", Map.of("How", how)))
                        .withCauseInstanceOf(Error.class);
                assertThat(mantle.start("Hangs", Map.of("How", "fine"))
                                .outputs()
                                .get(OUT))
                        .isEqualTo(1);
            }
        }
    }

    private static int recurse(int depth) {
        return 1 + recurse(depth + 1);
    }

    @Test
    void childrenWithoutEndFailTheirRunOnly() throws InterruptedException {
        try (Mantle mantle = builder(run -> {
                    if (run.get(HOW).equals("children")) {
                        run.createChild("Hangs", 0, 1)
                                .setProperty("How", "children")
                                .execute();
                    }
                })
                .build()) {
            assertThatExceptionOfType(AlgorithmFailedException.class)
                    .isThrownBy(() -> mantle.run("Hangs", Map.of("How", "children")))
                    .withMessageContaining("nested 100 deep");
            assertThat(mantle.start("Hangs", Map.of("How", "fine")).await()).isEqualTo(RunState.COMPLETED);
        }
    }

    @Test
    void aThreadThatTheAlgorithmLeftBehindCannotChangeAnOutputAfterTheEnd() throws InterruptedException {
        AtomicReference<Thread> stray = new AtomicReference<>();
        List<Object> afterwards = new ArrayList<>();
        try (Mantle mantle = builder(run -> {
                    CountDownLatch first = new CountDownLatch(1);
                    Thread thread = new Thread(() -> {
                        try {
                            for (int i = 0; ; i++) {
                                run.set(OUT, i);
                                first.countDown();
                            }
                        } catch (IllegalStateException e) {
                            // the run is over
                        }
                    });
                    stray.set(thread);
                    thread.start();
                    first.await();
                })
                .build()) {
            for (int round = 0; round < 300; round++) {
                Outputs outputs = mantle.run("Hangs", Map.of());
                Object atOnce = outputs.get("Out");
                stray.get().join();
                afterwards.add(atOnce.equals(outputs.get("Out")));
            }
        }
        assertThat(afterwards).containsOnly(true);
    }

    /** Runs that wait for runs that wait, in fewer threads than there are of them. */
    private static void waitsForAnother(Mantle mantle, int depth) throws InterruptedException {
        AlgorithmRun outer = mantle.start("Hangs", Map.of("How", Integer.toString(depth)));
        assertThat(outer.await(Patience.LONG)).isTrue();
        assertThat(outer.outputs().get(OUT)).isEqualTo(depth);
        assertThat(mantle.history().records())
                .hasSize(depth + 1)
                .allMatch(record -> record.state() == RunState.COMPLETED);
    }

    private static Body startsAnother(AtomicReference<Mantle> host) {
        return run -> {
            int depth = Integer.parseInt(run.get(HOW));
            run.set(
                    OUT,
                    depth == 0
                            ? 0
                            : 1
                                    + host.get()
                                            .start("Hangs", Map.of("How", Integer.toString(depth - 1)))
                                            .outputs()
                                            .get(OUT));
        };
    }

    @Test
    void aRunMayWaitForOneThatItStartsWhereAllThreadsDo() throws InterruptedException {
        AtomicReference<Mantle> host = new AtomicReference<>();
        try (Mantle mantle = builder(startsAnother(host)).threads(1).build()) {
            host.set(mantle);
            waitsForAnother(mantle, 5);
        }
        ExecutorService single = Executors.newSingleThreadExecutor();
        try (Mantle mantle = builder(startsAnother(host)).executor(single).build()) {
            host.set(mantle);
            waitsForAnother(mantle, 2);
        } finally {
            single.shutdown();
        }
    }

    @Test
    void aRunThatWaitsInLineCanBeCancelledByTheOneThatWouldWaitForIt() throws InterruptedException {
        AtomicReference<Mantle> host = new AtomicReference<>();
        List<RunState> seen = new CopyOnWriteArrayList<>();
        Body body = run -> {
            if (run.get(HOW).equals("outer")) {
                AlgorithmRun inner = host.get().start("Hangs", Map.of("How", "inner"));
                // a bounded wait is one, and no more
                assertThat(inner.await(Duration.ofMillis(1))).isFalse();
                seen.add(inner.state());
                inner.cancel();
                seen.add(inner.await());
                Thread.currentThread().interrupt();
                AlgorithmRun another = host.get().start("Hangs", Map.of("How", "inner"));
                assertThatExceptionOfType(InterruptedException.class).isThrownBy(another::await);
                seen.add(another.await());
            }
        };
        try (Mantle mantle = builder(body).threads(1).build()) {
            host.set(mantle);
            AlgorithmRun outer = mantle.start("Hangs", Map.of("How", "outer"));
            assertThat(outer.await(Patience.LONG)).isTrue();
            assertThat(outer.state()).isEqualTo(RunState.COMPLETED);
        }
        assertThat(seen).containsExactly(RunState.WAITING, RunState.CANCELLED, RunState.COMPLETED);
    }
}
