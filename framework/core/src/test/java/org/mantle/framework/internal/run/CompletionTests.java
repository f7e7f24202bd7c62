package org.mantle.framework.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.MantleBuilder;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmCancelledException;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.run.RunEvent;
import org.mantle.framework.run.RunState;
import org.mantle.framework.testing.TestHosts;

/** The stage that completes with a run. */
class CompletionTests {

    static final Property<String> TEXT =
            Property.string("Text").inOut().defaultValue("").build();

    static final class Waits extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Wait").properties(TEXT);
        }

        @Override
        protected void execute(Context run) throws Exception {
            run.service(TestHosts.Body.class).run(run);
        }
    }

    private final CountDownLatch go = new CountDownLatch(1);

    private MantleBuilder builder(TestHosts.Body body) {
        return TestHosts.builder(Waits.class).service(TestHosts.Body.class, body);
    }

    @Test
    void itCompletesWithTheOutputs() throws Exception {
        try (Mantle mantle = builder(run -> {
                    go.await();
                    run.set(TEXT, run.get(TEXT) + "!");
                })
                .build()) {
            AlgorithmRun run = mantle.start("Wait", Map.of("Text", "a"));
            CompletableFuture<String> before = run.completion()
                    .thenCompose(
                            outputs -> mantle.start("Wait", outputs.asMap()).completion())
                    .thenApply(outputs -> outputs.get(TEXT))
                    .toCompletableFuture();
            assertThat(before).isNotDone();
            go.countDown();
            assertThat(before.get()).isEqualTo("a!!");
            assertThat(run.state()).isEqualTo(RunState.COMPLETED);
            // of a run that is over it is complete at once, in the thread that asks
            AtomicReference<Thread> thread = new AtomicReference<>();
            run.completion().thenRun(() -> thread.set(Thread.currentThread()));
            assertThat(thread).hasValue(Thread.currentThread());
        }
    }

    @Test
    void itCompletesWithTheExceptionsOfOutputs() throws Exception {
        try (Mantle mantle = builder(run -> {
                    go.await();
                    run.checkCancelled();
                    throw new IllegalStateException("the disk is full");
                })
                .build()) {
            AlgorithmRun cancelled = mantle.start("Wait", Map.of());
            AlgorithmRun failed = mantle.start("Wait", Map.of());
            CompletionStage<Outputs> ofCancelled = cancelled.completion();
            CompletionStage<Outputs> ofFailed = failed.completion();
            cancelled.cancel();
            go.countDown();
            for (CompletionStage<Outputs> stage : List.of(ofFailed, failedLater(failed))) {
                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(() -> stage.toCompletableFuture().get())
                        .withCauseInstanceOf(AlgorithmFailedException.class)
                        .havingCause()
                        .withMessageContaining("the disk is full");
            }
            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(() -> ofCancelled.toCompletableFuture().join())
                    .withCauseInstanceOf(AlgorithmCancelledException.class);
        }
    }

    private static CompletionStage<Outputs> failedLater(AlgorithmRun run) throws InterruptedException {
        run.await();
        return run.completion();
    }

    @Test
    void aRunThatNeverBeginsCompletesItToo() {
        AtomicReference<CompletionStage<Outputs>> ofRefused = new AtomicReference<>();
        try (Mantle mantle = builder(run -> {})
                .executor(work -> {
                    throw new RejectedExecutionException("full");
                })
                .build()) {
            mantle.subscribe(event -> {
                if (event instanceof RunEvent.Starting) {
                    ofRefused.set(event.run().completion());
                }
            });
            assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(() -> mantle.start("Wait", Map.of()));
        }
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> ofRefused.get().toCompletableFuture().join())
                .withCauseInstanceOf(AlgorithmFailedException.class);
        try (Mantle mantle = builder(run -> {}).executor(work -> {}).build()) {
            AlgorithmRun waiting = mantle.start("Wait", Map.of());
            CompletionStage<Outputs> completion = waiting.completion();
            waiting.cancel();
            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(() -> completion.toCompletableFuture().join())
                    .withCauseInstanceOf(AlgorithmCancelledException.class);
        }
    }

    @Test
    void whatDependsOnItHoldsUpNoRunAndNoOther() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        AtomicReference<Thread> runner = new AtomicReference<>();
        try (Mantle mantle = builder(run -> {
                    runner.set(Thread.currentThread());
                    go.await();
                })
                .threads(1)
                .build()) {
            AlgorithmRun run = mantle.start("Wait", Map.of());
            CompletableFuture<Thread> slow = run.completion()
                    .thenApply(outputs -> {
                        try {
                            // a second run needs the only thread of the host
                            mantle.start("Wait", Map.of()).outputs();
                            stuck.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        return Thread.currentThread();
                    })
                    .toCompletableFuture();
            CompletableFuture<Outputs> other = run.completion().toCompletableFuture();
            go.countDown();
            assertThat(other.get().get(TEXT)).isEmpty();
            assertThat(mantle.start("Wait", Map.of())
                            .completion()
                            .toCompletableFuture()
                            .get())
                    .isNotNull();
            assertThat(slow).isNotDone();
            stuck.countDown();
            assertThat(slow.get()).isNotSameAs(runner.get());
        }
    }

    private static Set<Thread> tellers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("mantle-events"))
                .collect(Collectors.toSet());
    }

    @Test
    void untilTheEndNoThreadTellsItAnything() throws Exception {
        CountDownLatch said = new CountDownLatch(1);
        Set<Thread> before = tellers();
        try (Mantle mantle = builder(run -> {
                    run.progress().report(0.5, "half");
                    run.log().info("half");
                    said.countDown();
                    go.await();
                })
                .build()) {
            AlgorithmRun run = mantle.start("Wait", Map.of());
            CompletionStage<Outputs> early = run.completion();
            said.await();
            CompletionStage<Outputs> late = run.completion();
            // an idle one lives on for some time
            assertThat(tellers()).isSubsetOf(before);
            go.countDown();
            assertThat(early.toCompletableFuture().get().get(TEXT)).isEmpty();
            assertThat(late.toCompletableFuture().get().get(TEXT)).isEmpty();
        }
    }

    @Test
    void nobodyElseCompletesIt() throws Exception {
        try (Mantle mantle = builder(run -> go.await()).build()) {
            AlgorithmRun run = mantle.start("Wait", Map.of());
            CompletableFuture<Outputs> future = run.completion().toCompletableFuture();
            future.cancel(true);
            CompletionStage<Outputs> another = run.completion();
            assertThat(run.state().isEnd()).isFalse();
            go.countDown();
            assertThat(another.toCompletableFuture().get().get(TEXT)).isEmpty();
            assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        }
    }
}
