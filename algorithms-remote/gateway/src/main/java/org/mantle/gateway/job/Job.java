package org.mantle.gateway.job;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway knows of a job; nothing in it is alive, so that it can be written down.
 *
 * @param group the group of jobs that its user put it into, such as {@code /scans/monday}; empty for none
 * @param application the application that it was submitted to
 * @param command what it runs, as it was submitted
 * @param directory where it runs
 * @param shownDirectory the same by the name that clients know
 * @param execution the job as its executor knows it; empty until that has taken it
 * @param status the last that was told
 * @param task which task of an array this is; empty for a job, and for an array as a whole
 */
public record Job(
        long id,
        String user,
        String name,
        String group,
        String application,
        String command,
        Path directory,
        String shownDirectory,
        Instant submitted,
        Optional<Execution> execution,
        JobStatus status,
        OptionalInt task) {

    /** Creates a job, or an array as a whole, that is in no group. */
    public Job(
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
        this(
                id,
                user,
                name,
                "",
                application,
                command,
                directory,
                shownDirectory,
                submitted,
                execution,
                status,
                OptionalInt.empty());
    }

    private Job changed(String newName, Optional<Execution> newExecution, JobStatus newStatus, OptionalInt newTask) {
        return new Job(
                id,
                user,
                newName,
                group,
                application,
                command,
                directory,
                shownDirectory,
                submitted,
                newExecution,
                newStatus,
                newTask);
    }

    /** Returns this job as taken by its executor. */
    public Job with(Execution newExecution) {
        return changed(name, Optional.of(newExecution), status, task);
    }

    /** Returns this job with another status. */
    public Job with(JobStatus newStatus) {
        return changed(name, execution, newStatus, task);
    }

    /** Returns this job in a group. */
    public Job in(String newGroup) {
        return new Job(
                id,
                user,
                name,
                newGroup,
                application,
                command,
                directory,
                shownDirectory,
                submitted,
                execution,
                status,
                task);
    }

    /** Returns the id by which clients know it: {@code 12}, or {@code 12[3]} for a task of an array. */
    public String shownId() {
        return task.isPresent() ? id + "[" + task.getAsInt() + "]" : Long.toString(id);
    }

    /** Returns a task of this array; nothing if it has no such task, or this is no array. */
    public Optional<Job> task(int index) {
        @Nullable JobStatus one = status.tasks().get(index);
        return one == null
                ? Optional.empty()
                : Optional.of(changed(
                        name + "[" + index + "]",
                        execution.map(whole -> whole.task(index)),
                        one,
                        OptionalInt.of(index)));
    }

    /** Returns all tasks of this array, in their order; none if this is no array. */
    public List<Job> tasks() {
        return status.tasks().keySet().stream()
                .flatMap(index -> task(index).stream())
                .toList();
    }
}
