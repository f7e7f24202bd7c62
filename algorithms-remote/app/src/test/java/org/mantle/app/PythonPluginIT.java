package org.mantle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;

/** The algorithm of {@code docs/python-algorithms.md}, dropped into the folder of plugins of the packaged command. */
class PythonPluginIT {

    private static final Path ROOT = Path.of(System.getProperty("mantle.root"));
    private static final Path FILE = ROOT.resolve("framework/python/src/test/resources/plugins/smooth.py");

    @TempDir
    Path folder;

    private Launcher launcher;

    @BeforeEach
    void dropTheFile() throws Exception {
        Prerequisites.command("python3", "python3");
        launcher = new Launcher(folder);
        Path plugins = Files.createDirectories(launcher.home().resolve("plugins"));
        Files.copy(FILE, plugins.resolve("smooth.py"));
    }

    /** Every command on the page prints what the page shows. */
    @Test
    void whatThePageTypesIsPrinted() throws Exception {
        String page = Files.readString(ROOT.resolve("docs/python-algorithms.md"));
        Matcher blocks = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL).matcher(page);
        List<String> shown = new ArrayList<>();
        List<String> printed = new ArrayList<>();
        while (blocks.find()) {
            for (String session : blocks.group(1).split("(?m)^(?=\\$ mantle )")) {
                String command = session.lines().findFirst().orElseThrow();
                shown.add(session);
                Launcher.Result result =
                        launcher.run(command.substring("$ mantle ".length()).split(" "));
                printed.add(command + "\n" + (result.exitCode() == 0 ? result.out() : result.err()));
            }
        }
        assertThat(printed).hasSize(3).isEqualTo(shown);
    }

    /** A list needs no Python when nothing has changed: a command that does not exist is not missed. */
    @Test
    void whatIsKnownIsListedWithoutPython() throws Exception {
        assertThat(launcher.run("list").out()).contains("SmoothValues");
        launcher.with("MANTLE_PYTHON", "python3");
        Files.createDirectories(launcher.home().resolve("cache"));
        Launcher.Result again = launcher.with("PATH", "/nowhere:/usr/bin:/bin").run("describe", "SmoothValues");
        assertThat(again.out()).contains("How neighbours count.");
    }
}
