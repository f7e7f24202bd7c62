package org.mantle.framework.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmCancelledException;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.RunState;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.testing.TestHosts.Body;
import org.mantle.framework.type.Registration;
import org.mantle.framework.type.Secret;

/** Cancelling a run, at every point of its life. */
class CancellationTests {

    static final Property<Integer> DEPTH =
            Property.integer("Depth").defaultValue(0).build();
    static final Property<Secret> PASSWORD = Property.secret("Password").build();
    static final Property<String> DONE = Property.string("Done").output().build();

    static final class Cancellable extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Cancellable").properties(DEPTH, PASSWORD, DONE);
        }

        @Override
        protected void execute(Context run) throws Exception {
            run.service(Body.class).run(run);
        }
    }

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    private static Mantle host(Body body) {
        return TestHosts.host(body, Cancellable.class);
    }

    /** What waits for ever without an interrupt, and what looks at the flag alone. */
    @Test
    void anInterruptOfTheThreadCancelsTheRun() throws Exception {
        Body waits = run -> new CountDownLatch(1).await();
        Body looks = Context::checkCancelled;
        Body isCutOff = run -> {
            throw new IOException("the channel was closed by an interrupt");
        };
        Body hasAChildThatWaits = run -> {
            if (run.get(DEPTH) == 0) {
                run.createChild("Cancellable", 0, 1).setProperty("Depth", 1).execute();
            } else {
                new CountDownLatch(1).await();
            }
        };
        for (Body body : List.of(waits, looks, isCutOff, hasAChildThatWaits)) {
            try (Mantle mantle = host(body)) {
                Thread.currentThread().interrupt();
                assertThatExceptionOfType(AlgorithmCancelledException.class)
                        .isThrownBy(() -> mantle.run("Cancellable", Map.of()));
                assertThat(Thread.interrupted()).isTrue();
                assertThat(mantle.history().records())
                        .extracting(RunRecord::state)
                        .containsOnly(RunState.CANCELLED);
            }
        }
    }

    @Test
    void whatCompletesInSpiteOfAnInterruptIsCompleted() {
        try (Mantle mantle = host(run -> run.set(DONE, "yes"))) {
            Thread.currentThread().interrupt();
            assertThat(mantle.run("Cancellable", Map.of()).get(DONE)).isEqualTo("yes");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void theFlagEndsARunThatLooksAtIt() throws InterruptedException {
        try (Mantle mantle = host(run -> {
            begun.countDown();
            goOn.await();
            run.checkCancelled();
            run.set(DONE, "yes");
        })) {
            AlgorithmRun run = mantle.start("Cancellable", Map.of());
            begun.await();
            run.cancel();
            run.cancel();
            goOn.countDown();

            assertThat(run.await()).isEqualTo(RunState.CANCELLED);
            assertThatExceptionOfType(AlgorithmCancelledException.class)
                    .isThrownBy(run::outputs)
                    .withMessage("Cancellable v1 was cancelled")
                    .satisfies(e -> assertThat(e.path()).containsExactly("Cancellable v1"));
            RunRecord record = mantle.history().records().get(0);
            assertThat(record.state()).isEqualTo(RunState.CANCELLED);
            assertThat(record.error()).isEmpty();
            assertThat(record.toJson().get("status").getAsString()).isEqualTo("Cancelled");
        }
    }

    @Test
    void anAbortWakesARunThatLooksAtNoFlag() throws InterruptedException {
        try (Mantle mantle = host(run -> {
            run.onCancel(goOn::countDown);
            begun.countDown();
            goOn.await();
            throw new IOException("the socket was closed");
        })) {
            AlgorithmRun run = mantle.start("Cancellable", Map.of());
            begun.await();
            run.cancel();

            assertThat(run.await()).isEqualTo(RunState.CANCELLED);
        }
    }

    @Test
    void aRunThatCompletesAllTheSameIsCompleted() throws InterruptedException {
        try (Mantle mantle = host(run -> {
            begun.countDown();
            goOn.await();
            run.set(DONE, "submitted");
        })) {
            AlgorithmRun run = mantle.start("Cancellable", Map.of());
            begun.await();
            run.cancel();
            goOn.countDown();

            assertThat(run.outputs().get(DONE)).isEqualTo("submitted");
            assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        }
    }

    @Test
    void anAbortIsCalledAtOnceWhenTheRunIsCancelledAlready() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        try (Mantle mantle = host(run -> {
            begun.countDown();
            goOn.await();
            run.onCancel(calls::incrementAndGet);
            assertThat(calls).hasValue(1);
        })) {
            AlgorithmRun run = mantle.start("Cancellable", Map.of());
            begun.await();
            run.cancel();
            goOn.countDown();
            assertThat(run.await()).isEqualTo(RunState.COMPLETED);
        }
    }

    @Test
    void anAbortThatWasTakenBackIsNotCalledAndTakingItBackTwiceHarmsNoOther() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        try (Mantle mantle = host(run -> {
            Runnable same = calls::incrementAndGet;
            Registration first = run.onCancel(same);
            run.onCancel(same);
            first.close();
            first.close();
            begun.countDown();
            goOn.await();
        })) {
            AlgorithmRun run = mantle.start("Cancellable", Map.of());
            begun.await();
            run.cancel();
            goOn.countDown();
            run.await();

            assertThat(calls).hasValue(1);
        }
    }

    @Test
    void anAbortThatThrowsHarmsNeitherTheOthersNorTheCaller() throws InterruptedException {
        List<String> calls = new CopyOnWriteArrayList<>();
        try (Mantle mantle = host(run -> {
            run.onCancel(() -> {
                calls.add("first");
                throw new IllegalStateException("this abort is broken, on purpose");
            });
            run.onCancel(() -> calls.add("second"));
            begun.countDown();
            goOn.await();
            run.checkCancelled();
        })) {
            AlgorithmRun run = mantle.start("Cancellable", Map.of());
            begun.await();
            run.cancel();
            goOn.countDown();

            assertThat(run.await()).isEqualTo(RunState.CANCELLED);
            assertThat(calls).containsExactly("first", "second");
        }
    }

    @Test
    void aRunThatHasEndedIsLeftAsItIs() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        try (Mantle mantle = host(run -> run.onCancel(calls::incrementAndGet))) {
            AlgorithmRun run = mantle.start("Cancellable", Map.of());
            run.await();
            run.cancel();

            assertThat(run.state()).isEqualTo(RunState.COMPLETED);
            assertThat(calls).hasValue(0);
        }
    }

    @Test
    void aRunThatHasNotBegunIsCancelledOnTheSpotAndNeverBegins() throws InterruptedException {
        AtomicReference<Runnable> queued = new AtomicReference<>();
        Executor executor = queued::set;
        try (Mantle mantle = TestHosts.builder(Cancellable.class)
                .service(Body.class, run -> {
                    throw new AssertionError("ran");
                })
                .executor(executor)
                .build()) {
            AlgorithmRun run = mantle.start("Cancellable", Map.of("Password", "mark-4711"));
            assertThat(run.state()).isEqualTo(RunState.WAITING);
            assertThat(mantle.manager().running()).containsExactly(run);

            run.cancel();

            assertThat(run.await()).isEqualTo(RunState.CANCELLED);
            assertThat(mantle.manager().running()).isEmpty();
            queued.get().run();
            assertThat(run.state()).isEqualTo(RunState.CANCELLED);
            assertThat(mantle.history().records())
                    .singleElement()
                    .satisfies(record -> assertThat(record.toJson().toString()).doesNotContain("mark-4711"));
        }
    }

    @Test
    void childrenAreCancelledWithTheirParentToAnyDepth() throws InterruptedException {
        try (Mantle mantle = host(run -> {
            if (run.get(DEPTH) < 3) {
                run.createChild("Cancellable", 0, 1)
                        .setProperty("Depth", run.get(DEPTH) + 1)
                        .execute();
            } else {
                CountDownLatch aborted = new CountDownLatch(1);
                run.onCancel(aborted::countDown);
                begun.countDown();
                aborted.await();
                run.checkCancelled();
            }
        })) {
            AlgorithmRun run = mantle.start("Cancellable", Map.of());
            begun.await();
            run.cancel();

            assertThat(run.await()).isEqualTo(RunState.CANCELLED);
            RunRecord record = mantle.history().records().get(0);
            for (int depth = 0; depth <= 3; depth++) {
                assertThat(record.state()).isEqualTo(RunState.CANCELLED);
                record = depth < 3 ? record.children().get(0) : record;
            }
        }
    }

    @Test
    void aChildOfACancelledParentDoesNotBegin() throws InterruptedException {
        AtomicInteger bodies = new AtomicInteger();
        try (Mantle mantle = host(run -> {
            bodies.incrementAndGet();
            begun.countDown();
            goOn.await();
            run.createChild("Cancellable", 0, 1).execute();
        })) {
            AlgorithmRun run = mantle.start("Cancellable", Map.of());
            begun.await();
            run.cancel();
            goOn.countDown();

            assertThat(run.await()).isEqualTo(RunState.CANCELLED);
            assertThat(bodies).hasValue(1);
        }
    }

    @Test
    void anAlgorithmThatThrowsTheCancelExceptionUnaskedHasFailed() {
        AtomicReference<AlgorithmCancelledException> stolen = new AtomicReference<>();
        try (Mantle mantle = host(run -> {
            if (stolen.get() != null) {
                throw stolen.get();
            }
        })) {
            AlgorithmInstance instance = mantle.create("Cancellable");
            instance.cancel();
            assertThat(instance.execute()).isTrue();
            stolen.set(new AlgorithmCancelledException(mantle.registry().get("Cancellable")));
            assertThatExceptionOfType(AlgorithmFailedException.class)
                    .isThrownBy(() -> mantle.run("Cancellable", Map.of()));
        }
    }

    /** Runs a child, and that one a child of its own, which is cancelled; returns how the outermost run ended. */
    private AlgorithmRun cancelInnermost(boolean parentGoesOn) throws InterruptedException {
        AtomicReference<AlgorithmInstance> innermost = new AtomicReference<>();
        try (Mantle mantle = host(run -> {
            if (run.get(DEPTH) == 2) {
                innermost.get().cancel();
                run.checkCancelled();
            } else {
                AlgorithmInstance child = run.createChild("Cancellable", 0, 1).setProperty("Depth", run.get(DEPTH) + 1);
                innermost.set(child);
                try {
                    child.execute();
                } catch (AlgorithmCancelledException e) {
                    if (run.get(DEPTH) > 0 || !parentGoesOn) {
                        throw e;
                    }
                    run.set(DONE, "without it");
                }
            }
        })) {
            AlgorithmRun run = mantle.start("Cancellable", Map.of());
            run.await();
            RunRecord record = mantle.history().records().get(0);
            assertThat(record.state()).isEqualTo(run.state());
            assertThat(record.child(0).state()).isEqualTo(RunState.CANCELLED);
            assertThat(record.child(0).child(0).state()).isEqualTo(RunState.CANCELLED);
            return run;
        }
    }

    @Test
    void aChildThatIsCancelledAloneEndsTheRunsAroundItAsCancelledToo() throws InterruptedException {
        AlgorithmRun run = cancelInnermost(false);

        assertThat(run.state()).isEqualTo(RunState.CANCELLED);
        assertThatExceptionOfType(AlgorithmCancelledException.class).isThrownBy(run::outputs);
    }

    @Test
    void aParentMayGoOnWithoutAChildThatIsCancelledAlone() throws InterruptedException {
        assertThat(cancelInnermost(true).outputs().get(DONE)).isEqualTo("without it");
    }

    @Test
    void anInstanceIsCancelledAndRunsAgainUncancelled() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        try (Mantle mantle = host(run -> {
            if (runs.getAndIncrement() == 0) {
                begun.countDown();
                goOn.await();
                run.checkCancelled();
            }
        })) {
            AlgorithmInstance instance = mantle.create("Cancellable");
            AlgorithmRun run = instance.executeAsync();
            begun.await();
            assertThat(instance.isRunning()).isTrue();
            instance.cancel();
            goOn.countDown();
            run.await();
            assertThat(instance.isExecuted()).isFalse();

            assertThat(instance.execute()).isTrue();
            assertThat(instance.isExecuted()).isTrue();
        }
    }

    @Test
    void executingThrowsWhenTheRunIsCancelled() throws InterruptedException {
        try (Mantle mantle = host(run -> {
            begun.countDown();
            goOn.await();
            run.checkCancelled();
        })) {
            AlgorithmInstance instance = mantle.create("Cancellable");
            Thread canceller = new Thread(() -> {
                try {
                    begun.await();
                    instance.cancel();
                    goOn.countDown();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            canceller.start();
            assertThatExceptionOfType(AlgorithmCancelledException.class).isThrownBy(instance::execute);
            canceller.join();
        }
    }
}
