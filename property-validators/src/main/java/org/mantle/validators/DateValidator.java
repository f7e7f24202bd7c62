package org.mantle.validators;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Allows a day of the past or of the current year as DD/MM/YYYY, or nothing. */
record DateValidator(Clock clock) implements Validator<String> {

    private static final Pattern FORM = Pattern.compile("([0-9]{2})/([0-9]{2})/([0-9]{4})");
    private static final Constraint CONSTRAINT =
            new Constraint.Described("empty, or a date as DD/MM/YYYY, not after the current year");

    @Override
    public Optional<Violation> check(String value) {
        String problem = value.isEmpty() ? "" : problem(value);
        return problem.isEmpty()
                ? Optional.empty()
                : Optional.of(new Violation(
                        Violation.INVALID,
                        Violation.quoted(value) + " is not allowed: " + problem + "; it must be "
                                + CONSTRAINT.words()));
    }

    private String problem(String value) {
        Matcher parts = FORM.matcher(value);
        if (!parts.matches()) {
            return "the format is another one";
        }
        int day = Integer.parseInt(parts.group(1));
        int month = Integer.parseInt(parts.group(2));
        int year = Integer.parseInt(parts.group(3));
        int current = LocalDate.now(clock).getYear();
        if (month < 1 || month > 12) {
            return "the month " + month + " is not from 1 to 12";
        }
        int last = YearMonth.of(year, month).lengthOfMonth();
        if (day < 1 || day > last) {
            return "the day " + day + " is not from 1 to " + last;
        }
        return year > current ? "the year " + year + " is after " + current : "";
    }

    @Override
    public Constraint constraint() {
        return CONSTRAINT;
    }

    /** The current year is not a part of the value. */
    @Override
    public boolean isPure() {
        return false;
    }
}
