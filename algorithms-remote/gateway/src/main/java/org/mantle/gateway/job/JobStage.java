package org.mantle.gateway.job;

/**
 * How far a job is. An executor may know others than the five that are named here.
 *
 * @param name what to call it where there is no better word
 * @param ended whether the job can go on no more
 */
public record JobStage(String name, boolean ended) {

    /** Waits for its turn. */
    public static final JobStage PENDING = new JobStage("pending", false);

    /** Runs. */
    public static final JobStage RUNNING = new JobStage("running", false);

    /** Stopped, or kept from starting, and can be resumed. */
    public static final JobStage SUSPENDED = new JobStage("suspended", false);

    /** Ended with exit code 0, by itself. */
    public static final JobStage DONE = new JobStage("done", true);

    /** Ended otherwise: with another exit code, killed, or not started. */
    public static final JobStage FAILED = new JobStage("failed", true);
}
