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

    /** What stands in a file's name for the index of a task, as LSF has it. */
    private static final String INDEX = "%I";

    /** Creates a specification. */
    public JobSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /**
     * Returns the file of a task of an array: each has its own.
     *
     * @param file the output or error file of the array, with {@code %I} where the index is to stand; without, it is the name's ending
     * @param index of the task, or what stands for it
     */
    public static String fileOfTask(String file, String index) {
        return file.contains(INDEX) ? file.replace(INDEX, index) : file + "." + index;
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
