package org.mantle.gateway.store;

import java.util.Optional;
import org.mantle.gateway.job.Execution;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.job.JobStatus;

/**
 * What became of a job since it was written down.
 *
 * @param execution the job as its executor knows it, if that was told
 * @param status the last one, if one was told
 */
record JobProgress(Optional<Execution> execution, Optional<JobStatus> status) {

    static JobProgress of(Execution execution) {
        return new JobProgress(Optional.of(execution), Optional.empty());
    }

    static JobProgress of(JobStatus status) {
        return new JobProgress(Optional.empty(), Optional.of(status));
    }

    /** Returns both, of which the later one counts. */
    JobProgress then(JobProgress later) {
        return new JobProgress(later.execution.or(() -> execution), later.status.or(() -> status));
    }

    /** Returns a job as it is now. */
    Job of(Job job) {
        Job taken = execution.map(job::with).orElse(job);
        return status.map(taken::with).orElse(taken);
    }
}
