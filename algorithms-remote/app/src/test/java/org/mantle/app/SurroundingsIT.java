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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.commons.testing.Prerequisites;

/** The packaged command where a system is not as usual: its locale, its users, and the names of its folders. */
class SurroundingsIT {

    private static final Path PLUGIN = Path.of(System.getProperty("mantle.root"))
            .resolve("docs/example-plugin/target/signal-algorithms-1.0.0.jar");

    @TempDir
    Path folder;

    /** Returns a launcher in a locale, which is set as cron, containers and a remote shell do. */
    private Launcher launcher(String variable, String locale) {
        return new Launcher(folder)
                .with("LC_ALL", "")
                .with("LC_CTYPE", "")
                .with("LANG", "")
                .with(variable, locale);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"LC_ALL=C", "LC_ALL=POSIX", "LC_CTYPE=C", "LANG=C", "LANG=", "LANG=xx_XX.UTF-8", "LC_ALL=C.UTF-8"
            })
    void everyLetterArrivesInEveryLocale(String setting) throws Exception {
        int equals = setting.indexOf('=');
        Launcher launcher = launcher(setting.substring(0, equals), setting.substring(equals + 1))
                .with("MANTLE_HOME", folder.resolve("h\u00f6me").toString());
        Files.writeString(Files.createDirectory(folder.resolve("d")).resolve("\u00e9\u4e2d\ud83d\ude00.txt"), "abc");

        Launcher.Result sorted = launcher.run("run", "SortValues", "Values=\u00fc,\u00e4", "--json");
        assertThat(sorted.exitCode()).as(sorted.err()).isZero();
        assertThat(sorted.out()).contains("\u00e4", "\u00fc").doesNotContain("\ufffd");

        Launcher.Result hashed = launcher.run("run", "HashFolder", "Directory=d");
        assertThat(hashed.exitCode()).as(hashed.err()).isZero();
        assertThat(hashed.out()).contains("  \u00e9\u4e2d\ud83d\ude00.txt");
        assertThat(folder.resolve("h\u00f6me/history.jsonl")).exists();
    }

    @Test
    void aProgramThatIsStartedWithoutTheLauncherRefusesLettersThatAreLost() throws Exception {
        // in that locale Java finds no jar in a folder with such letters, in which this may be built
        Path copy = folder.resolve("copy");
        copy(Launcher.DISTRIBUTION, copy);
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        copy.resolve("lib")
                                .resolve(Path.of(Launcher.applicationJar()).getFileName())
                                .toString(),
                        "run",
                        "SortValues",
                        "Values=\u00fc,\u00e4")
                .directory(folder.toFile())
                .redirectErrorStream(true);
        Launcher.forget(builder.environment());
        builder.environment().putAll(Map.of("LC_ALL", "C", "MANTLE_HOME", folder.toString()));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(2);
        assertThat(said)
                .contains("argument 3 has letters", "set LC_ALL=C.UTF-8")
                .hasLineCount(1);
    }

    @Test
    void bytesThatAreNoTextAreRefusedAndNotReplaced() throws Exception {
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "'" + Launcher.DISTRIBUTION + "/bin/mantle' run SortValues \"$(printf 'Values=\\374,b')\"")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(2);
        assertThat(said).contains("argument 3 has letters", "give them in UTF-8");
    }

    @Test
    void aFolderMayHaveAnyNameThatAJavaProgramCanLieIn() throws Exception {
        Path copy = folder.resolve("copy");
        copy(Launcher.DISTRIBUTION, copy);
        for (String name :
                List.of("x!", "a!/b", "!", "50%", "%21", "a+b", "a#b", "a b", "a;b", "a?b", "\u00e9", "-x")) {
            Path there = folder.resolve(name);
            Files.createDirectories(there.getParent());
            Files.move(copy, there);
            Path home = Files.createDirectories(there.resolve("home/plugins")).getParent();
            Files.copy(PLUGIN, home.resolve("plugins").resolve(PLUGIN.getFileName()));

            Launcher launcher = new Launcher(folder, there.resolve("bin/mantle")).with("MANTLE_HOME", home.toString());
            Launcher.Result list = launcher.run("list");
            assertThat(list.out()).as(name).contains("SCARFTomoReconstruction", "JoinFiles", "SmoothSignal");
            assertThat(list.err()).as(name).isEmpty();
            Launcher.Result run = launcher.run("run", "SmoothSignal", "Signal=3,0,3,6");
            assertThat(run.out()).as(name).contains("1.5", "4.5");
            assertThat(launcher.run("--version").out()).startsWith("mantle ");

            Folders.delete(home);
            Files.move(there, copy);
        }
    }

    @Test
    void aScanIsReconstructedInAFolderWithAnExclamationMark() throws Exception {
        Path there = folder.resolve("x!");
        copy(Launcher.DISTRIBUTION, there);

        Launcher.Result result =
                new Launcher(folder, there.resolve("bin/mantle")).run("quickstart", "--output", "slices!");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(folder.resolve("slices!/slice_0134.tif")).exists();
    }

    @Test
    void aColonInThePathIsRefusedForJavaSeparatesFoldersByIt() throws Exception {
        Path there = folder.resolve("a:b");
        copy(Launcher.DISTRIBUTION, there);

        Launcher.Result result = new Launcher(folder, there.resolve("bin/mantle")).run("list");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("mantle: ").contains("colon", there.toString());
    }

    /** Copies a folder without the archive of classes, which fits no other one. */
    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path :
                    tree.filter(path -> !path.toString().endsWith(".jsa")).toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
    }

    @Test
    void stateIsKeptInTheHomeThatTheEnvironmentNames() throws Exception {
        Launcher launcher =
                new Launcher(folder).with("HOME", folder.resolve("ada").toString());
        for (String home : List.of("", "~/.mantle")) {
            assertThat(launcher.with("MANTLE_HOME", home)
                            .run("run", "SortValues", "Values=b,a")
                            .exitCode())
                    .isZero();
            assertThat(folder.resolve("ada/.mantle/history.jsonl")).exists();
            Folders.delete(folder.resolve("ada"));
        }
        assertThat(launcher.with("MANTLE_HOME", "~/x y")
                        .run("resources", "add", "SCARF@STFC", "https://h.example/p/")
                        .exitCode())
                .isZero();
        assertThat(folder.resolve("ada/x y/resources.json")).exists();
        assertThat(launcher.run("history", "export", "--json", "--output=~/h.json")
                        .exitCode())
                .isZero();
        assertThat(folder.resolve("ada/h.json")).exists();
        assertThat(launcher.runWithInput("pass\n", "gateway", "user", "add", "ada", "--data=~/gateway")
                        .exitCode())
                .isZero();
        assertThat(folder.resolve("ada/gateway")).isDirectory();
        assertThat(folder.resolve("~")).doesNotExist();
    }

    @Test
    void aUserWhomTheSystemDoesNotKnowKeepsStateInHomeOrIsToldWhatToSet() throws Exception {
        Prerequisites.administrator();
        Prerequisites.command("setpriv", "util-linux");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path home = Files.createDirectory(folder.resolve("ada"));
        Files.setAttribute(home, "unix:uid", 12345);
        // the folder of the build may be closed to others, by its place or by the umask
        Path copy = folder.resolve("copy");
        copy(Launcher.DISTRIBUTION, copy);
        try (Stream<Path> tree = Files.walk(copy)) {
            for (Path path : tree.toList()) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        Launcher.Result kept = asUnknownUser(Map.of("HOME", home.toString()));
        assertThat(kept.exitCode()).as(kept.err()).isZero();
        assertThat(home.resolve(".mantle/history.jsonl")).exists();

        Launcher.Result homeless = asUnknownUser(Map.of());
        assertThat(homeless.exitCode()).isEqualTo(1);
        assertThat(homeless.err()).startsWith("mantle: ").contains("set HOME", "MANTLE_HOME");
        assertThat(folder.resolve("?")).doesNotExist();
    }

    private Launcher.Result asUnknownUser(Map<String, String> environment) throws Exception {
        List<String> command = new ArrayList<>(List.of("setpriv", "--reuid=12345", "--clear-groups"));
        command.addAll(List.of(folder + "/copy/bin/mantle", "run", "SortValues", "Values=b,a"));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        Launcher.forget(builder.environment());
        builder.environment().remove("HOME");
        builder.environment().putAll(environment);
        int exitCode = builder.start().waitFor();
        return new Launcher.Result(exitCode, Files.readString(out), Files.readString(err));
    }
}
