package org.mantle.cli;

import java.util.ArrayList;
import java.util.List;

/** Text for people, in lines of a certain width. */
final class TextLayout {

    private TextLayout() {}

    /** Returns the text with control characters made visible, so that no text from elsewhere commands the terminal. */
    static String printable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i))) {
                return escaped(text);
            }
        }
        return text;
    }

    private static boolean isControl(char character) {
        return Character.isISOControl(character) && character != '\n';
    }

    private static String escaped(String text) {
        StringBuilder shown = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean endsLine = character == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (character == '\t') {
                shown.append("    ");
            } else if (!isControl(character)) {
                shown.append(character);
            } else if (!endsLine) {
                shown.append(String.format("\\u%04x", (int) character));
            }
        }
        return shown.toString();
    }

    /** Breaks a text at blanks into lines that fit; a word that is longer than a line stays whole. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : printable(text).split("\n", -1)) {
            wrapParagraph(paragraph, width, lines);
        }
        return lines;
    }

    private static void wrapParagraph(String paragraph, int width, List<String> lines) {
        StringBuilder line = new StringBuilder();
        for (String word : paragraph.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
    }

    /** Appends a text in lines that all begin with the same number of blanks. */
    static void appendIndented(StringBuilder to, String text, int indent, int width) {
        for (String line : wrap(text, Math.max(20, width - indent))) {
            to.append(" ".repeat(line.isEmpty() ? 0 : indent)).append(line).append('\n');
        }
    }

    static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
