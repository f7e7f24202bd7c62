package org.mantle.pac;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One entry of a job's list of files, {@code HOST*PATH*TYPE*SIZE*CONTROL;} on the wire.
 *
 * @param host where it is; {@link #SHARED_HOST} for the shared repository
 * @param path its absolute path there
 * @param directory whether it is a directory
 * @param size its size in bytes, not negative
 * @param fetchable whether the user may fetch it
 * @since 0.1.0
 */
public record JobFile(String host, String path, boolean directory, long size, boolean fetchable) {

    /** The host of files in the shared repository. */
    public static final String SHARED_HOST = "PAC Server";

    /**
     * Creates an entry.
     *
     * @throws IllegalArgumentException if the list cannot hold it; see {@link #canBeListed}
     */
    public JobFile {
        if (!canBeListed(host) || !canBeListed(path)) {
            throw new IllegalArgumentException("A list of job files cannot hold '*', ';' or line ends: " + path);
        }
        if (size < 0) {
            throw new IllegalArgumentException("A size must not be negative: " + size);
        }
    }

    /** Tells whether the list can hold a path: it cannot if there is a {@code *}, {@code ;} or line end in it. */
    public static boolean canBeListed(String path) {
        return path.chars().noneMatch(c -> c == '*' || c == ';' || c == '\n' || c == '\r');
    }

    /** Returns the last component of the path; empty if the path ends in a slash. */
    public String name() {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    /** Returns this entry without its closing semicolon, which is also a form of request by which a file is fetched. */
    public String toEntry() {
        return host + "*" + path + "*" + (directory ? "DIR" : "FILE") + "*" + size + "*" + fetchable;
    }

    /** Reads one entry, with or without its closing semicolon; empty if this is not one. */
    public static Optional<JobFile> fromEntry(String entry) {
        String trimmed = entry.strip();
        String[] fields =
                (trimmed.endsWith(";") ? trimmed.substring(0, trimmed.length() - 1) : trimmed).split("\\*", -1);
        if (fields.length != 5
                || !fields[2].matches("FILE|DIR")
                || !fields[3].strip().matches("\\d{1,18}")) {
            return Optional.empty();
        }
        if (!canBeListed(fields[0]) || !canBeListed(fields[1])) {
            return Optional.empty();
        }
        return Optional.of(new JobFile(
                fields[0],
                fields[1],
                fields[2].equals("DIR"),
                Long.parseLong(fields[3].strip()),
                fields[4].strip().equalsIgnoreCase("true")));
    }

    /** Returns the list on one line, every entry ended by a semicolon. */
    public static String toList(List<JobFile> files) {
        StringBuilder out = new StringBuilder();
        files.forEach(file -> out.append(file.toEntry()).append(';'));
        return out.toString();
    }

    /**
     * Tells whether an answer is a list, by the protocol's own test: it has a slash or backslash in it. Otherwise it is
     * a message to the user.
     *
     * @param body the body of an answer
     */
    public static boolean isList(String body) {
        return body.indexOf('/') >= 0 || body.indexOf('\\') >= 0;
    }

    /**
     * Reads a list.
     *
     * @param body the body of an answer, for which {@link #isList} holds
     * @throws PacFormatException if an entry is not in the form of one
     */
    public static List<JobFile> fromList(String body) throws PacFormatException {
        List<JobFile> files = new ArrayList<>();
        for (String entry : body.strip().split(";", -1)) {
            if (!entry.isBlank()) {
                files.add(fromEntry(entry)
                        .orElseThrow(() -> new PacFormatException(
                                "The service's list of job files has an entry that is not one: " + entry)));
            }
        }
        return List.copyOf(files);
    }
}
