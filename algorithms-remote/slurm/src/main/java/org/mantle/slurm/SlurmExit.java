package org.mantle.slurm;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the processes of a job ended.
 *
 * @param code the exit code, 0 to 255; 0 if a signal ended it
 * @param signal the number of the signal that ended it, 0 to 127; 0 if none did
 * @since 0.1.0
 */
public record SlurmExit(int code, int signal) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,3}):(\\d{1,3})");

    /** What Slurm tells, as a signal, of a job whose program it could not start; its commands without an exit code, its REST daemon with one. */
    private static final int NOT_STARTED = 53;

    /** Checks the ranges. */
    public SlurmExit {
        if (code < 0 || code > 255 || signal < 0 || signal > 127) {
            throw new IllegalArgumentException(
                    "an exit code is from 0 to 255 and a signal from 0 to 127, not " + code + " and " + signal);
        }
    }

    /**
     * Takes a wait status of the system apart, as the REST daemon tells it up to version 0.0.39.
     *
     * @param status such as 1792, which is exit code 7, or 9, which is signal 9; bits above the sixteenth do not count
     */
    public static SlurmExit ofWaitStatus(long status) {
        return new SlurmExit((int) (status >> 8 & 0xff), (int) (status & 0x7f));
    }

    /**
     * Reads the form in which commands and records of accounting have it.
     *
     * @param text such as {@code 7:0}, the exit code and the signal
     * @return nothing if it has another form
     */
    public static Optional<SlurmExit> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int code = Integer.parseInt(matcher.group(1));
        int signal = Integer.parseInt(matcher.group(2));
        return code > 255 || signal > 127 ? Optional.empty() : Optional.of(new SlurmExit(code, signal));
    }

    /** Tells whether the job could not be started: its directory or the file for its output was not to be had. */
    public boolean isNotStarted() {
        return signal == NOT_STARTED;
    }

    /** Returns the exit code as shells tell it: 128 and the signal's number for what a signal ended. */
    public int asShellCode() {
        return signal == 0 ? code : 128 + signal;
    }

    /** Returns the form in which commands have it, such as {@code 7:0}. */
    @Override
    public String toString() {
        return code + ":" + signal;
    }
}
