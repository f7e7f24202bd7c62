package org.mantle.validators.pattern;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Counts in how many ways a regular expression can be tried at one place of a text, at most.
 *
 * <p>Java's engine may try all of them without a look at the text, as in {@code (|)(|)(|)(?!)}, so that only their number bounds
 * the time. Alternatives add up, and what follows one another multiplies. After each way through a repeated group comes the next
 * turn or none, so that groups within groups multiply too. A single character or class that is repeated adds nothing: each turn
 * of it looks at the text.
 */
final class RegexWays {

    private static final Pattern BRACES = Pattern.compile("\\{([0-9]+)(?:,([0-9]*))?}");
    private static final Pattern QUOTED = Pattern.compile("(\\\\[^Q])|\\\\Q(.*?)(?:\\\\E|$)", Pattern.DOTALL);

    /** What needs no character: ends, bounds of words and references to groups, which may be empty. */
    private static final String EMPTY_ESCAPES = "AbBGzZk123456789";

    private final String regex;
    private final Deque<Group> open = new ArrayDeque<>();
    private Group group = new Group(0, false);
    private int at;

    /** A group that is being read, or the whole. */
    private static final class Group {

        final int start;
        final boolean behind;

        /** The ways of the alternatives that have been read, and of that which is being read. */
        double before;

        double ways = 1;

        Group(int start, boolean behind) {
            this.start = start;
            this.behind = behind;
        }
    }

    private RegexWays(String regex) {
        this.regex = regex;
    }

    /** Returns the number for an expression that compiles; infinite where it cannot be told. */
    static double of(String regex) {
        String plain = QUOTED.matcher(regex)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) != null ? found.group(1) : found.group(2).replaceAll("[^a-zA-Z0-9]", "\\\\$0")));
        return new RegexWays(plain).count();
    }

    private double count() {
        while (at < regex.length()) {
            char letter = regex.charAt(at++);
            switch (letter) {
                case '\\' -> escape();
                case '[' -> {
                    skipClass();
                    single();
                }
                case '(' -> begin();
                case ')' -> end();
                case '|' -> {
                    group.before += group.ways;
                    group.ways = 1;
                }
                case '^', '$' -> repeat(1);
                // Repeats nothing, after another repetition.
                case '{' -> group.ways = Double.POSITIVE_INFINITY;
                default -> single();
            }
        }
        return open.isEmpty() ? group.before + group.ways : Double.POSITIVE_INFINITY;
    }

    private void escape() {
        char letter = regex.charAt(at++);
        if (letter == 'c') {
            at++;
        } else if (letter == 'k') {
            skipTo('>');
        } else if (regex.startsWith("b{g}", at - 1) || ("pPxN".indexOf(letter) >= 0 && regex.startsWith("{", at))) {
            skipTo('}');
        }
        if (EMPTY_ESCAPES.indexOf(letter) >= 0) {
            while (at < regex.length() && Character.isDigit(regex.charAt(at))) {
                at++;
            }
            repeat(1);
        } else {
            single();
        }
    }

    /** Skips a class, within which there may be others; a closing bracket that comes first is a character. */
    private void skipClass() {
        if (regex.startsWith("^", at)) {
            at++;
        }
        for (int first = at; at < regex.length(); ) {
            char letter = regex.charAt(at++);
            if (letter == '\\') {
                at += regex.charAt(at) == 'c' ? 2 : 1;
            } else if (letter == '[') {
                skipClass();
            } else if (letter == ']' && at - 1 > first) {
                break;
            }
        }
    }

    private void begin() {
        int start = at;
        boolean behind = group.behind;
        if (regex.startsWith("?", at)) {
            at++;
            boolean name = regex.startsWith("<", at);
            behind |= regex.startsWith("<=", at) || regex.startsWith("<!", at);
            char last = regex.charAt(at++);
            while (name ? last != '>' && last != '=' && last != '!' : Character.isLetter(last) || last == '-') {
                // With comments it is read in another way.
                if (!name && last == 'x') {
                    group.ways = Double.POSITIVE_INFINITY;
                    at = regex.length();
                    return;
                }
                last = regex.charAt(at++);
            }
            if (last == ')') {
                // Flags alone.
                return;
            }
        }
        open.push(group);
        group = new Group(start, behind);
    }

    private void end() {
        double ways = group.before + group.ways;
        if (group.behind) {
            // A look behind begins at every place where it may.
            ways *= at - group.start;
        }
        group = open.pop();
        repeat(ways);
    }

    /** Takes up what is done in so many ways, with the repetition that follows it. */
    private void repeat(double once) {
        double ways = once;
        if (regex.startsWith("?", at)) {
            ways = once + 1;
        } else if (repeats()) {
            ways = once * (once + 1) * turns(false);
        }
        group.ways *= ways;
        single();
    }

    /** Takes up what looks at the text, and skips the repetition that follows it; a look behind goes as far as that says. */
    private void single() {
        if (group.behind) {
            group.ways *= turns(true);
        }
        if (regex.startsWith("{", at)) {
            skipTo('}');
        } else if (regex.startsWith("?", at) || repeats()) {
            at++;
        } else {
            return;
        }
        if (regex.startsWith("?", at) || regex.startsWith("+", at)) {
            // As few as possible, or as many without return.
            at++;
        }
    }

    private void skipTo(char last) {
        int end = regex.indexOf(last, at);
        at = end < 0 ? regex.length() : end + 1;
    }

    private boolean repeats() {
        return regex.startsWith("*", at) || regex.startsWith("+", at) || regex.startsWith("{", at);
    }

    /** Returns how many turns the repetition that follows has, at least 1: the least or the most. */
    private double turns(boolean most) {
        Matcher braces = BRACES.matcher(regex).region(at, regex.length());
        if (!braces.lookingAt()) {
            return most && repeats() ? Double.POSITIVE_INFINITY : 1;
        }
        @Nullable String end = braces.group(2);
        double least = Math.max(1, Double.parseDouble(braces.group(1)));
        if (!most || end == null) {
            return least;
        }
        return end.isEmpty() ? Double.POSITIVE_INFINITY : Math.max(1, Double.parseDouble(end));
    }
}
