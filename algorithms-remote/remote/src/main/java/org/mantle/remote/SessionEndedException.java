package org.mantle.remote;

/** The service has ended the session; a new log-in is needed. */
public final class SessionEndedException extends RemoteServiceException {
    private static final long serialVersionUID = 1L;

    SessionEndedException(String resource, String user, String words) {
        super(
                "the session of " + user + " at " + resource + " has ended; log in again (Action=LogIn)"
                        + saying(words),
                words);
    }
}
