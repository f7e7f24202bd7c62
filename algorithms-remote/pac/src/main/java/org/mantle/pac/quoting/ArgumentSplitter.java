package org.mantle.pac.quoting;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a text into arguments by the quoting rules of the POSIX shell (XCU 2.2); nothing is expanded.
 *
 * @since 0.1.0
 */
public final class ArgumentSplitter {

    private static final String ESCAPABLE_IN_DOUBLE_QUOTES = "$`\"\\\n";

    private final String text;
    private final List<String> arguments = new ArrayList<>();
    private final StringBuilder current = new StringBuilder();
    private boolean inArgument;
    private int at;

    private ArgumentSplitter(String text) {
        this.text = text;
    }

    /**
     * Returns the arguments in a text.
     *
     * @throws IllegalArgumentException if a quote is not closed, nothing follows a backslash, or a zero character is in it
     */
    public static List<String> split(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("The arguments must not have a zero character in them");
        }
        ArgumentSplitter splitter = new ArgumentSplitter(text);
        splitter.run();
        return List.copyOf(splitter.arguments);
    }

    private void run() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            switch (c) {
                case ' ', '\t', '\n', '\r' -> endArgument();
                case '\'' -> singleQuoted();
                case '"' -> doubleQuoted();
                case '\\' -> escaped();
                default -> append(c);
            }
        }
        endArgument();
    }

    private void escaped() {
        if (at == text.length()) {
            throw new IllegalArgumentException("The arguments end in a backslash that quotes nothing: " + text);
        }
        char c = text.charAt(at++);
        // a backslash at a line's end joins lines
        if (c != '\n') {
            append(c);
        }
    }

    private void singleQuoted() {
        int end = text.indexOf('\'', at);
        if (end < 0) {
            throw unclosed('\'');
        }
        inArgument = true;
        current.append(text, at, end);
        at = end + 1;
    }

    private void doubleQuoted() {
        inArgument = true;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return;
            }
            if (c == '\\' && at < text.length() && ESCAPABLE_IN_DOUBLE_QUOTES.indexOf(text.charAt(at)) >= 0) {
                c = text.charAt(at++);
                if (c == '\n') {
                    continue;
                }
            }
            current.append(c);
        }
        throw unclosed('"');
    }

    private IllegalArgumentException unclosed(char quote) {
        return new IllegalArgumentException("The arguments have a quote (" + quote + ") that is not closed: " + text);
    }

    private void append(char c) {
        inArgument = true;
        current.append(c);
    }

    private void endArgument() {
        if (inArgument) {
            arguments.add(current.toString());
            current.setLength(0);
            inArgument = false;
        }
    }
}
