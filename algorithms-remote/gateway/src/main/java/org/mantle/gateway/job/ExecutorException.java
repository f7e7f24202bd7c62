package org.mantle.gateway.job;

import java.io.IOException;

/** What keeps an executor from doing what was asked, such as a scheduler that is down; the message is for the job's owner. */
public final class ExecutorException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String administrator;

    /** Creates an exception that says why, and what to do. */
    public ExecutorException(String message) {
        this(message, message);
    }

    /**
     * Creates an exception that says why, and what to do.
     *
     * @param administrator the same for whoever runs the gateway, who can do more about it
     */
    public ExecutorException(String message, String administrator) {
        super(message);
        this.administrator = administrator;
    }

    /** Creates an exception that says why, and what to do, with its cause for the log. */
    public ExecutorException(String message, Throwable cause) {
        this(message, message, cause);
    }

    /** Creates an exception as above, with its cause for the log. */
    public ExecutorException(String message, String administrator, Throwable cause) {
        super(message, cause);
        this.administrator = administrator;
    }

    /** Returns what a failure says to whoever runs the gateway. */
    public static String forAdministrator(IOException failure) {
        return failure instanceof ExecutorException told ? told.administrator : String.valueOf(failure.getMessage());
    }
}
