package org.mantle.gateway.job;

import com.google.common.collect.Range;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Port: remembers jobs by the gateway's ids. Safe for use by several threads. */
public interface JobBook {

    /**
     * Returns an id that no job of this book has ever had: ids grow, also from one gateway to the next, and whatever becomes of the machine.
     *
     * @throws IOException if it cannot be kept that the id is taken
     */
    long nextId() throws IOException;

    /**
     * Returns the ids that an earlier gateway may have given to jobs of which this book knows nothing, since it did not end properly and the
     * machine may have lost its power; empty if it did. To be asked before the first id is taken.
     *
     * @throws IOException if the book cannot be read
     */
    Range<Long> idsInDoubt() throws IOException;

    /**
     * Writes a new job down, with what its executor needs and its client's mark, and that its directory is no longer one that is arriving: all
     * of it or nothing. Whatever becomes of this process, it is not lost.
     *
     * @param mark one that the job's user has given no job yet
     * @param waits whether it is on the disk when this returns; otherwise it is soon after the job was {@link #taken}, and a loss of power may lose it
     *     until then
     * @throws IOException if it cannot be kept
     */
    void append(Job job, JobSpec spec, Optional<SubmissionMark> mark, boolean waits) throws IOException;

    /**
     * Takes as what an executor knows a job that it has taken. It is seen at once, and on the disk soon, as by {@link #note}. A job that is
     * not in the book stays unknown.
     *
     * @throws IOException if it cannot be kept
     */
    void taken(long id, Execution execution) throws IOException;

    /**
     * Takes the new status of a job. It is seen at once, and kept soon: what cannot be kept now is tried again until it is. Returns
     * without waiting for that.
     *
     * @param kept called when it is on the disk, or a later status of the job is
     */
    void note(long id, JobStatus status, Runnable kept);

    /**
     * Strikes a job out, and its mark, as if it had never been submitted. Its id is not given again.
     *
     * @throws IOException if that cannot be kept
     */
    void remove(long id) throws IOException;

    /**
     * Returns the jobs that are asked for, in the order of their ids; of very many the last ones. An array is one of them, and may be without its
     * tasks.
     *
     * @throws IOException if the book cannot be read
     */
    List<Job> list(JobQuery query) throws IOException;

    /**
     * Finds a job, whosever it is; an array with all its tasks.
     *
     * @throws IOException if the book cannot be read
     */
    Optional<Job> find(long id) throws IOException;

    /**
     * Finds the job of a user by the mark of its submission.
     *
     * @throws IOException if the book cannot be read
     */
    Optional<MarkedJob> find(String user, String key) throws IOException;

    /**
     * Returns the jobs that have not ended, in the order of their ids, as an executor needs them that takes them over.
     *
     * @throws IOException if the book cannot be read
     */
    List<LeftJob> underWay() throws IOException;

    /**
     * Returns how many jobs of all users are in a stage that is no end, as far as that is kept already; an array is one of them.
     *
     * @throws IOException if the book cannot be read
     */
    int count(JobStage stage) throws IOException;

    /**
     * Returns the latest jobs of all users, in the order of their ids.
     *
     * @param count how many at most
     * @throws IOException if the book cannot be read
     */
    List<Job> latest(int count) throws IOException;

    /**
     * Returns jobs of all users that ended before a time, those that were submitted first before others.
     *
     * @param after the id of a job; only those that came later are told
     * @param count how many at most
     * @throws IOException if the book cannot be read
     */
    List<Job> endedBefore(Instant time, long after, int count) throws IOException;
}
