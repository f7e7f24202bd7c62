package org.mantle.gateway.job;

import java.util.Optional;

/**
 * A job of an earlier gateway that had not ended as far as that one wrote down.
 *
 * @param spec what was, or was to be, handed to the executor
 * @param execution the job as the executor knows it; empty if it was not written down that the executor has it, which it may have all the
 *     same
 * @param status the last that was written down
 */
public record LeftJob(JobSpec spec, Optional<Execution> execution, JobStatus status) {}
