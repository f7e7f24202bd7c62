package org.mantle.validators;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.mantle.validators.pattern.BoundedPattern;

/** Allows regular expressions of Java that a short text cannot keep busy for long, and says where one is wrong. */
final class RegexValidator implements Validator<String> {

    private static final int LONGEST = 1000;

    private final Constraint constraint = Validators.<String>satisfying(
                    "a regular expression of Java of at most " + LONGEST + " characters, with at most "
                            + BoundedPattern.MOST_WAYS + " ways through its alternatives and repeated groups",
                    text -> true)
            .constraint();

    @Override
    public Optional<Violation> check(String text) {
        if (text.length() > LONGEST) {
            return Optional.of(refusal(text, ""));
        }
        try {
            Pattern.compile(text);
            return BoundedPattern.isBounded(text)
                    ? Optional.empty()
                    : Optional.of(refusal(
                            text,
                            " (it has too many ways: use fewer alternatives and fewer groups with ?, *, + or {}, look"
                                    + " behind at a bounded length, and do without (?x))"));
        } catch (PatternSyntaxException e) {
            String where = e.getIndex() < 0 ? "" : ", at character " + (Math.min(e.getIndex(), text.length()) + 1);
            return Optional.of(refusal(text, " (" + e.getDescription() + where + ")"));
        }
    }

    private Violation refusal(String text, String why) {
        return new Violation(
                Violation.INVALID,
                Violation.quoted(text) + " is not allowed" + why + "; it must be " + constraint.words());
    }

    @Override
    public Constraint constraint() {
        return constraint;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RegexValidator;
    }

    @Override
    public int hashCode() {
        return RegexValidator.class.hashCode();
    }
}
