package org.mantle.gateway.job;

/**
 * A job as its executor knows it; it can be written down and used by a later gateway.
 *
 * @param user whose job it is
 * @param id the executor's own id of it
 */
public record Execution(String user, String id) {}
