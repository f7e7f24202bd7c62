package org.mantle.gateway.job;

import java.nio.file.Path;
import java.util.List;

/**
 * A job as an executor needs it.
 *
 * @param id the gateway's id of it
 * @param user who runs it
 * @param home the user's folder
 * @param command the program and its arguments, which no shell sees
 * @param directory where it runs
 * @param output the file for its standard output, written over if it is there
 * @param error the file for its standard error; may be the same
 */
public record JobSpec(
        long id, String user, String name, Path home, List<String> command, Path directory, Path output, Path error) {

    /** Creates a specification. */
    public JobSpec {
        command = List.copyOf(command);
    }
}
