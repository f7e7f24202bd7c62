package org.mantle.remote.job;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The job that a user wants to have run.
 *
 * @param runnable the path, on the resource, of what the job runs
 * @param arguments its command-line arguments, in one text
 * @param name the job's name, by which it can be found again; not empty
 * @param mark what tells this submission from all others, also when it is sent again: 1 to 64 letters and digits, {@code _} or
 *     {@code -}, which no header, comment or name of a job needs to quote
 * @since 0.1.0
 */
public record JobRequest(String runnable, String arguments, String name, String mark) {

    private static final Pattern MARK = Pattern.compile("[0-9A-Za-z_-]{1,64}");
    private static final int RANDOM_BYTES = 8;

    /**
     * Creates a request.
     *
     * @throws IllegalArgumentException if the mark is no mark
     */
    public JobRequest {
        if (!MARK.matcher(mark).matches()) {
            throw new IllegalArgumentException(
                    "the mark of a submission has 1 to 64 letters, digits, \"_\" or \"-\", unlike \"" + mark + "\"");
        }
    }

    /**
     * Returns the request of a new submission, with a mark of its own.
     *
     * @param name what the user calls the job; empty for a name with the mark in it, such as {@code Mantle_3f2a9c1b07de5a61}
     */
    public static JobRequest marked(String runnable, String arguments, String name) {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String mark = HexFormat.of().formatHex(random);
        return new JobRequest(runnable, arguments, name.isEmpty() ? nameWith(mark) : name, mark);
    }

    /** Returns the name of a job that the user gave none. */
    public static String nameWith(String mark) {
        return "Mantle_" + mark;
    }

    /** Returns whether the name has the mark in it, so that the job can be found by it. */
    public boolean isNamedByMark() {
        return name.equals(nameWith(mark));
    }

    /** Returns the command line, as far as it is known before the service tells it. */
    public String commandLine() {
        return arguments.isEmpty() ? runnable : runnable + " " + arguments;
    }
}
