package org.mantle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.export.HistoryExport;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.type.Secret;

/** Scripts made of a history, run by their interpreters against the command line as a real process. */
final class HistoryScriptTests {

    private static final String MARK = "@xyzzy-Mark-4711";

    @TempDir
    Path folder;

    private Path launcher() throws IOException {
        Path launcher = folder.resolve("the mantle");
        List<String> words = new ArrayList<>();
        for (String word : ProcessTests.java()) {
            words.add("'" + word + "'");
        }
        // as the real one does in a locale that has ASCII alone
        Files.writeString(launcher, "#!/bin/sh\nexport LC_ALL=C.UTF-8\nexec " + String.join(" ", words) + " \"$@\"\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        return launcher;
    }

    private Mantle mantle(String history) {
        return Mantle.builder()
                .discover(false)
                .provider(new SampleAlgorithms())
                .historyFile(folder.resolve(history))
                .build();
    }

    /** Runs a script, and returns what the runs that it made took and gave. */
    private List<String> run(String interpreter, String script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        interpreter,
                        Files.writeString(folder.resolve("script"), script, StandardCharsets.US_ASCII)
                                .toString())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("MANTLE", launcher().toString());
        builder.environment()
                .put(SampleMain.HISTORY, folder.resolve("again.jsonl").toString());
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("SECRET", MARK);
        builder.environment().put("LOGINTO_PASSWORD", MARK);
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("err")))
                .isZero();
        assertThat(Files.readString(folder.resolve("out")) + Files.readString(folder.resolve("err")))
                .doesNotContain(MARK);
        try (Mantle again = mantle("again.jsonl")) {
            return valuesOf(again.history().records());
        }
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

    private List<RunRecord> whatRan(Mantle mantle) {
        List<Map<String, Object>> hard = new ArrayList<>();
        hard.add(Map.of("Left", 0.1 + 0.2, "Right", -0.0, "Note", "it's \"quoted\" `x` $HOME $(id) %s \\n \\\\ !"));
        hard.add(Map.of("Left", 1e300, "Note", "lines\nand\ttabs\r\n-- 'JSON'\nJSON\nEOF"));
        hard.add(Map.of("Left", Double.NaN, "Note", "\u00e9\u4e2d\ud83d\ude00\u2028\u0001\u007f\ufeff"));
        hard.add(Map.of("Left", 4.9e-324, "Note", "-x"));
        hard.add(Map.of("Left", 123456789012345678.0, "Note", "@file:/etc/hostname=1"));
        hard.forEach(inputs -> mantle.run("Sum", inputs));
        AlgorithmDescriptor first = mantle.registry().get("Sum", 1);
        mantle.run(first, Map.of());
        mantle.run("LogInTo", Map.of("UserName", "ann", "Password", MARK));
        Map<String, Object> referred = new LinkedHashMap<>();
        referred.put("UserName", "ann");
        referred.put("Password", Secret.deferred("@env:SECRET", MARK::toCharArray));
        mantle.run("LogInTo", referred);
        return mantle.history().records();
    }

    @Test
    void theShellScriptGivesTheSameOutputs() throws Exception {
        try (Mantle mantle = mantle("history.jsonl")) {
            List<RunRecord> records = whatRan(mantle);
            String script =
                    HistoryExport.builder(mantle.registry()).times(true).build().toShell(records);
            assertThat(run("sh", script)).isEqualTo(valuesOf(records));
        }
    }

    @Test
    void theShellScriptStopsAtTheFirstFailureWithItsCode() throws Exception {
        String script = HistoryExport.builder(Shell.mantle().registry()).build().toShell(List.of())
                + "\"$mantle\" run Sum Left=13\n\"$mantle\" run Sum Left=1\n";
        ProcessBuilder builder = new ProcessBuilder(
                        "sh",
                        Files.writeString(folder.resolve("script"), script).toString())
                .redirectErrorStream(true);
        builder.environment().put("MANTLE", launcher().toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(2);
        assertThat(said).contains("bad luck").doesNotContain("Result");
    }
}
