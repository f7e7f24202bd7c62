package org.mantle.remote;

import java.util.regex.Pattern;

/**
 * The name that a service gave to a job: a number, or {@code 12[3]} for an element of an array of jobs.
 *
 * @param text the id as the service writes it
 */
record JobId(String text) {
    private static final Pattern USUAL = Pattern.compile("\\d{1,19}(\\[\\d{1,19}])?");

    /**
     * Creates an id.
     *
     * @throws IllegalArgumentException if it is blank
     */
    JobId {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a job's id must not be empty");
        }
    }

    /** Whether it has the form that services give their ids. */
    boolean isUsual() {
        return USUAL.matcher(text).matches();
    }

    static JobId of(long number) {
        return new JobId(Long.toString(number));
    }

    @Override
    public String toString() {
        return text;
    }
}
