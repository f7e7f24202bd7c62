package org.mantle.remote.job;

/**
 * The name that a service gave to a job, in its own form: {@code 12} as a rule, and {@code 12[3]} in LSF or {@code 12_3} in
 * Slurm for an element of an array of jobs.
 *
 * @param text the id as the service writes it; not blank
 * @since 0.1.0
 */
public record JobId(String text) {

    /**
     * Creates an id.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public JobId {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a job's id must not be empty");
        }
    }

    /** Returns the id that is a plain number. */
    public static JobId of(long number) {
        return new JobId(Long.toString(number));
    }

    /** Returns the id as the service writes it. */
    @Override
    public String toString() {
        return text;
    }
}
