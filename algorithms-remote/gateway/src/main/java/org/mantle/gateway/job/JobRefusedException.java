package org.mantle.gateway.job;

/** What an executor does not do with a job; the message is for the job's owner, and does not name the job. */
public final class JobRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Creates an exception that says why. */
    public JobRefusedException(String message) {
        super(message, null, false, false);
    }

    /** Returns the exception for an operation on a job that has ended. */
    public static JobRefusedException finished() {
        return new JobRefusedException("Job has already finished");
    }

    /** Returns the words for the job's owner. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
