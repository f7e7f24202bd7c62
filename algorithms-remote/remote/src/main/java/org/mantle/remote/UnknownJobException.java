package org.mantle.remote;

/** The service knows no such job. */
public final class UnknownJobException extends RemoteServiceException {
    private static final long serialVersionUID = 1L;

    UnknownJobException(String resource, String user, String job, String words) {
        super(
                "there is no job " + job + " of " + user + " at " + resource + saying(words)
                        + "; Action=JobStatus lists the jobs that there are",
                words);
    }
}
