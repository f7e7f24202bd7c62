package org.mantle.gateway.job;

/** Whom an executor tells what becomes of its jobs. */
public interface JobObserver {

    /**
     * Takes the new status of a job. Called for one job after the other and for each in the order of what happened, perhaps
     * while the executor holds a lock: it must return soon, throw nothing, and not call the executor.
     *
     * @param job the gateway's id of the job
     */
    void changed(long job, JobStatus status);
}
