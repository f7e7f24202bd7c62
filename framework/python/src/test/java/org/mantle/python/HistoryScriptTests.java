package org.mantle.python;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.framework.Mantle;
import org.mantle.framework.export.HistoryExport;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.type.Secret;

/** Scripts in Python that are made of a history, run by Python. */
final class HistoryScriptTests {

    private static final String MARK = "@xyzzy-Mark-4711";

    @TempDir
    Path folder;

    @BeforeEach
    void hasPython() {
        Prerequisites.command("python3", "python3");
    }

    private Mantle mantle(String history) {
        return Mantle.builder()
                .discover(false)
                .provider(new SampleAlgorithms())
                .historyFile(folder.resolve(history))
                .build();
    }

    /** Runs a script where nobody can be asked, and returns its exit code. */
    private int run(String script, Map<String, String> environment) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("script.py"), script, StandardCharsets.US_ASCII);
        ProcessBuilder builder = new ProcessBuilder("python3", file.toString())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("MANTLE", PythonPackageTests.launcher(folder).toString());
        builder.environment()
                .put("PYTHONPATH", Path.of("src/main/python").toAbsolutePath().toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().put("HOST_HISTORY", folder.resolve("again.jsonl").toString());
        builder.environment().put("LC_ALL", "C");
        builder.environment().remove("LOGINTO_PASSWORD");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private String said(String stream) throws IOException {
        return Files.readString(folder.resolve(stream));
    }

    /** A secret is known by its length alone, which is an output. */
    private static List<String> valuesOf(List<RunRecord> records) {
        List<String> values = new ArrayList<>();
        for (RunRecord record : records) {
            JsonObject json = record.toJson();
            JsonObject inputs = json.getAsJsonObject("inputs");
            inputs.remove("Password");
            values.add(record + " " + inputs + " " + json.get("outputs"));
        }
        return values;
    }

    @Test
    void theScriptGivesTheSameOutputs() throws Exception {
        try (Mantle mantle = mantle("history.jsonl")) {
            List<Map<String, Object>> hard = List.of(
                    Map.of("Left", 0.1 + 0.2, "Right", -0.0, "Note", "it's \"quoted\" `x` $HOME $(id) %s \\n \\\\ !"),
                    Map.of("Left", 1e300, "Note", "lines\nand\ttabs\r\n-- 'JSON'\nJSON\nEOF"),
                    Map.of(
                            "Left",
                            Double.NEGATIVE_INFINITY,
                            "Note",
                            "\u00e9\u4e2d\ud83d\ude00\u2028\u0001\u007f\ufeff"),
                    Map.of("Left", 4.9e-324, "Note", "-x"),
                    Map.of("Left", 123456789012345678.0, "Note", "@file:/etc/hostname=1"));
            hard.forEach(inputs -> mantle.run("Sum", inputs));
            mantle.run("Same", Map.of("Values", List.of(1.5, Double.NaN)));
            mantle.run(mantle.registry().get("Sum", 1), Map.of());
            mantle.run("lambda", Map.of("class", "a", "self", "b", "Progress", "c"));
            mantle.run("LogInTo", Map.of("UserName", "ann", "Password", MARK));
            Map<String, Object> referred = new LinkedHashMap<>();
            referred.put("UserName", "ann");
            referred.put("Password", Secret.deferred("@env:SECRET", MARK::toCharArray));
            mantle.run("LogInTo", referred);
            List<RunRecord> records = mantle.history().records();
            String script =
                    HistoryExport.builder(mantle.registry()).times(true).build().toPython(records);

            int exitCode = run(script, Map.of("SECRET", MARK, "LOGINTO_PASSWORD", MARK));

            assertThat(exitCode).as(said("err")).isZero();
            assertThat(said("out") + said("err")).doesNotContain(MARK);
            assertThat(said("out").lines()).hasSize(records.size());
            try (Mantle again = mantle("again.jsonl")) {
                assertThat(valuesOf(again.history().records())).isEqualTo(valuesOf(records));
            }
        }
    }

    @Test
    void aScriptThatMissesSomethingSaysInALineWhat() throws Exception {
        try (Mantle mantle = mantle("history.jsonl")) {
            mantle.run("LogInTo", Map.of("UserName", "ann", "Password", MARK));
            mantle.run("Sum", Map.of("Left", 1, "Note", "long ".repeat(5000)));
            List<RunRecord> records = mantle.history().records();
            HistoryExport export = HistoryExport.builder(mantle.registry()).build();

            assertThat(run(export.toPython(records.subList(0, 1)), Map.of())).isEqualTo(2);
            assertThat(said("err").lines())
                    .singleElement()
                    .asString()
                    .contains(
                            "Password of LogInTo is missing, and nobody can be asked for it here",
                            "set and export LOGINTO_PASSWORD",
                            "\"@file:PATH\"");
            assertThat(run(export.toPython(records.subList(1, 2)), Map.of())).isEqualTo(2);
            assertThat(said("err").lines())
                    .singleElement()
                    .asString()
                    .contains("the history kept no more of Note than <string of 24999 characters");
        }
    }
}
