package org.mantle.remote.job;

/**
 * The loss of the answer to a submission: the job may have been accepted. It is never submitted again by itself.
 *
 * @since 0.1.0
 */
public final class SubmissionUncertainException extends RemoteServiceException {

    private static final long serialVersionUID = 1L;

    private final String jobName;

    /**
     * Makes the failure.
     *
     * @param jobName the name under which the job was submitted
     * @param why what happened to the answer, such as {@code it was empty}
     * @param words the service's own words, on one line; empty when it gave none
     */
    public SubmissionUncertainException(String resource, String jobName, String why, String words) {
        super(
                "the answer of " + resource + " to the submission was lost (" + why + ")" + saying(words)
                        + "; the job may have been accepted all the same: look for a job named \"" + jobName
                        + "\" in the list of jobs before you submit it again",
                words);
        this.jobName = jobName;
    }

    /** Returns the name that was submitted, under which to look for the job. */
    public String jobName() {
        return jobName;
    }
}
