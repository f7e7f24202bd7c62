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
            if (line.length() > 0 && columns(line.toString()) + 1 + columns(word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
    }

    /**
     * Returns how many columns of a terminal a text takes: a letter of East Asia takes two, and a mark on a letter none (Unicode Standard
     * Annex 11, in blocks).
     */
    public static int columns(String text) {
        int columns = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            columns += columns(text.codePointAt(i));
        }
        return columns;
    }

    private static int columns(int letter) {
        if (letter < 0x300) {
            return 1;
        }
        int type = Character.getType(letter);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean isWide = (letter >= 0x1100 && letter <= 0x115f)
                || (letter >= 0x2e80 && letter <= 0xa4cf && letter != 0x303f)
                || (letter >= 0xac00 && letter <= 0xd7a3)
                || (letter >= 0xf900 && letter <= 0xfaff)
                || (letter >= 0xfe30 && letter <= 0xfe6f)
                || (letter >= 0xff00 && letter <= 0xff60)
                || (letter >= 0xffe0 && letter <= 0xffe6)
                || (letter >= 0x1f300 && letter <= 0x1f64f)
                || (letter >= 0x1f900 && letter <= 0x1f9ff)
                || (letter >= 0x20000 && letter <= 0x3fffd);
        return isWide ? 2 : 1;
    }

    /** Appends a text in lines that all begin with the same number of blanks. */
    public static void appendIndented(StringBuilder to, String text, int indent, int width) {
        for (String line : wrap(text, Math.max(20, width - indent))) {
            to.append(" ".repeat(line.isEmpty() ? 0 : indent)).append(line).append('\n');
        }
    }
}
