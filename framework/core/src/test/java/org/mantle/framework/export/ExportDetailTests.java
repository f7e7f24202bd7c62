package org.mantle.framework.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;

/** Texts of a history of algorithms with unusual names and values. */
class ExportDetailTests {

    private final Mantle mantle =
            Mantle.builder().discover(false).provider(new EchoAlgorithms()).build();

    @AfterEach
    void close() {
        mantle.close();
    }

    private HistoryExport.Builder export() {
        return HistoryExport.builder(mantle.registry());
    }

    private String python() {
        return export().build().toPython(mantle.history().records());
    }

    @Test
    void namesThatPythonCannotSayStandInADictionary() {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("a b $x", "1");
        inputs.put("class", "2");
        mantle.run("\u00dcber.odd-name", inputs);

        assertThat(python())
                .endsWith("\nprint(mantle.run(\"\\u00dcber.odd-name\", **{\"a b $x\": \"1\", \"class\": \"2\"}))\n");
    }

    @Test
    void algorithmsWhoseNamesPythonCannotSayAreCalledByName() {
        mantle.run("\u00dcber.odd-name", Map.of());
        mantle.run("\u00c4ber.odd-name", Map.of());

        assertThat(python())
                .contains("\nimport mantle\n")
                .doesNotContain("simpleapi")
                .endsWith("\nprint(mantle.run(\"\\u00dcber.odd-name\"))\nprint(mantle.run(\"\\u00c4ber.odd-name\"))\n");
    }

    @Test
    void aValueWhoseTextIsAnotherValueIsGivenToAShellAsJson() {
        mantle.run("\u00c4ber.odd-name", Map.of("Rounded", new BigDecimal("2.5")));

        assertThat(export().build().toShell(mantle.history().records()))
                .endsWith(" run --properties - '\u00c4ber.odd-name' <<'JSON'\n{\"Rounded\": [2.5]}\nJSON\n");
    }

    @Test
    void aFolderIsAnEntityAtItsPlaceToo() {
        mantle.run("\u00c4ber.odd-name", Map.of());

        JsonObject entities =
                export().build().toProvenance(mantle.history().records()).getAsJsonObject("entity");
        assertThat(entities.entrySet())
                .extracting(Map.Entry::getValue)
                .filteredOn(entity -> entity.getAsJsonObject().has("prov:location"))
                .singleElement()
                .satisfies(entity -> assertThat(
                                entity.getAsJsonObject().get("prov:location").getAsString())
                        .isEqualTo("/data/results"));
    }

    @Test
    void aShellExpandsNoHomeFolderAndNoPattern() {
        mantle.run("Echo", Map.of("Text", "~"));
        mantle.run("Echo", Map.of("Text", "*"));

        assertThat(export().build().toShell(mantle.history().records()))
                .endsWith("\n\"$mantle\" run Echo 'Text=~'\n\"$mantle\" run Echo 'Text=*'\n");
    }

    @Test
    void aNumberOfMoreDigitsThanPythonKeepsIsGivenAsText() {
        mantle.run("Echo", Map.of("Exact", new BigDecimal("3.14159265358979323846"), "Number", 0.1));

        assertThat(python()).endsWith("\nprint(Echo(Number=0.1, Exact=\"3.14159265358979323846\"))\n");
    }
}
