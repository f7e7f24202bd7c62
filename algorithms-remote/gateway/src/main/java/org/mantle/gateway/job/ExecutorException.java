package org.mantle.gateway.job;

import java.io.IOException;

/** What keeps an executor from doing what was asked, such as a scheduler that is down; the message is for the job's owner. */
public final class ExecutorException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception that says why, and what to do. */
    public ExecutorException(String message) {
        super(message);
    }

    /** Creates an exception that says why, and what to do, with its cause for the log. */
    public ExecutorException(String message, Throwable cause) {
        super(message, cause);
    }
}
