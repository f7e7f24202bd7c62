package org.mantle.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;

/** What the packaged command did, exported and run again in each language, gives the same again. */
class HistoryIT {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

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
        builder.environment()
                .put("PYTHONPATH", Launcher.DISTRIBUTION.resolve("python").toString());
        // the launcher sees to its locale; a bare JVM in one of ASCII finds no class path with letters beyond that
        boolean launched = !command[0].equals(JAVA);
        boolean found = StandardCharsets.US_ASCII.newEncoder().canEncode(Launcher.DISTRIBUTION.toString());
        builder.environment().put("LC_ALL", launched || found ? "C" : "C.UTF-8");
        builder.environment().put("MARK", "mark-4711");
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
        Prerequisites.command("python3", "python3");
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

        runScript(launcher, JAVA, "-cp", Launcher.DISTRIBUTION.resolve("lib") + "/*", program);

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

        runScript(2, launcher, JAVA, "-cp", Launcher.DISTRIBUTION.resolve("lib") + "/*", program.toString());

        assertThat(Files.readAllLines(folder.resolve("said")))
                .singleElement()
                .asString()
                .contains("there is no algorithm \"SmoothSignal\"", "put its jar on the class path");
    }

    /** Each script submits a job of its own, waits for its end and fetches its files: not those of the job of then. */
    @Test
    void theMainJobRunsAgainWithTheJobThatIsSubmittedThen() throws Exception {
        Prerequisites.command("python3", "python3");
        Launcher launcher = new Launcher(folder).with("MARK", "mark-4711");
        launcher.runWithInput("mark-4711\n", "gateway", "user", "add", "alice");
        Path work = Files.writeString(folder.resolve("job.sh"), "#!/bin/sh\nsleep 2\necho \"$$\" > result.txt\n");
        Path fetched = Files.createDirectory(folder.resolve("fetched"));
        try (Launcher.Service gateway = launcher.start("gateway", "--port", "0")) {
            String url = gateway.awaitLine("serves at").replaceAll(".*(http://[^ ]*/).*", "$1");
            launcher.run("resources", "add", "SCARF@STFC", url);
            runMain(launcher, "Password=@env:MARK");
            runMain(launcher, "Action=Upload", "FileToUpload=" + work);
            runMain(launcher, "Action=SubmitJob", "RunnablePath=/work/imat/job.sh", "JobOptions=");
            runMain(launcher, "Action=JobStatusByID", "JobID=1");
            runMain(launcher, "Action=Download", "DownloadJobID=1", "LocalDirectory=" + fetched);

            Path shell = exported(launcher, "--shell", "again.sh");
            Path python = exported(launcher, "--python", "again.py");
            Path java = exported(launcher, "--java", "MantleHistory.java");
            runScript(launcher, "sh", shell.toString());
            assertThat(fetched.resolve("2.output")).exists();
            runScript(launcher, "python3", python.toString());
            assertThat(fetched.resolve("3.output")).exists();
            runScript(launcher, JAVA, "-cp", Launcher.DISTRIBUTION.resolve("lib") + "/*", java.toString());
            assertThat(fetched.resolve("4.output")).exists();
            assertThat(fetched.resolve("result.txt")).isNotEmptyFile();
        }
        // the wait: each download is of a job that had ended
        JsonArray records = JsonParser.parseString(
                        launcher.run("history", "--last", "100", "--json").out())
                .getAsJsonArray();
        assertThat(records).hasSizeGreaterThanOrEqualTo(5 + 3 * 5);
        for (JsonElement record : records) {
            if (record.getAsJsonObject().get("number").getAsInt() > 5) {
                assertThat(record.toString()).doesNotContain("these are its files so far");
            }
        }
    }

    private Path exported(Launcher launcher, String format, String name) throws IOException, InterruptedException {
        Path script = folder.resolve(name);
        assertThat(launcher.run("history", "export", "1", "2", "3", "5", format, "--output", script.toString())
                        .exitCode())
                .isZero();
        return script;
    }

    private static void runMain(Launcher launcher, String... properties) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("run", "SCARFTomoReconstruction", "UserName=alice"));
        command.addAll(List.of(properties));
        Launcher.Result result = launcher.run(command.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.err()).isZero();
    }
}
