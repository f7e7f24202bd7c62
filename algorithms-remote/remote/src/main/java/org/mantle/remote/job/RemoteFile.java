package org.mantle.remote.job;

import java.util.regex.Pattern;

/**
 * One of a job's files, as the service lists it.
 *
 * @param path its absolute path on the service's side
 * @param size its size in bytes when it was listed; {@link #UNKNOWN_SIZE} if it was not
 * @param fetchable whether the service lets the user fetch it
 * @param mayGrow whether the job may have written more of it since
 * @since 0.1.0
 */
public record RemoteFile(String path, long size, boolean fetchable, boolean mayGrow) {

    /** The size of a file that a user names by its path, and that no list has. */
    public static final long UNKNOWN_SIZE = -1;

    private static final Pattern WINDOWS = Pattern.compile("[A-Za-z]:[/\\\\].*|\\\\\\\\.*", Pattern.DOTALL);

    /** Makes a file of a job that has ended, whose size is that of the list. */
    public RemoteFile(String path, long size, boolean fetchable) {
        this(path, size, fetchable, false);
    }

    /** Returns a file that no list has, by its absolute path, or by its path in the job's directory. */
    public static RemoteFile unlisted(String path) {
        return new RemoteFile(path, UNKNOWN_SIZE, true);
    }

    /** Returns whether a text is an absolute path, on a service of any system. */
    public static boolean isAbsolute(String text) {
        return text.startsWith("/") || WINDOWS.matcher(text).matches();
    }

    /** Returns this file, as one that its job may still write. */
    public RemoteFile whileJobRuns() {
        return new RemoteFile(path, size, fetchable, true);
    }

    /** Returns whether the size is known. */
    public boolean isListed() {
        return size != UNKNOWN_SIZE;
    }

    /** Returns which file it is, for messages: of a job, unless a user names it by a path that may lead anywhere. */
    public String inWords(JobId job) {
        return !isListed() && isAbsolute(path)
                ? "the file " + ServiceWords.line(path)
                : "the file " + name() + " of job " + job;
    }

    /** Returns what follows the last slash; on Windows, where names have no backslash in them, the last slash or backslash. */
    public String name() {
        int slash = path.lastIndexOf('/');
        int backslash = WINDOWS.matcher(path).matches() ? path.lastIndexOf('\\') : -1;
        return path.substring(Math.max(slash, backslash) + 1);
    }
}
