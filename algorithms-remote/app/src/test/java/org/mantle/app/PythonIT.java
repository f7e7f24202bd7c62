package org.mantle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;

/** The Python package as it is shipped: in the distribution, as a wheel, and as its page says. */
class PythonIT {

    private static final Path ROOT = Path.of(System.getProperty("mantle.root"));
    private static final Pattern BLOCK = Pattern.compile("```python session\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @BeforeEach
    void hasPython() {
        Prerequisites.command("python3", "python3");
    }

    private Launcher launcher() {
        return new Launcher(folder).with("SCARF_PASSWORD", "mark-4711").with("MARK", "mark-4711");
    }

    @Test
    void thePageRunsAsItStands() throws Exception {
        String page = Files.readString(ROOT.resolve("docs/python.md"));
        List<String> blocks = new ArrayList<>();
        for (Matcher matcher = BLOCK.matcher(page); matcher.find(); ) {
            blocks.add(matcher.group(1));
        }
        assertThat(blocks).hasSizeGreaterThan(5);
        // where the session of the page begins, as the README's does
        Files.createSymbolicLink(folder.resolve("test-data"), ROOT.resolve("test-data"));
        Path script = Files.writeString(folder.resolve("page.py"), String.join("\n", blocks));
        Launcher launcher = launcher();
        launcher.runWithInput("mark-4711\n", "gateway", "user", "add", "alice");
        try (Launcher.Service gateway = launcher.start("gateway", "--port", "0")) {
            String url = gateway.awaitLine("serves at").replaceAll(".*(http://[^ ]*/).*", "$1");
            launcher.run("resources", "add", "SCARF@STFC", url);

            Launcher.Result result = launcher.run("script", script.toString());

            assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
            assertThat(result.out())
                    .contains("RemoteJobsStatus=['Done']", "SCARFTomoReconstructionResult(", "Action - ")
                    .doesNotContain("mark-4711");
            assertThat(folder.resolve("slices/slice_0092.tif")).isNotEmptyFile();
        }
        try (Stream<Path> kept = Files.walk(launcher.home())) {
            for (Path file : kept.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("mark-4711");
            }
        }
    }

    @Test
    void aScriptHasArgumentsAndAnExitCode() throws Exception {
        Path script = Files.writeString(folder.resolve("a.py"), "import sys; print(sys.argv[1:]); sys.exit(7)");
        Launcher.Result result = launcher().run("script", script.toString(), "--json", "a b");
        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.out()).isEqualTo("['--json', 'a b']\n");

        Launcher.Result missing = launcher().run("script", "nowhere.py");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("there is no file \"nowhere.py\"");

        Launcher.Result noPython =
                launcher().with("MANTLE_PYTHON", "/no/python").run("script", script.toString());
        assertThat(noPython.exitCode()).isEqualTo(127);
        assertThat(noPython.err()).contains("/no/python", "set MANTLE_PYTHON");
    }

    /** Runs a script until it says that it waits, sends Ctrl-C to it and to the command as a terminal does, and returns the exit code. */
    private int interrupted(String... lines) throws Exception {
        Path script = Files.writeString(folder.resolve("a.py"), String.join("\n", lines));
        // a terminal sends it to all that it runs in front
        Launcher launcher = new Launcher(folder, Files.writeString(folder.resolve("grouped"), """
                #!/bin/sh
                exec setsid --wait sh -c 'echo $$ > group.tmp; mv group.tmp group; exec "$0" "$@"' '%s' "$@"
                """.formatted(
                        Launcher.DISTRIBUTION.resolve("bin/mantle"))));
        Files.setPosixFilePermissions(folder.resolve("grouped"), PosixFilePermissions.fromString("rwx------"));
        try (Launcher.Service running = launcher.start("script", script.toString())) {
            running.awaitLine("waits");
            String group = Files.readString(folder.resolve("group")).strip();
            new ProcessBuilder("kill", "-INT", "--", "-" + group).start().waitFor();
            return running.awaitEnd();
        }
    }

    @Test
    void aScriptThatIsInterruptedHasTheLastWord() throws Exception {
        Prerequisites.command("setsid", "util-linux");
        String begin = "import sys, time";
        String wait = "    print('waits', flush=True); time.sleep(600)";
        assertThat(interrupted(begin, "try:", wait, "except KeyboardInterrupt:", "    time.sleep(1)"))
                .isZero();
        assertThat(interrupted(begin, "try:", wait, "except KeyboardInterrupt:", "    sys.exit(3)"))
                .isEqualTo(3);
        assertThat(interrupted(begin, "if True:", wait)).isEqualTo(130);
        // also where it waits for an algorithm
        assertThat(interrupted(
                        "import sys",
                        "from mantle.simpleapi import *",
                        "run = Wait.start(Seconds=600)",
                        "try:",
                        "    print('waits', flush=True); Wait(Seconds=600)",
                        "except KeyboardInterrupt:",
                        "    run.cancel()",
                        "    sys.exit(4)"))
                .isEqualTo(4);
    }

