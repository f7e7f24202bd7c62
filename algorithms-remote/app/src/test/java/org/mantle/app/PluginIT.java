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

/** The jar of {@code docs/example-plugin}, dropped into the folder of plugins of the packaged command. */
class PluginIT {

    private static final Path ROOT = Path.of(System.getProperty("mantle.root"));
    private static final Path JAR = ROOT.resolve("docs/example-plugin/target/signal-algorithms-1.0.0.jar");

    @TempDir
    Path folder;

    private Launcher launcher;

    @BeforeEach
    void dropTheJar() throws Exception {
        launcher = new Launcher(folder);
        Path plugins = Files.createDirectories(launcher.home().resolve("plugins"));
        Files.copy(JAR, plugins.resolve(JAR.getFileName()));
    }

    /** Every command on the page prints what the page shows. */
    @Test
    void whatThePageTypesIsPrinted() throws Exception {
        String page = Files.readString(ROOT.resolve("docs/writing-algorithms.md"));
        Matcher blocks = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL).matcher(page);
        List<String> shown = new ArrayList<>();
        List<String> printed = new ArrayList<>();
        while (blocks.find()) {
            for (String session : blocks.group(1).split("(?m)^(?=\\$ mantle )")) {
                String command = session.lines().findFirst().orElseThrow();
                shown.add(session);
                Launcher.Result result =
                        launcher.run(command.substring("$ mantle ".length()).split(" "));
                String said = result.exitCode() == 0 ? result.out() : result.err();
                printed.add(command + "\n" + said);
            }
        }
        assertThat(printed).hasSize(3).isEqualTo(shown);
    }

    @Test
    void aBrokenJarBesideItHarmsNothing() throws Exception {
        Files.writeString(launcher.home().resolve("plugins/broken.jar"), "no jar");

        Launcher.Result result = launcher.run("run", "SmoothSignal", "Signal=3,0,3,6");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("1.5", "4.5");
        assertThat(launcher.run("list").err()).contains("broken.jar");
    }
}
