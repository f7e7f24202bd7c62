package org.mantle.cli.text;

import java.util.ArrayList;
import java.util.List;
import org.mantle.framework.describe.PrintableText;

/** Text for people, laid out in lines of a certain width. */
public final class TextLayout {

    private TextLayout() {}

    /** Breaks a text at blanks into printable lines that fit; a word that is longer than a line stays whole. */
    public static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : PrintableText.of(text).split("\n", -1)) {
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
    public static void appendIndented(StringBuilder to, String text, int indent, int width) {
        for (String line : wrap(text, Math.max(20, width - indent))) {
            to.append(" ".repeat(line.isEmpty() ? 0 : indent)).append(line).append('\n');
        }
    }
}
