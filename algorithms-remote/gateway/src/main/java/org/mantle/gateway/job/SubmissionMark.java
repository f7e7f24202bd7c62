package org.mantle.gateway.job;

/**
 * What a client marked a submission by, so that its repetition makes no second job.
 *
 * @param key the client's own word for it
 * @param digest of all that was submitted
 */
public record SubmissionMark(String key, String digest) {}
