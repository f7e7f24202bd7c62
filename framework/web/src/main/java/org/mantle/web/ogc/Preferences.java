package org.mantle.web.ogc;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * How a caller prefers to be answered (RFC 7240); what is not known, or is no preference at all, does not count.
 *
 * @param isAsynchronous whether he prefers a job
 * @param patience how many seconds he waits for the results, before he is told of a job; empty for no bound
 */
record Preferences(boolean isAsynchronous, OptionalLong patience) {

    /** Of more digits nobody sees the end. */
    private static final int MOST_DIGITS = 9;

    static Preferences of(List<String> headers) {
        boolean asynchronous = false;
        OptionalLong patience = OptionalLong.empty();
        for (String header : headers) {
            for (String preference : header.split(",", -1)) {
                // what follows a semicolon are parameters
                String[] words = preference.split(";", 2)[0].split("=", 2);
                String name = words[0].strip().toLowerCase(Locale.ROOT);
                if (name.equals("respond-async")) {
                    asynchronous = true;
                } else if (name.equals("wait") && words.length == 2 && patience.isEmpty()) {
                    patience = seconds(words[1].strip());
                }
            }
        }
        return new Preferences(asynchronous, patience);
    }

    private static OptionalLong seconds(String text) {
        String plain = text.startsWith("\"") && text.endsWith("\"") && text.length() > 1
                ? text.substring(1, text.length() - 1)
                : text;
        boolean isWhole = !plain.isEmpty()
                && plain.length() <= MOST_DIGITS
                && plain.chars().allMatch(c -> c >= '0' && c <= '9');
        return isWhole ? OptionalLong.of(Long.parseLong(plain)) : OptionalLong.empty();
    }

    /** Returns whether the results are not waited for at all. */
    boolean isAtOnceAsynchronous() {
        return patience.isPresent() ? patience.getAsLong() == 0 : isAsynchronous;
    }

    /** Returns the preference for waiting, as it is said to be applied. */
    String waiting() {
        return "wait=" + patience.orElseThrow();
    }

    /** Returns the preferences that a job applies. */
    String asynchronous() {
        if (patience.isEmpty()) {
            return "respond-async";
        }
        return isAsynchronous ? "respond-async, " + waiting() : waiting();
    }
}
