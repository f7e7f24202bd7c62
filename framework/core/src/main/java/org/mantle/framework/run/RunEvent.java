package org.mantle.framework.run;

import org.mantle.framework.internal.text.FailureMessage;

/**
 * Something that happens to a run, in this order: {@link Starting}, {@link Started}, any number of {@link Progressed} and
 * {@link Logged}, and exactly one {@link Ended}. A run that is cancelled before it begins, or that the executor refuses, is never
 * {@link Started}.
 *
 * <p>Events of one run come in their order, one at a time. Reports of progress that a listener has no time for are left out but
 * for the newest.
 *
 * @since 0.1.0
 */
public sealed interface RunEvent {

    /** Returns the run to which it happens. */
    AlgorithmRun run();

    /**
     * The inputs are accepted, and the run waits for its turn.
     *
     * @param run the run
     */
    record Starting(AlgorithmRun run) implements RunEvent {}

    /**
     * The execution begins.
     *
     * @param run the run
     */
    record Started(AlgorithmRun run) implements RunEvent {}

    /**
     * The run says how far it is.
     *
     * @param run the run
     * @param report what it says, with the time that it is likely to need still
     */
    record Progressed(AlgorithmRun run, ProgressReport report) implements RunEvent {}

    /**
     * The run, or one inside it, says something to people.
     *
     * @param run the run
     * @param line what is said
     */
    record Logged(AlgorithmRun run, LogLine line) implements RunEvent {}

    /** The run has ended, in whatever way; nothing more comes of it. */
    sealed interface Ended extends RunEvent {}

    /**
     * The run has ended with its outputs.
     *
     * @param run the run
     * @param outputs what it gave
     */
    record Finished(AlgorithmRun run, Outputs outputs) implements Ended {}

    /**
     * The run has ended without success.
     *
     * @param run the run
     * @param cause what ended it
     */
    record Failed(AlgorithmRun run, Throwable cause) implements Ended {

        /** Returns what the user should read. */
        public String message() {
            return FailureMessage.of(cause);
        }
    }

    /**
     * The run was stopped because somebody asked for it.
     *
     * @param run the run
     */
    record Cancelled(AlgorithmRun run) implements Ended {}
}
