package org.mantle.remote.job;

/**
 * The failure of a call about a job that the service does not know.
 *
 * @since 0.1.0
 */
public final class UnknownJobException extends RemoteServiceException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the failure.
     *
     * @param words the service's own words, on one line; empty when it gave none
     */
    public UnknownJobException(String resource, String user, JobId job, String words) {
        super(
                "there is no job " + job + " of " + user + " at " + resource + saying(words)
                        + "; the list of jobs has those that there are",
                words);
    }
}
