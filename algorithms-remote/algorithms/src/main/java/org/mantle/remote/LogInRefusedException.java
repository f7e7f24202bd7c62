package org.mantle.remote;

/** The service did not accept the user name and password. */
public final class LogInRefusedException extends RemoteServiceException {
    private static final long serialVersionUID = 1L;

    LogInRefusedException(String resource, String user, String words) {
        super(
                "the log-in of " + user + " at " + resource + " was refused" + saying(words)
                        + "; check UserName and Password",
                words);
    }
}
