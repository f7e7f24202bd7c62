package org.mantle.gateway;

/** Runs jobs. */
interface JobExecutor extends AutoCloseable {
    /** Takes a job; it may have to wait for its turn. */
    ExecutingJob submit(JobSpec spec) throws RefusedException;

    /** Ends all jobs and waits until they have ended. */
    @Override
    void close();

    /** A job that an executor has taken. */
    interface ExecutingJob {
        JobStatus status();

        /** Ends the job with all its processes. Returns at once. */
        void kill() throws RefusedException;

        /** Stops the job, or keeps it from starting. */
        void suspend() throws RefusedException;

        void resume() throws RefusedException;
    }
}
