package org.mantle.cli.text;

import java.util.ArrayList;
import java.util.List;
import org.mantle.framework.describe.OutputTexts;

/** Outputs laid out for a terminal: tables first, then single values by name. */
public final class OutputsLayout {

    private OutputsLayout() {}

    /**
     * Returns the outputs in lines; empty when there are none.
     *
     * @param width how many characters a line of a table may have
     */
    public static String of(OutputTexts outputs, int width, Style style) {
        List<String> blocks = new ArrayList<>();
        for (OutputTexts.Table shown : outputs.tables()) {
            TextTable table = new TextTable(shown.names());
            shown.rows().forEach(table::add);
            blocks.add(table.columnsOrBlocks(width, style));
        }
        if (!outputs.fields().isEmpty()) {
            StringBuilder fields = new StringBuilder();
            TextTable.appendFields(fields, outputs.fields(), style);
            blocks.add(fields.toString());
        }
        return String.join("\n", blocks);
    }
}
