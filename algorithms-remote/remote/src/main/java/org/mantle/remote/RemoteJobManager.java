package org.mantle.remote;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * A service that runs jobs for users who have logged in, on one compute resource.
 *
 * <p>Every call has time-outs, can be cancelled through its monitor (but see {@link #submit}), and fails with one of the kinds
 * of {@link RemoteServiceException}, in the service's own words where it gave any. Safe from many threads.
 */
interface RemoteJobManager {

    /**
     * Proves who the user is.
     *
     * @param password left as it is; the caller wipes it
     * @throws LogInRefusedException if the service does not accept it
     */
    Session logIn(String user, char[] password, CallMonitor monitor) throws RemoteServiceException;

    /** Ends a session at the service. */
    void logOut(Session session, CallMonitor monitor) throws RemoteServiceException;

    /** Returns when the service says that it is ready. */
    void ping(CallMonitor monitor) throws RemoteServiceException;

    /**
     * Sends a file, under its own name, into a directory of the resource.
     *
     * @throws LocalFileException if the file cannot be read
     */
    void upload(Session session, Path file, String directory, CallMonitor monitor) throws IOException;

    /**
     * Submits a job, once. A submission that has begun is not cancelled, because nobody could tell then whether it was
     * accepted; it ends by the time-out at the latest.
     *
     * @throws SubmissionUncertainException if the answer was lost
     */
    JobId submit(Session session, JobRequest request, CallMonitor monitor) throws RemoteServiceException;

    /** Returns the user's jobs: those that wait and run, and those that ended lately. */
    List<RemoteJob> jobs(Session session, CallMonitor monitor) throws RemoteServiceException;

    /**
     * Returns one job.
     *
     * @throws UnknownJobException if the service knows no such job
     */
    RemoteJob job(Session session, JobId id, CallMonitor monitor) throws RemoteServiceException;

    /** Returns a job's files, without its directories. */
    List<RemoteFile> files(Session session, JobId id, CallMonitor monitor) throws RemoteServiceException;

    /**
     * Writes the content of one of a job's files to a stream, and returns normally only when it came whole.
     *
     * @param file as {@link #files} gave it
     * @param sink takes the content; not closed. A {@link LocalFileException} of its own comes out of this method
     */
    void download(Session session, JobId id, RemoteFile file, OutputStream sink, CallMonitor monitor)
            throws IOException;

    /** Stops a job. */
    void cancel(Session session, JobId id, CallMonitor monitor) throws RemoteServiceException;
}
