package org.mantle.cli.invocation;

/** A command was called in a wrong way; the message says what is wrong and what to do. */
public final class CommandUsageException extends RuntimeException {

    /** The type of this error in the JSON report of a run. */
    public static final String TYPE = "UsageException";

    private static final long serialVersionUID = 1L;

    public CommandUsageException(String message) {
        super(message);
    }

    public CommandUsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
