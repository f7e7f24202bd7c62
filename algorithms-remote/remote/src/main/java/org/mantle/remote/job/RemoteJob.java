package org.mantle.remote.job;

/**
 * One job, as a service tells of it.
 *
 * @param id its id
 * @param name its name
 * @param state its state
 * @param command the command line that it runs
 */
public record RemoteJob(JobId id, String name, RemoteJobState state, String command) {

    /** Returns which job is in which state and why, in one line, such as {@code 12: Exit (exit code 1)}. */
    public String inWords() {
        String reason = ServiceWords.line(state.reason());
        return id + ": " + ServiceWords.line(state.word()) + (reason.isEmpty() ? "" : " (" + reason + ")");
    }
}
