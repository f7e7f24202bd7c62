package org.mantle.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mantle.framework.describe.OutputTexts;

/** Outputs in lines. */
class OutputsLayoutTests {

    private static final OutputTexts.Table JOBS = new OutputTexts.Table(
            List.of("JobIds", "JobStates"), List.of(List.of("7", "Running"), List.of("12", "Done\u001b[31m")));

    private static String layout(int width, Map<String, String> fields) {
        return OutputsLayout.of(new OutputTexts(List.of(JOBS), fields), width, new Style(false));
    }

    @Test
    void tablesComeBeforeValuesAndAllOfItIsPrintable() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Count", "2");
        fields.put("Id", "a\u001bb\nc");

        assertThat(layout(80, fields)).isEqualTo("""
                        JobIds  JobStates
                        7       Running
                        12      Done\\u001b[31m

                        Count  2
                        Id     a\\u001bb
                               c
                        """);
    }

    @Test
    void aTableThatIsTooWideIsShownInBlocks() {
        assertThat(layout(16, Map.of()))
                .isEqualTo("JobIds     7\nJobStates  Running\n\nJobIds     12\nJobStates  Done\\u001b[31m\n");
    }

    @Test
    void nothingGivesNoLines() {
        assertThat(OutputsLayout.of(new OutputTexts(List.of(), Map.of()), 80, new Style(false)))
                .isEmpty();
    }
}
