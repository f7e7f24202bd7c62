package org.mantle.remote.job;

/**
 * One job, as a service tells of it.
 *
 * @param id its id
 * @param name its name
 * @param state its state
 * @param command the command line that it runs
 * @since 0.1.0
 */
public record RemoteJob(JobId id, String name, RemoteJobState state, String command) {}
