package org.mantle.remote;

import java.util.regex.Pattern;

/**
 * The name that a service gave to a job: a number, or {@code 12[3]} for an element of an array of jobs.
 *
 * @param text the id as the service writes it
 */
record JobId(String text) {
    private static final Pattern FORM = Pattern.compile("\\d{1,19}(\\[\\d{1,19}])?");

    /**
     * Creates an id.
     *
     * @throws IllegalArgumentException if it is not in the form of one, so that none can change the meaning of an address
     */
    JobId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not the id of a job");
        }
    }

    static JobId of(long number) {
        return new JobId(Long.toString(number));
    }

    @Override
    public String toString() {
        return text;
    }
}
