package org.mantle.framework.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.MantleBuilder;
import org.mantle.framework.export.HistoryExport;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.testing.SpectrumAlgorithms;
import org.mantle.framework.testing.SpectrumAlgorithms.Spectrum;

/** Runs the examples of {@code docs/history.md}. */
class HistoryPageTests {

    @TempDir
    Path folder;

    private Path poem() throws IOException {
        return Files.writeString(folder.resolve("poem.txt"), "one line\n\nand another\n");
    }

    @Test
    void remembersWhatRan() throws IOException {
        Path file = poem();
        List<String> lines = new ArrayList<>();
        try (Mantle mantle = Mantle.load()) {
            mantle.run("CountLines", Map.of("File", file.toString()));
            // tag::history[]
            for (RunRecord record : mantle.history().records()) {
                lines.add(record.algorithm() + record.inputs() + " took " + record.duration());
            }
            String json = mantle.history().toJson().toString();
            // end::history[]
            assertThat(json).contains("\"status\":\"Completed\"");
        }
        assertThat(lines).singleElement().asString().startsWith("CountLines{File=");
    }

    @Test
    void keepsThemRunsThemAgainAndExportsThem() throws IOException {
        Path file = poem();
        // tag::history-file[]
        MantleBuilder builder = Mantle.builder().historyFile(folder.resolve("history.jsonl"));
        // end::history-file[]
        try (Mantle mantle = builder.build()) {
            mantle.run("CountLines", Map.of("File", file.toString()));
        }
        try (Mantle mantle = builder.build()) {
            // tag::history-replay[]
            List<RunRecord> records = mantle.history().records();
            RunRecord last = records.get(records.size() - 1);
            Outputs again = mantle.replay(last, Map.of("Skip", "Blank"));
            // end::history-replay[]
            assertThat(again.get("Lines")).isEqualTo(2L);
            // tag::history-export[]
            HistoryExport export = HistoryExport.builder(mantle.registry())
                    .versions(HistoryExport.Versions.ALWAYS)
                    .times(true)
                    .build();
            String script = export.toPython(mantle.history().records());
            // end::history-export[]
            assertThat(script).contains("CountLines(File=", "Skip=\"Blank\"", "Version=1");
        }
    }

    @Test
    void tellsHowAnObjectWasMade() {
        try (Mantle mantle = Mantle.builder()
                .discover(false)
                .provider(new SpectrumAlgorithms.Provider())
                .build()) {
            mantle.objects().add("Raw", new Spectrum(List.of(1)));
            mantle.run("ScaleSpectrum", Map.of("Input", "Raw", "Result", "Other"));
            mantle.run("ScaleSpectrum", Map.of("Input", "Raw", "Result", "Scaled"));
            // tag::history-object[]
            List<RunRecord> how = mantle.history().of(mantle.objects().get("Scaled", Spectrum.class));
            String recipe = HistoryExport.builder(mantle.registry()).build().toJava(how);
            // end::history-object[]
            assertThat(how).extracting(RunRecord::number).containsExactly(2L);
            assertThat(recipe).contains("Scaled").doesNotContain("Other");
        }
    }
}
