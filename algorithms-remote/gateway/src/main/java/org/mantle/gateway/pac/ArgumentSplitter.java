package org.mantle.gateway.pac;

import java.util.ArrayList;
import java.util.List;

/** Splits a text into arguments by the quoting rules of the POSIX shell (XCU 2.2); nothing is expanded. */
final class ArgumentSplitter {

    private static final String ESCAPABLE_IN_DOUBLE_QUOTES = "$`\"\\\n";

    private final String text;
    private final List<String> arguments = new ArrayList<>();
    private final StringBuilder current = new StringBuilder();
    private boolean inArgument;
    private int at;

    private ArgumentSplitter(String text) {
        this.text = text;
    }

    static List<String> split(String text) throws RefusedException {
        if (text.indexOf('\0') >= 0) {
            throw RefusedException.invalid("The arguments must not have a zero character in them");
        }
        ArgumentSplitter splitter = new ArgumentSplitter(text);
        splitter.run();
        return List.copyOf(splitter.arguments);
    }

    private void run() throws RefusedException {
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

    private void escaped() throws RefusedException {
        if (at == text.length()) {
            throw RefusedException.invalid("The arguments end in a backslash that quotes nothing: " + text);
        }
        char c = text.charAt(at++);
        // a backslash at a line's end joins lines
        if (c != '\n') {
            append(c);
        }
    }

    private void singleQuoted() throws RefusedException {
        int end = text.indexOf('\'', at);
        if (end < 0) {
            throw unclosed('\'');
        }
        inArgument = true;
        current.append(text, at, end);
        at = end + 1;
    }

    private void doubleQuoted() throws RefusedException {
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

    private RefusedException unclosed(char quote) {
        return RefusedException.invalid("The arguments have a quote (" + quote + ") that is not closed: " + text);
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
