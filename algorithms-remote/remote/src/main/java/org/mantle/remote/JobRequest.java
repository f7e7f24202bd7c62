package org.mantle.remote;

/**
 * What a user wants to have run.
 *
 * @param runnable the path, on the resource, of what the job runs
 * @param arguments its command-line arguments, in one text
 * @param name the job's name, by which it can be found again; not empty
 */
record JobRequest(String runnable, String arguments, String name) {

    /** The command line, as far as it is known before the service tells it. */
    String commandLine() {
        return arguments.isEmpty() ? runnable : runnable + " " + arguments;
    }
}
