package org.mantle.gateway.job;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is known of how a job goes.
 *
 * @param remark why it is so, and where to look; may be empty
 * @param processId the job's process group, if it has one on this machine
 */
public record JobStatus(
        JobStage stage,
        String remark,
        Optional<Instant> started,
        Optional<Instant> ended,
        OptionalInt exitCode,
        OptionalLong processId) {

    /** Returns the status of a job that waits for its turn. */
    public static JobStatus pending() {
        return new JobStatus(
                JobStage.PENDING, "", Optional.empty(), Optional.empty(), OptionalInt.empty(), OptionalLong.empty());
    }
}
