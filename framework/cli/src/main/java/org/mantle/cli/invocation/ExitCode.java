package org.mantle.cli.invocation;

/** The numbers that tell the calling program how a command ended; they are a contract. */
public final class ExitCode {

    /** Done. */
    public static final int DONE = 0;

    /** The algorithm ran and failed, or a search found nothing. */
    public static final int FAILED = 1;

    /** Nothing ran: an invalid property, an unknown name, or wrong usage. */
    public static final int REFUSED = 2;

    /** Stopped, which for SIGINT is 128 and the number of the signal. */
    public static final int CANCELLED = 130;

    private ExitCode() {}
}
