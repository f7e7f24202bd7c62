package org.mantle.framework.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.mantle.framework.type.Registration;

/**
 * One execution of an algorithm: its state, progress, outputs and cancellation. Safe from many threads.
 *
 * <p>A run that was asked to cancel, or of which a part was, ends as cancelled when its algorithm stops because of that. One whose
 * algorithm completes all the same is completed: what it did is done, and its outputs say so.
 *
 * <p>Implemented by the framework alone, so that it may grow.
 *
 * @since 0.1.0
 */
public interface AlgorithmRun {

    /** Returns what is run. */
    AlgorithmDescriptor descriptor();

    /** Returns where the run is in its life; its record is in the history when this says that it has ended. */
    RunState state();

    /** Returns how far the run is, as it said last, and what time it is likely to need still. */
    ProgressReport progress();

    /** Returns the run of which this one is a part, if it is one. */
    Optional<AlgorithmRun> parent();

    /** Returns how long the checks, the waiting and the execution took; each is zero until it is over. */
    RunTimes times();

    /**
     * Listens to this run: the listener is told at once what has happened already (of reports of progress only the newest, and
     * of lines those that are kept), then what happens, and exactly one end. See {@link org.mantle.framework.Mantle#subscribe} for how it is called.
     *
     * @return takes the listener away; a call of it that is under way goes on
     */
    Registration subscribe(Consumer<? super RunEvent> listener);

    /** Returns what the run has said until now, with what the runs inside it have said. */
    RunLog log();

    /** Returns a number that no other run of the same host has. */
    long id();

    /**
     * Asks the run to stop, and its children with it; returns at once.
     *
     * <p>A run that has not begun is cancelled on the spot. One that has ended is left as it is. An interrupt of the thread that
     * executes a run, such as by {@code Future.cancel(true)}, counts as a cancellation where the run ends because of it; the
     * thread stays interrupted.
     */
    void cancel();

    /**
     * Waits for the end and returns the state in which the run ended.
     *
     * <p>In a thread of the executor in which the run waits for its turn, which is one that executes another run, the run is executed
     * at once, in place: with all threads waiting for runs in line, none would end.
     *
     * @throws InterruptedException if the waiting thread is interrupted; the run goes on
     */
    RunState await() throws InterruptedException;

    /**
     * Waits for the end, but no longer than a time; returns whether the run has ended. It is never executed in place.
     *
     * @throws InterruptedException if the waiting thread is interrupted; the run goes on
     */
    boolean await(Duration atMost) throws InterruptedException;

    /**
     * Waits for the end and returns the outputs.
     *
     * @throws AlgorithmFailedException if the run failed
     * @throws AlgorithmCancelledException if the run was cancelled
     */
    Outputs outputs() throws InterruptedException;

    /**
     * Returns a stage that completes when the run has ended: with its outputs, or with the exception that {@link #outputs} throws
     * ({@link AlgorithmFailedException}, {@link AlgorithmCancelledException}), which {@code join} and what depends on the stage wrap as
     * every {@link java.util.concurrent.CompletableFuture} does.
     *
     * <p>What depends on the stage is called like a listener ({@link #subscribe}): by a thread that is none of those that run, under
     * no lock, so that it delays no run and no listener, and may start further runs and wait for them. What is added when the
     * stage is complete is called by the thread that adds it. Each call returns a stage of its own. Nobody but the run completes it: to
     * complete or cancel a future made of it does nothing to the run, which {@link #cancel} stops.
     */
    CompletionStage<Outputs> completion();
}
