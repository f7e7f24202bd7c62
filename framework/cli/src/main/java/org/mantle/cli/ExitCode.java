package org.mantle.cli;

/** What a command tells to the program that called it; the numbers are a contract. */
final class ExitCode {

    /** Done. */
    static final int DONE = 0;

    /** The algorithm ran and failed. */
    static final int FAILED = 1;

    /** Nothing ran: an invalid property, an unknown name, or wrong usage. */
    static final int REFUSED = 2;

    /** Stopped, which for SIGINT is 128 and the number of the signal. */
    static final int CANCELLED = 130;

    private ExitCode() {}
}
