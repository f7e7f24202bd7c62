package org.mantle.gateway.local;

import java.time.Instant;
import org.mantle.gateway.job.Execution;
import org.mantle.gateway.job.JobSpec;

/**
 * A job that an earlier gateway was killed over, and that still runs.
 *
 * @param started when it began
 */
public record LeftJob(JobSpec spec, Execution execution, Instant started) {}
