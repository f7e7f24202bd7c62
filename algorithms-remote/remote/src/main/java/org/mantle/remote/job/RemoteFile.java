package org.mantle.remote.job;

/**
 * One of a job's files, as the service lists it.
 *
 * @param path its absolute path on the service's side
 * @param size its size in bytes when it was listed; a job that runs may have written more since
 * @param fetchable whether the service lets the user fetch it
 */
public record RemoteFile(String path, long size, boolean fetchable) {

    /** Returns what follows the last slash or backslash. */
    public String name() {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
