package org.mantle.gateway.job;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Port: runs jobs, and tells a {@link JobObserver}, which it is made with, what becomes of them.
 *
 * <p>The first that it tells of a job is what follows {@link JobStatus#pending()}. What an operation brings about at once is
 * told before the operation returns. Safe for use by several threads.
 */
public interface JobExecutor extends AutoCloseable {

    /**
     * Finds a command that a user gives by its bare name.
     *
     * @return the first word of the job's command, or nothing if there is no such command where jobs run, as far as that is known here
     */
    Optional<String> findCommand(String name);

    /**
     * Takes a job; it may have to wait for its turn.
     *
     * @return the job as this executor knows it
     * @throws JobRefusedException if this executor does not run such a job
     * @throws IOException if the executor has not got the job; one of {@link ExecutorException} says why to the job's owner
     */
    Execution submit(JobSpec spec) throws JobRefusedException, IOException;

    /**
     * Ends a job with all its processes. Returns without waiting for that.
     *
     * @throws JobRefusedException if it has ended already
     * @throws IOException if the executor cannot be reached; one of {@link ExecutorException} says why to the job's owner
     */
    void kill(Execution execution) throws JobRefusedException, IOException;

    /**
     * Stops a job, or keeps it from starting.
     *
     * @throws JobRefusedException if it has ended, or is being ended
     * @throws IOException if the executor cannot be reached; one of {@link ExecutorException} says why to the job's owner
     */
    void suspend(Execution execution) throws JobRefusedException, IOException;

    /**
     * Lets a job go on that was stopped, or lets it start.
     *
     * @throws JobRefusedException if it is not suspended
     * @throws IOException if the executor cannot be reached; one of {@link ExecutorException} says why to the job's owner
     */
    void resume(Execution execution) throws JobRefusedException, IOException;

    /**
     * Takes over the jobs of an earlier gateway, in the order in which they are given; called once, before all else.
     *
     * <p>None of them is lost, and none runs twice: one that runs is followed, one that has ended meanwhile is told to have ended as it did,
     * and one that never came to its turn, or to this executor, is taken as by {@link #submit}.
     *
     * @return the jobs as this executor knows them, by the gateway's ids; those that it has told to have ended may be left out
     * @throws IOException if it cannot be found out what became of them
     */
    Map<Long, Execution> takeOver(List<LeftJob> left) throws IOException;

    /**
     * Tells whether {@link #lookForLost} finds a job again of which the book of jobs has lost everything: then nobody need wait until the book is
     * on the disk.
     */
    default boolean findsAgain(JobSpec spec) {
        return false;
    }

    /**
     * Looks, soon and beside all else, for jobs that this executor has and the book of jobs has lost, and follows them; called once at most,
     * after {@link #takeOver}. It looks for none if it {@linkplain #findsAgain finds none again}.
     */
    default void lookForLost(LostJobs lost) {}

    /**
     * Waits until all jobs that it is to look for are found.
     *
     * @return whether they are
     */
    default boolean awaitLost(Duration patience) {
        return true;
    }

    /**
     * Says, beside the states of jobs that have not ended, since when these are not known any more, such as while a scheduler does not answer; empty while
     * they are known. Returns at once.
     */
    default Optional<String> outage() {
        return Optional.empty();
    }

    /** Lets go of what it still keeps of a job that has ended, since it is written down how. */
    void settle(long job);

    /**
     * Ends a job that has begun, and runs it again from its beginning under the same ids. Returns without waiting for that.
     *
     * @throws JobRefusedException if it has not begun, has ended, or is being ended
     * @throws IOException if the executor cannot be reached; one of {@link ExecutorException} says why to the job's owner
     */
    void requeue(Execution execution) throws JobRefusedException, IOException;

    /** Takes no more jobs, and waits for the end of those that end with the gateway. */
    @Override
    void close();
}
