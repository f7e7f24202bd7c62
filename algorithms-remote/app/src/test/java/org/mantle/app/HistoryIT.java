package org.mantle.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged command did, exported and run again in each language, gives the same again. */
class HistoryIT {

    @TempDir
    Path folder;

    /** Runs a few algorithms, and returns their inputs and outputs, the oldest first. */
    private List<String> whatRan(Launcher launcher) throws IOException, InterruptedException {
        String properties =
                "{\"Values\": [\"b, \\\"quoted\\\"\", \"it's $HOME `x` \\\\n\", \"\\u00e9\\n\\ud83d\\ude00\", \"-x\"]}";
        assertThat(launcher.runWithInput(properties, "run", "SortValues", "--properties", "-", "Descending=true")
                        .exitCode())
                .isZero();
        assertThat(launcher.run("run", "SortValues", "Values=3,1,2", "Order=Numbers")
                        .exitCode())
                .isZero();
        return values(launcher, 0);
    }

    private static List<String> values(Launcher launcher, int from) throws IOException, InterruptedException {
        JsonArray records =
                JsonParser.parseString(launcher.run("history", "--json").out()).getAsJsonArray();
        List<String> values = new ArrayList<>();
        for (JsonElement record : records) {
            values.add(
                    0,
                    record.getAsJsonObject().get("inputs") + " "
                            + record.getAsJsonObject().get("outputs"));
        }
        return values.subList(from, values.size());
    }

    private void runScript(Launcher launcher, String... command) throws IOException, InterruptedException {
        runScript(0, launcher, command);
    }

    private void runScript(int exitCode, Launcher launcher, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        Launcher.forget(builder.environment());
        builder.environment()
                .put("MANTLE", Launcher.DISTRIBUTION.resolve("bin/mantle").toString());
        builder.environment().put("MANTLE_HOME", launcher.home().toString());
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("said")))
                .isEqualTo(exitCode);
    }

    @Test
    void fromAShellScript() throws Exception {
        Launcher launcher = new Launcher(folder);
        List<String> before = whatRan(launcher);
        String script = folder.resolve("again.sh").toString();
        assertThat(launcher.run("history", "export", "--shell", "--output", script)
                        .exitCode())
                .isZero();

        runScript(launcher, "sh", script);

        assertThat(values(launcher, before.size())).isEqualTo(before);
    }

    @Test
    void fromAPythonScript() throws Exception {
        boolean python;
        try {
            python = new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            python = false;
        }
        assertThat(python || !"fail".equals(System.getProperty("mantle.test.skips")))
                .as("this test needs python3; install it")
                .isTrue();
        Assumptions.assumeTrue(python, "this test needs python3; install it to run it");
        Launcher launcher = new Launcher(folder);
        List<String> before = whatRan(launcher);
        String script = folder.resolve("again.py").toString();
        assertThat(launcher.run("history", "export", "--python", "--times", "--output", script)
                        .exitCode())
                .isZero();

        runScript(launcher, "python3", script);

        assertThat(values(launcher, before.size())).isEqualTo(before);
    }

    @Test
    void fromAJavaProgram() throws Exception {
        Launcher launcher = new Launcher(folder);
        List<String> before = whatRan(launcher);
        String program = folder.resolve("MantleHistory.java").toString();
        assertThat(launcher.run("history", "export", "--java", "--output", program)
                        .exitCode())
                .isZero();

        runScript(
                launcher,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Launcher.DISTRIBUTION.resolve("lib") + "/*",
                program);

        List<String> printed = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("said"))) {
            printed.add(
                    JsonParser.parseString(line.substring(line.indexOf('{'))).toString());
        }
        assertThat(printed).hasSameSizeAs(before);
        for (int i = 0; i < before.size(); i++) {
            assertThat(before.get(i)).endsWith(printed.get(i));
        }
    }

    @Test
    void aJavaProgramWithoutItsPluginEndsInALine() throws Exception {
        Launcher launcher = new Launcher(folder);
        assertThat(launcher.run("run", "SortValues", "Values=2,1").exitCode()).isZero();
        String exported = launcher.run("history", "export", "--java").out();
        Path program = folder.resolve("MantleHistory.java");
        Files.writeString(program, exported.replace("SortValues", "SmoothSignal"));

        runScript(
                2,
                launcher,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Launcher.DISTRIBUTION.resolve("lib") + "/*",
                program.toString());

        assertThat(Files.readAllLines(folder.resolve("said")))
                .singleElement()
                .asString()
                .contains("there is no algorithm \"SmoothSignal\"", "put its jar on the class path");
    }
}
