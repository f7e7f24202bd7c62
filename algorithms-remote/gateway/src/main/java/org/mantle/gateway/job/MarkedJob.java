package org.mantle.gateway.job;

/**
 * A job that a client marked the submission of.
 *
 * @param digest of what was submitted then
 */
public record MarkedJob(Job job, String digest) {}
