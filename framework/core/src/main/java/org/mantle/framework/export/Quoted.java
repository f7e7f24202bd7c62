package org.mantle.framework.export;

import java.util.regex.Pattern;

/** Puts texts into quotes, so that each language reads back the same text. All but the shell's are in ASCII letters. */
final class Quoted {

    private static final Pattern PLAIN_IN_A_SHELL = Pattern.compile("[A-Za-z0-9_./:=,+@%^-]+");

    private Quoted() {}

    /** Python joins no halves of surrogate pairs that are written one by one, so that whole characters are written. */
    static String python(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append((char) c);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (Character.isSupplementaryCodePoint(c)) {
                        quoted.append(String.format("\\U%08x", c));
                    } else {
                        appendAscii(quoted, (char) c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    private static void appendAscii(StringBuilder to, char c) {
        if (c >= ' ' && c <= '~') {
            to.append(c);
        } else {
            to.append("\\u").append(String.format("%04x", (int) c));
        }
    }

    /** Java reads {@code \}{@code u} before anything else, so that no character with a meaning may be written by it. */
    static String java(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' ') {
                        quoted.append(String.format("\\%03o", (int) c));
                    } else {
                        appendAscii(quoted, c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    /** Returns a word for a POSIX shell, which expands nothing between single quotes. */
    static String shell(String text) {
        return PLAIN_IN_A_SHELL.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
