package org.mantle.remote.job;

import org.mantle.framework.algorithm.CodedFailure;

/**
 * The end of a session, by the service or by time; a new log-in is needed.
 *
 * @since 0.1.0
 */
public final class SessionEndedException extends RemoteServiceException implements CodedFailure {

    /** The word for programs, in this failure and in the refusal of later calls. */
    public static final String CODE = "sessionEnded";

    private static final long serialVersionUID = 1L;

    /**
     * Makes the end of a user's session at a resource.
     *
     * @param words the service's own words, on one line; empty when it gave none
     */
    public SessionEndedException(String resource, String user, String words) {
        super(whatToDo(resource, user) + saying(words), words);
    }

    /** Returns what has happened and what to do, in words: the same for the call that finds it out and for those after it. */
    public static String whatToDo(String resource, String user) {
        return "the session of " + user + " at " + resource + " has ended; log in again";
    }

    @Override
    public String code() {
        return CODE;
    }
}