    @Test
    void theHostIsACommandLikeOthers() throws Exception {
        Launcher.Result ended = launcher().run("host");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out() + ended.err()).isEmpty();
        assertThat(launcher().run("host", "--help").out()).startsWith("Usage: mantle host");
        assertThat(launcher().run("host", "now").exitCode()).isEqualTo(2);
        Launcher.Result nowhere = launcher().with("MANTLE_HOME", "~nobody/x").run("host");
        assertThat(nowhere.exitCode()).isEqualTo(1);
        assertThat(nowhere.err()).startsWith("mantle: MANTLE_HOME is \"~nobody/x\"");
    }

    /** Classes that are not in the archive are what a first call waits for most. */
    @Test
    void theArchiveHasTheClassesOfAFirstCall() throws Exception {
        Path logs = Files.createDirectory(folder.resolve("logs"));
        Path script =
                Files.writeString(folder.resolve("first.py"), "from mantle.simpleapi import Echo; Echo(Text='a')");

        Launcher.Result result = launcher()
                // another Java has another archive
                .with("JAVA_HOME", System.getProperty("java.home"))
                .with("MANTLE_JAVA_OPTIONS", "-Xlog:class+load:file=" + logs.resolve("%p.txt"))
                .run("script", script.toString());

        assertThat(result.exitCode()).as(result.err()).isZero();
        List<String> classes = new ArrayList<>();
        try (Stream<Path> all = Files.list(logs)) {
            for (Path log : all.toList()) {
                // the command that runs the script has a log, too
                String text = Files.readString(log);
                if (text.contains("org.mantle.python.ScriptHost ")) {
                    text.lines().forEach(classes::add);
                }
            }
        }
        assertThat(classes).hasSizeGreaterThan(1000);
        // a machine at work may have the run watched, which needs some more
        assertThat(classes)
                .filteredOn(line -> !line.contains("shared objects file"))
                .hasSizeLessThan(100);
        assertThat(classes).filteredOn(line -> line.contains("picocli")).hasSizeLessThan(20);
    }

    @Test
    void theWheelIsAllThatPipNeeds() throws Exception {
        Prerequisites.succeeds("python3", "-c", "import ensurepip, venv");
        Path wheel;
        try (Stream<Path> files = Files.list(ROOT.resolve("target"))) {
            wheel = files.filter(file -> file.toString().endsWith(".whl"))
                    .findFirst()
                    .orElseThrow();
        }
        run(Map.of(), "python3", "-m", "venv", "environment");
        run(Map.of(), "environment/bin/pip", "install", "-q", "--no-index", wheel.toString());
        String said = run(
                Map.of("MANTLE_HOME", folder.resolve("home").toString()),
                "environment/bin/python",
                "-c",
                "from mantle.simpleapi import *; import mantle; print(SortValues('b,a'), mantle.history()[-1]['algorithm'])");
        assertThat(said).isEqualTo("['a', 'b'] SortValues\n");
        assertThat(run(Map.of(), "environment/bin/mantle", "--version")).contains("0.1.0");
        run(Map.of(), "environment/bin/python", "-m", "mantle", "stubs", "stubs");
        assertThat(folder.resolve("stubs/mantle-stubs/simpleapi.pyi"))
                .hasSameTextualContentAs(find(folder.resolve("environment"), "mantle/simpleapi.pyi"));
    }

    private static Path find(Path below, String end) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(file -> file.endsWith(end)).findFirst().orElseThrow();
        }
    }

    @Test
    void aProgramJoinsTheExplorer() throws Exception {
        Launcher launcher = launcher();
        try (Launcher.Service explorer = launcher.start("explorer", "--port", "0", "--no-browser")) {
            explorer.awaitLine("http://");
            Path script = Files.writeString(folder.resolve("join.py"), """
                    import mantle
                    mantle.connect()
                    from mantle.simpleapi import *
                    print(SortValues('b,a'))
                    try:
                        HashFile('/etc/passwd')
                    except ValueError as e:
                        print(e)
                    algorithm = AlgorithmManager.create('HashFile')
                    try:
                        algorithm.setPropertyValue('File', '/etc/passwd')
                    except ValueError as e:
                        print('as text:', e)
                    run = mantle.start('Wait', Seconds=60)
                    run.cancel()
                    print(type(run.exception(60)).__name__, mantle.history(1)[0]['algorithm'])
                    """);
            Launcher.Result result = launcher.run("script", script.toString());
            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(result.out().lines().toList()).first().isEqualTo("['a', 'b']");
            assertThat(result.out())
                    .contains(
                            "outside the folders that are open to callers",
                            "as text: HashFile.File: \"/etc/passwd\" is outside",
                            "AlgorithmCancelled Wait");
            assertThat(launcher.run("history", "--json").out()).contains("SortValues");
        }
        Launcher.Result alone = launcher.run(
                "script",
                Files.writeString(folder.resolve("alone.py"), "import mantle; mantle.connect()")
                        .toString());
        assertThat(alone.exitCode()).isEqualTo(1);
        assertThat(alone.err()).contains("no explorer runs", "start \"mantle explorer\" first");
    }

    private String run(Map<String, String> environment, String... words) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        Launcher.forget(builder.environment());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        String text = Files.readString(said);
        assertThat(process.exitValue())
                .as(Stream.of(words).collect(Collectors.joining(" ")) + "\n" + text)
                .isZero();
        return text;
    }
}
