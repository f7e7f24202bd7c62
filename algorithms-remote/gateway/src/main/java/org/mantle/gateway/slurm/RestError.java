package org.mantle.gateway.slurm;

/**
 * An error that an answer of the REST daemon has in it.
 *
 * @param number Slurm's number, or 0 if none was told
 * @param text Slurm's words
 */
record RestError(long number, String text) {

    static final long UNSPECIFIED = -1;
    static final long SUBMISSION_HELD = 2042;
    static final long MORE_THAN_THERE_IS = 2015;
    static final long NO_SUCH_JOB = 2017;
    static final long ALREADY_DONE = 2021;
    static final long NOT_NOW = 2020;
    static final long JOB_FINISHED = 2084;
    static final long NO_CONNECTION = 1800;
    static final long TIMED_OUT = 5004;
    static final long NOTHING_CAME = 5005;
    static final long TOO_MANY_JOBS = 11;

    /** Tells whether Slurm's parts could not talk to each other; then nobody knows what became of a request. */
    boolean isOfTransport() {
        return number == UNSPECIFIED || number / 1000 == 1 || number / 1000 == 5;
    }
}
