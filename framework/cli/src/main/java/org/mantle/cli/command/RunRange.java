package org.mantle.cli.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mantle.cli.invocation.CommandUsageException;

/**
 * Runs by their numbers: one, or all from one to another.
 *
 * @param first the lowest number
 * @param last the highest, which is not lower
 */
record RunRange(long first, long last) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,18})(?:-(\\d{1,18}))?");

    /**
     * Reads {@code 7} or {@code 3-7}.
     *
     * @throws CommandUsageException if it is neither
     */
    static RunRange of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new CommandUsageException(
                    "N must be the number of a run, as mantle history shows it, or a range such as 3-7");
        }
        long first = Long.parseLong(form.group(1));
        long last = form.group(2) == null ? first : Long.parseLong(form.group(2));
        if (last < first) {
            throw new CommandUsageException("a range begins with its lower number: write " + last + "-" + first);
        }
        return new RunRange(first, last);
    }

    /** Returns whether a text has the form of a number. */
    static boolean isNumber(String text) {
        return text.chars().allMatch(Character::isDigit);
    }

    boolean contains(long number) {
        return number >= first && number <= last;
    }
}
