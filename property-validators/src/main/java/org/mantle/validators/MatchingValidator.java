package org.mantle.validators;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mantle.validators.pattern.BoundedPattern;
import org.mantle.validators.pattern.SlowPatternException;

/**
 * Allows texts that a regular expression matches as a whole.
 *
 * <p>A text for which the expression needs too long is refused, so that a check takes time linear in the length of the text.
 */
final class MatchingValidator implements Validator<String> {

    private final BoundedPattern pattern;
    private final Constraint.Matches constraint;

    MatchingValidator(String regex, String words) {
        this.pattern = BoundedPattern.of(Pattern.compile(regex));
        this.constraint = new Constraint.Matches(regex, words);
    }

    @Override
    public Optional<Violation> check(String value) {
        try {
            return pattern.matches(value) ? Optional.empty() : Optional.of(TextValidator.refusal(value, constraint));
        } catch (SlowPatternException e) {
            return Optional.of(new Violation(
                    Violation.INVALID,
                    "it takes too long to tell whether " + Violation.quoted(value) + " is allowed; it must be "
                            + constraint.words() + ", and a shorter text may help"));
        }
    }

    @Override
    public Constraint constraint() {
        return constraint;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MatchingValidator matching && matching.constraint.equals(constraint);
    }

    @Override
    public int hashCode() {
        return constraint.hashCode();
    }
}
