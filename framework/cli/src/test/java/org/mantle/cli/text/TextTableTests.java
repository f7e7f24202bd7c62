package org.mantle.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows in columns. */
class TextTableTests {

    @Test
    void threeHundredThousandRowsAreLaidOutAsTheyCome() {
        TextTable table = new TextTable(List.of("Number", "Square"));
        for (int number = 0; number < 300_000; number++) {
            table.add(List.of("n" + number, "x"));
        }

        // Looking at all rows for each row would take ninety thousand million looks.
        String text =
                assertTimeoutPreemptively(Duration.ofSeconds(60), () -> table.columnsOrBlocks(80, new Style(false)));

        assertThat(text.lines().count()).isEqualTo(300_001);
        assertThat(text).startsWith("Number   Square\nn0       x\n").endsWith("n299999  x\n");
    }

    @Test
    void columnsAlignAsATerminalShowsThem() {
        TextTable table = new TextTable(List.of("NAME", "MEANING"));
        table.add(List.of("\u4e2d\u6587", "wide"));
        table.add(List.of("e\u0301te\u0301", "marked"));
        table.add(List.of("Gr\u00f6\u00dfe", "plain"));

        assertThat(table.columnsOrBlocks(80, new Style(false)).lines())
                .containsExactly(
                        "NAME   MEANING", "\u4e2d\u6587   wide", "e\u0301te\u0301    marked", "Gr\u00f6\u00dfe  plain");
    }

    @Test
    void aRowIsOneLineWhereNoWindowShowsIt() {
        TextTable table = new TextTable(List.of("NAME", "COMMAND"));
        table.add(List.of("two\nlines", "a\nb"));
        table.add(List.of("x", "y".repeat(500)));

        assertThat(table.columnsOrBlocks(Integer.MAX_VALUE, new Style(false)))
                .isEqualTo(table.wrapped(Integer.MAX_VALUE, new Style(false)))
                .isEqualTo("NAME            COMMAND\ntwo\\u000alines  a\\u000ab\nx               " + "y".repeat(500)
                        + "\n");
        assertThat(table.columnsOrBlocks(80, new Style(false)))
                .startsWith("NAME     two\n         lines\nCOMMAND  a\n");
    }
}
