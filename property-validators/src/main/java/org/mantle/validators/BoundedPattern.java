package org.mantle.validators;

import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A regular expression, such as one of a user, that gives up rather than backtrack without end.
 *
 * <p>It looks at each character of a text a fixed number of times at most, so that every method takes time linear in the length
 * of the text, whatever the expression is. Immutable.
 */
public final class BoundedPattern {

    private static final int LOOKS_PER_CHARACTER = 200;
    private static final int LOOKS_AT_LEAST = 10_000;

    private final Pattern pattern;

    private BoundedPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Bounds the work of an expression, whose flags stay as they are. */
    public static BoundedPattern of(Pattern pattern) {
        return new BoundedPattern(pattern);
    }

    /**
     * Returns whether the expression matches a text as a whole.
     *
     * @throws SlowPatternException if it takes too long to tell
     */
    public boolean matches(String text) {
        return bounded(() -> pattern.matcher(new CountedText(text)).matches());
    }

    /**
     * Returns whether the expression matches anywhere in a text.
     *
     * @throws SlowPatternException if it takes too long to tell
     */
    public boolean occursIn(String text) {
        return bounded(() -> pattern.matcher(new CountedText(text)).find());
    }

    /**
     * Returns a text with every match replaced.
     *
     * @param replacement gives what replaces a match, in which {@code $1} is a group of it, as in
     *     {@link java.util.regex.Matcher#replaceAll(Function)}
     * @throws SlowPatternException if it takes too long to find the matches
     */
    public String replaceAll(String text, Function<MatchResult, String> replacement) {
        return bounded(() -> pattern.matcher(new CountedText(text)).replaceAll(replacement));
    }

    private static <T> T bounded(Supplier<T> match) {
        try {
            return match.get();
        } catch (StackOverflowError e) { // the engine recurses with the text for some expressions
            throw new SlowPatternException(e);
        }
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
                throw new SlowPatternException(null);
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
}
