package org.mantle.gateway.job;

import java.util.OptionalInt;

/**
 * A job as its executor knows it; it can be written down and used by a later gateway.
 *
 * @param user whose job it is
 * @param id the executor's own id of it
 * @param task which task of an array is meant; empty for a job, and for an array as a whole
 */
public record Execution(String user, String id, OptionalInt task) {

    /** Creates the execution of a job, or of a whole array. */
    public Execution(String user, String id) {
        this(user, id, OptionalInt.empty());
    }

    /** Returns the execution of a task of this array. */
    public Execution task(int index) {
        return new Execution(user, id, OptionalInt.of(index));
    }

    /** Returns the execution of the whole array that a task is of. */
    public Execution whole() {
        return new Execution(user, id);
    }
}
