package org.mantle.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mantle.framework.describe.PrintableText;

/**
 * Rows in aligned columns, or one block of lines for each row where the window is too narrow for them. Nothing is cut off: what a table
 * shows is there to be copied.
 */
public final class TextTable {

    private static final String GAP = "  ";
    private static final int LEAST_LAST_COLUMN = 20;

    private final List<String> titles;
    private final List<List<String>> rows = new ArrayList<>();
    private final int[] widths;

    /** Begins a table with the titles of its columns. */
    public TextTable(List<String> titles) {
        this.titles = List.copyOf(titles);
        this.widths = titles.stream().mapToInt(TextLayout::columns).toArray();
    }

    /** Adds a row, with a cell for each column; the text is made printable. */
    public void add(List<String> cells) {
        List<String> row = cells.stream().map(PrintableText::of).toList();
        for (int column = 0; column < widths.length; column++) {
            widths[column] = Math.max(widths[column], TextLayout.columns(row.get(column)));
        }
        rows.add(row);
    }

    /**
     * Returns the rows in columns whose last one is wrapped to fit, or in blocks where too little is left for that one.
     *
     * @param width how wide a row may be; the greatest integer where no window shows it: there each row is one line
     */
    public String wrapped(int width, Style style) {
        if (width == Integer.MAX_VALUE && hasLineBreaks()) {
            return withoutLineBreaks().wrapped(width, style);
        }
        int last = titles.size() - 1;
        int used = 0;
        for (int column = 0; column < last; column++) {
            used += widths[column] + GAP.length();
        }
        int room = width - used;
        if (room < Math.min(LEAST_LAST_COLUMN, widths[last])) {
            return blocks(Math.max(LEAST_LAST_COLUMN, width - nameWidth() - GAP.length()), style);
        }
        StringBuilder text = new StringBuilder();
        appendRow(text, titles.stream().map(style::title).toList(), titles);
        for (List<String> row : rows) {
            List<String> lines = TextLayout.wrap(row.get(last), room);
            List<String> first = new ArrayList<>(row.subList(0, last));
            first.add(lines.get(0));
            appendRow(text, first, first);
            for (String line : lines.subList(1, lines.size())) {
                text.append(" ".repeat(used)).append(line).append('\n');
            }
        }
        return text.toString();
    }

    /**
     * Returns the rows in columns, or as one block of lines for each row where the columns are too wide.
     *
     * @param width as for {@link #wrapped}
     */
    public String columnsOrBlocks(int width, Style style) {
        if (width == Integer.MAX_VALUE && hasLineBreaks()) {
            return withoutLineBreaks().columnsOrBlocks(width, style);
        }
        if (!fits(width)) {
            return blocks(Integer.MAX_VALUE, style);
        }
        StringBuilder text = new StringBuilder();
        appendRow(text, titles.stream().map(style::title).toList(), titles);
        rows.forEach(row -> appendRow(text, row, row));
        return text.toString();
    }

    /**
     * Tells whether the rows can be shown in columns.
     *
     * @param width as for {@link #wrapped}
     */
    public boolean fits(int width) {
        int total = -GAP.length();
        for (int column = 0; column < titles.size(); column++) {
            total += widths[column] + GAP.length();
        }
        return width == Integer.MAX_VALUE || (total <= width && !hasLineBreaks());
    }

    private boolean hasLineBreaks() {
        return rows.stream().anyMatch(row -> row.stream().anyMatch(cell -> cell.indexOf('\n') >= 0));
    }

    /** Returns the table with its line breaks made visible, as other control characters are. */
    private TextTable withoutLineBreaks() {
        TextTable table = new TextTable(titles);
        for (List<String> row : rows) {
            table.add(row.stream().map(cell -> cell.replace("\n", "\\u000a")).toList());
        }
        return table;
    }

    private int nameWidth() {
        return titles.stream().mapToInt(TextLayout::columns).max().orElse(0);
    }

    /** Returns a block for each row, the last value of which is wrapped to fit. */
    private String blocks(int room, Style style) {
        int last = titles.size() - 1;
        int nameWidth = nameWidth();
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            text.append(text.length() == 0 ? "" : "\n");
            for (int column = 0; column < titles.size(); column++) {
                String value = row.get(column);
                boolean isWrapped = column == last && room < Integer.MAX_VALUE;
                String lines = isWrapped ? String.join("\n", TextLayout.wrap(value, room)) : value;
                appendField(text, titles.get(column), nameWidth, lines, style);
            }
        }
        return text.toString();
    }

    /**
     * Appends values by their names, one below the other; the later lines of a long value are indented below its first.
     */
    public static void appendFields(StringBuilder to, Map<String, String> fields, Style style) {
        int nameWidth =
                fields.keySet().stream().mapToInt(TextLayout::columns).max().orElse(0);
        fields.forEach((name, value) -> appendField(to, name, nameWidth, value, style));
    }

    private static void appendField(StringBuilder to, String name, int nameWidth, String value, Style style) {
        String indent = "\n" + " ".repeat(nameWidth + GAP.length());
        to.append(style.title(name))
                .append(" ".repeat(nameWidth - TextLayout.columns(name)))
                .append(GAP)
                .append(PrintableText.of(value).replace("\n", indent))
                .append('\n');
    }

    /** Appends cells, which may hold invisible marks, by the lengths of the plain ones. */
    private void appendRow(StringBuilder to, List<String> cells, List<String> plain) {
        for (int column = 0; column < cells.size(); column++) {
            boolean isLast = column == cells.size() - 1;
            int padding = widths[column] - TextLayout.columns(plain.get(column));
            to.append(cells.get(column)).append(isLast ? "" : " ".repeat(Math.max(0, padding)) + GAP);
        }
        while (to.length() > 0 && to.charAt(to.length() - 1) == ' ') {
            to.setLength(to.length() - 1);
        }
        to.append('\n');
    }
}
