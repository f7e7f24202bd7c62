package org.mantle.remote.job;

/**
 * The job that a user wants to have run.
 *
 * @param runnable the path, on the resource, of what the job runs
 * @param arguments its command-line arguments, in one text
 * @param name the job's name, by which it can be found again; not empty
 * @since 0.1.0
 */
public record JobRequest(String runnable, String arguments, String name) {

    /** Returns the command line, as far as it is known before the service tells it. */
    public String commandLine() {
        return arguments.isEmpty() ? runnable : runnable + " " + arguments;
    }
}
