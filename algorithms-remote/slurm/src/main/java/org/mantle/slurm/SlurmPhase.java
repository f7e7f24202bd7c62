package org.mantle.slurm;

/**
 * What a state of a job means to the job's owner.
 *
 * @since 0.1.0
 */
public enum SlurmPhase {

    /** Waits for its turn. */
    PENDING,

    /** Runs, begins to, or is being ended. */
    RUNNING,

    /** Stopped, or kept from starting, and can go on. */
    SUSPENDED,

    /** Ended by itself with exit code 0. */
    DONE,

    /** Ended otherwise. */
    FAILED,

    /** Nobody here knows; the job may go on. */
    UNKNOWN;

    /** Tells whether the job goes on no more. */
    public boolean hasEnded() {
        return this == DONE || this == FAILED;
    }
}
