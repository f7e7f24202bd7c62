package org.mantle.pac;

/**
 * The state of a job under the name that PAC displays.
 *
 * <p>A service may know other states than the five named here; their names are kept as they are.
 *
 * @param name the name as displayed, such as {@code Running}; letter case counts
 * @since 0.1.0
 */
public record JobState(String name) {

    /** Waits for its turn. */
    public static final JobState PENDING = new JobState("Pending");

    /** Runs. */
    public static final JobState RUNNING = new JobState("Running");

    /** Ended with exit code 0. */
    public static final JobState DONE = new JobState("Done");

    /** Ended otherwise: with another exit code, or killed. */
    public static final JobState EXIT = new JobState("Exit");

    /** Stopped, and can be resumed. */
    public static final JobState SUSPENDED = new JobState("Suspended");

    /** Tells whether the job has ended: {@link #DONE} and {@link #EXIT} say so. */
    public boolean isFinished() {
        return equals(DONE) || equals(EXIT);
    }

    /** Returns the displayed name. */
    @Override
    public String toString() {
        return name;
    }
}
