package org.mantle.gateway.job;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What the gateway knows of a job; nothing in it is alive, so that it can be written down.
 *
 * @param application the application that it was submitted to
 * @param command what it runs, as it was submitted
 * @param directory where it runs
 * @param shownDirectory the same by the name that clients know
 * @param execution the job as its executor knows it; empty until that has taken it
 * @param status the last that was told
 */
public record Job(
        long id,
        String user,
        String name,
        String application,
        String command,
        Path directory,
        String shownDirectory,
        Instant submitted,
        Optional<Execution> execution,
        JobStatus status) {

    /** Returns this job as taken by its executor. */
    public Job with(Execution newExecution) {
        return new Job(
                id,
                user,
                name,
                application,
                command,
                directory,
                shownDirectory,
                submitted,
                Optional.of(newExecution),
                status);
    }

    /** Returns this job with another status. */
    public Job with(JobStatus newStatus) {
        return new Job(
                id, user, name, application, command, directory, shownDirectory, submitted, execution, newStatus);
    }
}
