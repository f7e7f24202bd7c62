package org.mantle.gateway.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
 * @param resources what it may use
 * @param environment what it sees of the environment besides what every job sees
 * @param mark the client's mark of its submission, by which the job can be found when an answer was lost
 */
public record JobSpec(
        long id,
        String user,
        String name,
        Path home,
        List<String> command,
        Path directory,
        Path output,
        Path error,
        JobResources resources,
        Map<String, String> environment,
        Optional<String> mark) {

    /** Creates a specification. */
    public JobSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** Creates the specification of a job without bounds, additions to its environment, and mark. */
    public JobSpec(
            long id,
            String user,
            String name,
            Path home,
            List<String> command,
            Path directory,
            Path output,
            Path error) {
        this(
                id,
                user,
                name,
                home,
                command,
                directory,
                output,
                error,
                JobResources.unbounded(),
                Map.of(),
                Optional.empty());
    }
}
