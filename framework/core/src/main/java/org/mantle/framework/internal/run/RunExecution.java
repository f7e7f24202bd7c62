package org.mantle.framework.internal.run;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.internal.check.OutputCheck;
import org.mantle.framework.internal.compiled.AlgorithmCalls;
import org.mantle.framework.internal.compiled.AlgorithmFailures;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.thread.RunThreads;
import org.mantle.framework.run.AlgorithmCancelledException;
import org.mantle.framework.run.RunState;
import org.mantle.framework.type.Registration;

/** Takes one accepted run through its execution to its end. */
final class RunExecution {

    private RunExecution() {}

    /** Executes in another thread. */
    static void executeBy(LiveRun run, Executor executor) {
        long queuedAt = System.nanoTime();
        try {
            executor.execute(run.queue(new Queued(run, executor, queuedAt)));
        } catch (Throwable e) {
            // foreign code: an executor refuses work by an exception, or by the lack of a thread
            if (run.take() != null) {
                RunEnd.ofRefused(run, e);
            }
            throw e;
        }
    }

    /**
     * Executes in the calling thread a run that waits for a thread of the same executor: this one may be the last, and whoever waits
     * in it for the run would wait for ever.
     */
    static void executeInPlace(LiveRun run) {
        @Nullable Queued queued = run.queued();
        if (queued != null
                && run.environment().executing().get() == queued.executor
                && !Thread.currentThread().isInterrupted()) {
            queued.run();
        }
    }

    /** A run on its way to another thread. */
    record Queued(LiveRun queued, Executor executor, long queuedAt) implements Runnable {

        @Override
        public void run() {
            @Nullable Algorithm body = queued.take();
            if (body == null) {
                // it was cancelled, or executed by one that waited for it in another thread
                return;
            }
            ThreadLocal<Executor> executing = queued.environment().executing();
            @Nullable Executor outer = executing.get();
            executing.set(executor);
            try {
                run(body);
            } finally {
                if (outer == null) {
                    executing.remove();
                } else {
                    executing.set(outer);
                }
            }
        }

        private void run(Algorithm body) {
            if (executor instanceof RunThreads threads) {
                RunThreads.Place place = threads.place();
                queued.onCancel(place);
                try {
                    execute(queued, body, queuedAt);
                } finally {
                    place.leave();
                }
            } else {
                execute(queued, body, queuedAt);
            }
        }
    }

    /** Executes in the calling thread, and returns when the run has ended; never throws. */
    static void execute(LiveRun run) {
        Algorithm body = run.take();
        if (body == null) {
            // it was cancelled before it began
            awaitEndOfCancellation(run);
        } else {
            execute(run, body, 0);
        }
    }

    private static void execute(LiveRun run, Algorithm body, long queuedAt) {
        long began = System.nanoTime();
        RunState ended = RunState.COMPLETED;
        @Nullable Throwable thrown = null;
        LiveRun parent = run.parentOrNull();
        Registration parentCancel = parent == null ? null : parent.onCancel(run::cancel);
        try {
            run.begin(queuedAt, began);
            if (run.isCancelRequested()) {
                throw AlgorithmFailures.cancelled(run.descriptor());
            }
            AlgorithmCalls.execute(body, new RunContext(run));
            run.close();
            if (run.descriptor().checkedOutputs().length > 0) {
                checkOutputs(run);
            }
            if (run.descriptor().namesObjects()) {
                noteObjects(run);
            }
        } catch (Throwable e) {
            // foreign code: an algorithm may throw anything, and that must end its run only
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            boolean cancelled = run.isCancelRequested() || run.isInterrupted() || isCancelOfPart(run, e);
            ended = cancelled ? RunState.CANCELLED : RunState.FAILED;
            thrown = e;
        } finally {
            if (parentCancel != null) {
                parentCancel.close();
            }
        }
        RunEnd.of(run, ended, thrown, System.nanoTime() - began);
    }

    /** Checks the outputs about which the author promised something, and leaves objects in the host's store. */
    private static void checkOutputs(LiveRun run) {
        CompiledAlgorithm algorithm = run.descriptor();
        OutputCheck.check(algorithm, run.initialInputs(), run.values());
        if (algorithm.leavesObjects()) {
            OutputCheck.leaveObjects(
                    algorithm,
                    run.initialInputs(),
                    run.values(),
                    run.isStoring() ? run.environment().storage().objects() : null);
        }
    }

    /** Notes for the history of objects what the run took and what it made. */
    private static void noteObjects(LiveRun run) {
        LiveRun outermost = run.outermost();
        if (run.descriptor().leavesObjects() || run != outermost) {
            run.environment()
                    .history()
                    .noteObjects(
                            run.descriptor(),
                            run.initialInputs(),
                            run.values(),
                            outermost.attachments().lineage());
        }
    }

    /** Returns whether a run ends because a run inside it was cancelled alone, and its algorithm does not do without. */
    private static boolean isCancelOfPart(LiveRun run, Throwable thrown) {
        return thrown instanceof AlgorithmCancelledException
                && run.attachments().hasCancelledChild();
    }

    private static void awaitEndOfCancellation(LiveRun run) {
        boolean interrupted = false;
        while (!run.state().isEnd()) {
            try {
                run.await();
            } catch (InterruptedException e) {
                // the thread that cancels is about to end the run
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
