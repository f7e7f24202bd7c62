package org.mantle.validators;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Allows texts that a regular expression matches as a whole.
 *
 * <p>The work is bounded: an expression that needs more than a fixed number of looks at each character of a text, as one that
 * backtracks without end does, refuses that text. So a check takes time linear in the length of the text, whatever it is.
 */
final class MatchingValidator implements Validator<String> {

    private static final int LOOKS_PER_CHARACTER = 200;
    private static final int LOOKS_AT_LEAST = 10_000;

    private final Pattern pattern;
    private final Constraint.Matches constraint;

    MatchingValidator(String regex, String words) {
        this.pattern = Pattern.compile(regex);
        this.constraint = new Constraint.Matches(regex, words);
    }

    @Override
    public Optional<Violation> check(String value) {
        try {
            return pattern.matcher(new CountedText(value)).matches()
                    ? Optional.empty()
                    : Optional.of(Texts.refusal(value, constraint));
        } catch (TooManyLooks | StackOverflowError e) { // the engine recurses with the text for some expressions
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

    /** A text that can be looked at only so often. */
    private static final class CountedText implements CharSequence {

        private final String text;
        private long looksLeft;

        CountedText(String text) {
            this.text = text;
            this.looksLeft = LOOKS_AT_LEAST + (long) LOOKS_PER_CHARACTER * text.length();
        }

        @Override
        public char charAt(int index) {
            if (--looksLeft < 0) {
                throw new TooManyLooks();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Ends a match that takes too long. */
    private static final class TooManyLooks extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooManyLooks() {
            super("too many looks", null, false, false);
        }
    }
}
