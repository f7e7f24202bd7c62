package org.mantle.remote.job;

/**
 * The end of a session, by the service or by time; a new log-in is needed.
 *
 * @since 0.1.0
 */
public final class SessionEndedException extends RemoteServiceException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the end of a user's session at a resource.
     *
     * @param words the service's own words, on one line; empty when it gave none
     */
    public SessionEndedException(String resource, String user, String words) {
        super(
                "the session of " + user + " at " + resource + " has ended; log in again (Action=LogIn)"
                        + saying(words),
                words);
    }
}
