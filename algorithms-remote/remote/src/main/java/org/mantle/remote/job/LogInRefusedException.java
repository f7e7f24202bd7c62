package org.mantle.remote.job;

/**
 * The refusal of a log-in: for the user name or password, or for what its words say.
 *
 * @since 0.1.0
 */
public final class LogInRefusedException extends RemoteServiceException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the refusal of a user at a resource.
     *
     * @param words the service's own words, on one line; empty when it gave none
     */
    public LogInRefusedException(String resource, String user, String words) {
        this(resource, user, words, ServiceWords.blameWhoLogsIn(words) ? "check the user name and the password" : "");
    }

    /**
     * Makes the refusal of a user at a resource where a password is not the only proof.
     *
     * @param words the service's own words, on one line; empty when it gave none
     * @param advice what to do; empty when the words say it
     */
    public LogInRefusedException(String resource, String user, String words, String advice) {
        super(
                "the log-in of " + user + " at " + resource + " was refused" + saying(words)
                        + (advice.isEmpty() ? "" : "; " + advice),
                words);
    }
}
