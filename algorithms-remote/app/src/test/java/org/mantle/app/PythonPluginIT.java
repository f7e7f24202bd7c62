package org.mantle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

    @Test
    void whatHasNotChangedIsListedWithoutPython() throws Exception {
        Path starts = folder.resolve("starts");
        Path program = folder.resolve("noting");
        Files.writeString(program, "#!/bin/sh\necho started >> '" + starts + "'\nexec python3 \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        launcher.with("MANTLE_PYTHON", program.toString());
        assertThat(launcher.run("list").out()).contains("SmoothValues");
        assertThat(launcher.run("describe", "SmoothValues").out()).contains("How neighbours count.");
        assertThat(starts).hasContent("started");
        assertThat(launcher.run("run", "SmoothValues", "Values=1,2,6").exitCode())
                .isZero();
        assertThat(starts).hasContent("started\nstarted");
    }

    @Test
    void aFileThatIsWrongIsToldAndHarmsNoOther() throws Exception {
        Files.writeString(launcher.home().resolve("plugins/broken.py"), "import mantle.algorithm\nx = = 1\n");

        Launcher.Result result = launcher.run("list", "--category", "Python");

        assertThat(result.out()).contains("SmoothValues");
        assertThat(result.err()).contains("broken.py").contains("SyntaxError: invalid syntax, at broken.py:2");
    }
}
