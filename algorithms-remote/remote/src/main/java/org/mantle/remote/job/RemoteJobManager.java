package org.mantle.remote.job;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * A service that runs jobs for users who have logged in, on one compute resource.
 *
 * <p>Every call has time-outs, can be cancelled through its monitor (but see {@link #submit}), and fails with one of the kinds
 * of {@link RemoteServiceException}, in the service's own words where it gave any, or with a {@link LocalFileException} if a file of
 * this machine that the call needs, such as a key, cannot be read. Safe from many threads. One manager serves one run, and may
 * keep a connection until it is closed.
 *
 * @since 0.1.0
 */
public interface RemoteJobManager extends AutoCloseable {

    /**
     * Proves who the user is, and returns what the calls of the session need.
     *
     * @param credentials left as they are; the caller wipes them
     * @throws LogInRefusedException if the service does not accept them
     */
    Session logIn(String user, Credentials credentials, CallMonitor monitor) throws IOException;

    /** Ends a session at the service. */
    void logOut(Session session, CallMonitor monitor) throws IOException;

    /** Returns when the service says that it is ready. */
    void ping(CallMonitor monitor) throws IOException;

    /**
     * Sends a file, under its own name, into a directory of the resource.
     */
    void upload(Session session, Path file, String directory, CallMonitor monitor) throws IOException;

    /**
     * Submits a job, once, with its mark where the service takes one. A submission that has begun is not cancelled, because nobody could
     * tell then whether it was accepted; it ends by the time-out at the latest. Returns the id of the job.
     *
     * <p>It is never repeated in here: whoever called finds out by {@link #markUse} and {@link #marked} whether that is needed and harmless.
     *
     * @throws SubmissionUncertainException if the answer was lost
     */
    JobId submit(Session session, JobRequest request, CallMonitor monitor) throws IOException;

    /** What a service makes of the mark of a submission. */
    enum MarkUse {

        /** Nothing: when an answer was lost, only the user can tell whether a job is that of the submission. */
        IGNORED,
        /** It keeps the mark with the job, so that {@link RemoteJobManager#marked} finds it. */
        KEPT,
        /** It knows the mark again: a submission that is sent once more gives the same job. */
        RECOGNISED
    }

    /** Returns what the service makes of the mark of a submission; asked when an answer was lost. */
    default MarkUse markUse(Session session, JobRequest request, CallMonitor monitor) throws IOException {
        return MarkUse.IGNORED;
    }

    /**
     * Returns the user's jobs whose submission had a mark, as far as the service lists and tells them: one as a rule, none when the
     * submission was not accepted or cannot be told by its mark.
     */
    default List<RemoteJob> marked(Session session, String mark, CallMonitor monitor) throws IOException {
        return List.of();
    }

    /** Returns the user's jobs: those that wait and run, and those that ended lately. */
    List<RemoteJob> jobs(Session session, CallMonitor monitor) throws IOException;

    /**
     * Returns one job.
     *
     * @throws UnknownJobException if the service knows no such job
     */
    RemoteJob job(Session session, JobId id, CallMonitor monitor) throws IOException;

    /**
     * Returns a job with the reason for its state, if the service can say more about it than it did; otherwise the job as it is, also
     * when asking fails.
     */
    default RemoteJob explained(Session session, RemoteJob job, CallMonitor monitor) {
        return job;
    }

    /** Returns a job's files, without its directories. */
    List<RemoteFile> files(Session session, JobId id, CallMonitor monitor) throws IOException;

    /**
     * Writes the content of one of a job's files to a stream, and returns normally only when it came whole: as many bytes as the list
     * says. Of a file that may grow these are its first ones, and what follows is left; from another, one byte more is a failure, on
     * which nothing more is read. Never is more written than the list says.
     *
     * @param file as {@link #files} gave it, with a mark if the job runs; or one whose size is not known, of which everything is
     *     written that the service gives
     * @param sink takes the content; not closed. A {@link LocalFileException} of its own comes out of this method
     */
    void download(Session session, JobId id, RemoteFile file, OutputStream sink, CallMonitor monitor)
            throws IOException;

    /**
     * Returns how many files of a job may be downloaded at a time, by calls of several threads; more than one where a file waits for answers
     * longer than for its bytes.
     */
    default int downloadsAtATime() {
        return 1;
    }

    /**
     * Writes what follows a place in one of a job's files to a stream, as {@link #download} writes a whole file. Services that hand out
     * whole files alone need not do more than this method does, which leaves the beginning.
     *
     * @param start how many bytes at the beginning of the file are not wanted
     */
    default void downloadFrom(
            Session session, JobId id, RemoteFile file, long start, OutputStream sink, CallMonitor monitor)
            throws IOException {
        download(session, id, file, new RestOfFile(start, sink), monitor);
    }

    /** Stops a job. */
    void cancel(Session session, JobId id, CallMonitor monitor) throws IOException;

    /** Gives up what the manager keeps, such as a connection; sessions go on. Does not throw, and may be called twice. */
    @Override
    void close();
}
