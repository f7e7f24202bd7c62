package org.mantle.validators.pattern;

import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A regular expression, such as one of a user, that gives up rather than backtrack without end.
 *
 * <p>Bounded is how often it looks at the characters of a text: in proportion to their number. So every method takes time linear
 * in the length of the text, with a factor that depends on the expression. That factor is not bounded: what an expression tries
 * without looking at a character, such as empty alternatives, goes uncounted, and {@code (|)(|)(|)(?!)} takes twice the time with
 * each further group. Ask {@link #isBounded} before trying an expression of a user. Immutable.
 *
 * @since 0.1.0
 */
public final class BoundedPattern {

    /** How many ways through an expression may be tried at one place of a text, without a look at it. */
    public static final int MOST_WAYS = 4000;

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
     * Returns whether what an expression tries without a look at the text is bounded too: whether there are at most {@value
     * #MOST_WAYS} ways through its alternatives and repeated groups. Takes time linear in its length.
     *
     * @param regex an expression that compiles, without flags
     */
    public static boolean isBounded(String regex) {
        return RegexWays.of(regex) <= MOST_WAYS;
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
     *     what it throws is thrown on
     * @throws SlowPatternException if it takes too long to find the matches
     */
    public String replaceAll(String text, Function<MatchResult, String> replacement) {
        Matcher matcher = pattern.matcher(new CountedText(text));
        StringBuilder replaced = new StringBuilder();
        while (bounded(matcher::find)) {
            matcher.appendReplacement(replaced, replacement.apply(matcher));
        }
        return matcher.appendTail(replaced).toString();
    }

    private static boolean bounded(BooleanSupplier match) {
        try {
            return match.getAsBoolean();
        } catch (StackOverflowError e) {
            // The engine recurses with the text for some expressions.
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
