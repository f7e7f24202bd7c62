package org.mantle.gateway.job;

/**
 * What a client marked a submission by, so that its repetition makes no second job.
 *
 * @param key the client's own word for it
 * @param digest of all that was submitted, or {@link #LOST}
 */
public record SubmissionMark(String key, String digest) {

    /** The digest of a submission of which only the executor still knows. */
    public static final String LOST = "";
}
