package org.mantle.gateway.job;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of how a job goes.
 *
 * @param remark why it is so, and where to look; may be empty
 * @param processId the job's process group, if it has one on this machine
 * @param tasks of an array how each of its tasks goes, by its index; empty for other jobs
 */
public record JobStatus(
        JobStage stage,
        String remark,
        Optional<Instant> started,
        Optional<Instant> ended,
        OptionalInt exitCode,
        OptionalLong processId,
        SortedMap<Integer, JobStatus> tasks) {

    /** Creates a status. */
    public JobStatus {
        tasks = Collections.unmodifiableSortedMap(new TreeMap<>(tasks));
    }

    /** Creates the status of a job that is no array. */
    public JobStatus(
            JobStage stage,
            String remark,
            Optional<Instant> started,
            Optional<Instant> ended,
            OptionalInt exitCode,
            OptionalLong processId) {
        this(stage, remark, started, ended, exitCode, processId, Collections.emptySortedMap());
    }

    /** Returns this status with those of tasks. */
    public JobStatus with(SortedMap<Integer, JobStatus> newTasks) {
        return new JobStatus(stage, remark, started, ended, exitCode, processId, newTasks);
    }

    /** Returns this status with more to its remark, and to those of tasks, as far as these have not ended. */
    public JobStatus remarked(String more) {
        if (stage.ended()) {
            return this;
        }
        TreeMap<Integer, JobStatus> all = new TreeMap<>();
        tasks.forEach((index, task) -> all.put(index, task.remarked(more)));
        return new JobStatus(
                stage, remark.isEmpty() ? more : remark + ", " + more, started, ended, exitCode, processId, all);
    }

    /** Returns the status of a job that waits for its turn. */
    public static JobStatus pending() {
        return new JobStatus(
                JobStage.PENDING, "", Optional.empty(), Optional.empty(), OptionalInt.empty(), OptionalLong.empty());
    }
}
