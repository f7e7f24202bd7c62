package org.mantle.gateway.slurm;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.mantle.slurm.SlurmArray;
import org.mantle.slurm.SlurmExit;
import org.mantle.slurm.SlurmJobId;
import org.mantle.slurm.SlurmState;

/**
 * A job, or a task of an array, as Slurm tells of it.
 *
 * @param id its own id; that of a task differs from the array's
 * @param array the id of the array that it is of, or 0
 * @param task which task of the array it is; empty for a job of its own, and for the tasks that have not started
 * @param waiting of the tasks that have not started, which they are; empty for another record, and where Slurm has cut the list short
 * @param word the state's own word
 * @param reason why it waits, or how it ended, in Slurm's one word
 * @param started when it began; told also of one that is only planned to
 * @param origin as what it was submitted
 */
record JobRecord(
        long id,
        long array,
        OptionalInt task,
        Optional<SlurmArray> waiting,
        String user,
        String comment,
        SlurmState state,
        String word,
        String reason,
        Optional<SlurmExit> exit,
        Optional<Instant> started,
        Optional<Instant> ended,
        long restarts,
        Origin origin) {

    /**
     * As what it was submitted.
     *
     * @param output the file for its standard output, as {@link BatchJob} has it
     * @param time when, if that is told
     */
    record Origin(String name, String directory, String output, String error, Optional<Instant> time) {}

    /** Returns the id by which the whole that it belongs to was submitted. */
    long submitted() {
        return array == 0 ? id : array;
    }

    /** Returns the id by which something can be done to it: a task of an array is not found by its own. */
    String address() {
        SlurmJobId whole = new SlurmJobId(submitted());
        return task().isPresent() ? whole.task(task().getAsInt()).toString() : whole.toString();
    }

    /** Tells whether its owner, or an administrator, keeps it from starting. */
    boolean isHeld() {
        return state == SlurmState.PENDING && reason.startsWith("JobHeld");
    }
}
