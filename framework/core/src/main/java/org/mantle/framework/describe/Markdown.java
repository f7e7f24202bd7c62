package org.mantle.framework.describe;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes any text so that Markdown (CommonMark, with GitHub's tables) shows it as it is. */
final class Markdown {

    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<&|~$]");
    /** What makes a heading, a list, a quotation or a line only at the start. */
    private static final Pattern START = Pattern.compile("^(?:([0-9]{1,9})([.)])|([#>+-]))");

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern BACKTICKS = Pattern.compile("`+");

    private Markdown() {}

    /** Returns a text as one paragraph, or as what stands in one cell of a table. */
    static String text(String text) {
        String escaped = SPECIAL.matcher(oneLine(text)).replaceAll("\\\\$0");
        Matcher start = START.matcher(escaped);
        return start.find() ? start.replaceFirst(start.group(3) == null ? "$1\\\\$2" : "\\\\$3") : escaped;
    }

    /** Returns a text as code, and nothing for an empty one. */
    static String code(String text) {
        String line = visible(text.replace('\n', ' '));
        if (line.isEmpty()) {
            return "";
        }
        String fence = fence(line, 1);
        boolean blank = line.isBlank();
        String margin =
                !blank && (line.startsWith("`") || line.endsWith("`") || (line.startsWith(" ") && line.endsWith(" ")))
                        ? " "
                        : "";
        return fence + margin + line + margin + fence;
    }

    /** Returns a text as code in a cell of a table, where a bar would end the cell. */
    static String codeInTable(String text) {
        return code(text).replace("|", "\\|");
    }

    /** Returns a text as a block of code in a language. */
    static String codeBlock(String language, String text) {
        String fence = fence(text, 3);
        return fence + language + "\n" + visible(text) + "\n" + fence + "\n";
    }

    /** Returns backticks, of which there are not as many in a row in the text. */
    private static String fence(String text, int least) {
        int longest = BACKTICKS
                .matcher(text)
                .results()
                .mapToInt(run -> run.group().length())
                .max()
                .orElse(0);
        return "`".repeat(least == 1 && longest == 0 ? 1 : Math.max(least, longest + 1));
    }

    static String link(String text, String target) {
        return "[" + text(text) + "](" + target + ")";
    }

    private static String oneLine(String text) {
        return visible(BLANKS.matcher(text.strip()).replaceAll(" "));
    }

    /** Control characters, and those that turn the direction of the text behind them, are shown by their number. */
    private static String visible(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean hidden = (Character.isISOControl(c) && c != '\n') || Character.getType(c) == Character.FORMAT;
            if (hidden || Character.getType(c) == Character.SURROGATE) {
                shown.append(String.format("U+%04X", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }
}
