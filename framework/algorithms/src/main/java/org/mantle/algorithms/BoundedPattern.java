package org.mantle.algorithms;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.mantle.validators.Validator;
import org.mantle.validators.Validators;

/**
 * A regular expression, or a plain text to look for, that gives up rather than backtrack without end.
 *
 * <p>In each text it looks at every character so many times at most, so that a search takes time linear in the text, whatever
 * the expression is.
 */
final class BoundedPattern {

    private static final int LONGEST = 1000;
    private static final int LOOKS_PER_CHARACTER = 200;
    private static final int LOOKS_AT_LEAST = 10_000;

    private final Pattern pattern;

    private BoundedPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Returns a validator of texts that are regular expressions. */
    static Validator<String> validator() {
        return Validators.satisfying(
                "a regular expression of Java of at most " + LONGEST + " characters", BoundedPattern::isRegex);
    }

    private static boolean isRegex(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        try {
            Pattern.compile(text);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    /** Returns a regular expression that {@link #validator} allows. */
    static BoundedPattern regex(String regex, boolean ignoreCase) {
        return new BoundedPattern(Pattern.compile(regex, flags(ignoreCase)));
    }

    /** Returns what finds a text as it is. */
    static BoundedPattern plain(String text, boolean ignoreCase) {
        return new BoundedPattern(Pattern.compile(text, flags(ignoreCase) | Pattern.LITERAL));
    }

    private static int flags(boolean ignoreCase) {
        return ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
    }

    /** Returns a matcher in a text, of which {@link #find} is to be asked for the next match. */
    Matcher matcher(String text) {
        return pattern.matcher(new CountedText(text));
    }

    /**
     * Finds the next match.
     *
     * @throws SlowPatternException if it takes too long to tell whether there is one
     */
    static boolean find(Matcher matcher) {
        try {
            return matcher.find();
        } catch (StackOverflowError e) { // the engine recurses with the text for some expressions
            throw new SlowPatternException(e);
        }
    }

    /**
     * Returns whether it occurs anywhere in a text.
     *
     * @throws SlowPatternException if it takes too long to tell
     */
    boolean occursIn(String text) {
        return find(matcher(text));
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
