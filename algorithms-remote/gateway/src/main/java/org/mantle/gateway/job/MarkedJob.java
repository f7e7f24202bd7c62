package org.mantle.gateway.job;

/**
 * A job that a client marked the submission of.
 *
 * @param digest of what was submitted then, or {@link SubmissionMark#LOST}
 */
public record MarkedJob(Job job, String digest) {

    /** Tells whether a submission with this job's key can be the one that it was made of. */
    public boolean isOf(SubmissionMark mark) {
        return digest.equals(mark.digest()) || digest.equals(SubmissionMark.LOST);
    }
}
