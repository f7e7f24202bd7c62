package org.mantle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells a reader to type, typed. */
class ReadmeIT {

    private static final Path ROOT = Path.of(System.getProperty("mantle.root"));
    private static final String PASSWORD = "correct horse battery staple";

    @TempDir
    Path folder;

    /** The gateway gets a free port here, and the log-in its password from a file, as there is nobody to type it. */
    @Test
    void theSessionByHandGoesThrough() throws Exception {
        Files.createDirectory(folder.resolve("test-data"));
        Files.copy(ROOT.resolve("test-data/i13-24737.nxs"), folder.resolve("test-data/i13-24737.nxs"));
        Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        Launcher launcher = new Launcher(folder);
        List<String> lines =
                blocks("sh session").stream().flatMap(String::lines).toList();
        assertThat(lines).hasSizeGreaterThan(8);
        Launcher.Service gateway = null;
        String url = "";
        try {
            for (String line : lines) {
                String[] words =
                        line.replace("http://127.0.0.1:8080/platform/", url).split(" ");
                if (line.startsWith("mkdir ")) {
                    Files.createDirectory(folder.resolve(words[1]));
                } else if (line.endsWith("&")) {
                    gateway = launcher.start("gateway", "--port", "0");
                    Matcher served = Pattern.compile("http://127[.]0[.]0[.]1:[0-9]+/platform/")
                            .matcher(gateway.awaitLine("serves at"));
                    assertThat(served.find()).isTrue();
                    url = served.group();
                } else {
                    run(launcher, words);
                }
            }
        } finally {
            if (gateway != null) {
                gateway.close();
            }
        }
        try (Stream<Path> slices = Files.list(folder.resolve("slices"))) {
            assertThat(slices.filter(file -> file.toString().endsWith(".tif"))).hasSize(135);
        }
    }

    @Test
    void theFirstTasteNeedsNoCluster() throws Exception {
        Files.createSymbolicLink(folder.resolve("test-data"), ROOT.resolve("test-data"));
        Launcher launcher = new Launcher(folder);
        Map<String, String> printed = new HashMap<>();
        List<String> lines = blocks("sh taste").get(0).lines().toList();
        assertThat(lines.get(0)).isEqualTo("PATH=$PWD/target/mantle/bin:$PATH");
        assertThat(ROOT.resolve("target/mantle/bin/mantle")).isExecutable();
        for (String line : lines.subList(1, lines.size())) {
            printed.put(line.replaceAll(" \\S+=.*", ""), run(launcher, line.split(" ")));
        }
        assertThat(printed.get("mantle list")).contains("SortValues", "SCARFTomoReconstruction");
        assertThat(printed.get("mantle run SortValues")).containsSubsequence("run1", "run9", "run10");
        // the mean is 40 / 8 and the variance 32 / 8
        assertThat(printed.get("mantle run CalculateStatistics"))
                .containsPattern("Mean\\s+5\\n")
                .containsPattern("Deviation\\s+2\\n");
        assertThat(printed.get("mantle run HashFolder")).contains("  i13-24737.nxs");
    }

    private static String run(Launcher launcher, String... words) throws IOException, InterruptedException {
        assertThat(words[0]).isEqualTo("mantle");
        List<String> arguments = new ArrayList<>(List.of(words).subList(1, words.length));
        if (arguments.contains("Action=LogIn")) {
            arguments.add("Password=@file:password");
        }
        Launcher.Result result = launcher.runWithInput(PASSWORD + "\n", arguments.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out() + result.err()).doesNotContain(PASSWORD);
        return result.out();
    }

    @Test
    void theJavaExampleCompilesAndRuns() throws Exception {
        String source = blocks("java").get(0);
        Path file = Files.writeString(folder.resolve("HostExample.java"), source);
        String classPath = Launcher.applicationJar();
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", classPath, "-d", folder.toString(), file.toString());
        assertThat(compiled).isZero();

        Path out = folder.resolve("out.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        folder + ":" + classPath,
                        "HostExample",
                        folder.resolve("gateway").toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        Launcher.forget(builder.environment());
        Process process = builder.start();

        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(out))
                .contains("SCARFTomoReconstruction v1")
                .contains("did you mean LogIn?")
                .contains("JobIdentifier: there is no such property")
                .contains("UserName: a value is needed")
                .contains("jobs: []");
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void everyLinkedFileIsThere() throws Exception {
        Matcher links = Pattern.compile("(?:\\]\\(|src=\")([^)#\"]+)").matcher(readme());
        List<Path> missing = new ArrayList<>();
        while (links.find()) {
            Path target = ROOT.resolve(links.group(1));
            if (!links.group(1).contains("://") && !Files.exists(target)) {
                missing.add(target);
            }
        }
        assertThat(missing).isEmpty();
    }

    /** Returns the fenced blocks of a kind. */
    private static List<String> blocks(String kind) throws IOException {
        Matcher fenced =
                Pattern.compile("```" + kind + "\n(.*?)```", Pattern.DOTALL).matcher(readme());
        List<String> blocks = new ArrayList<>();
        while (fenced.find()) {
            blocks.add(fenced.group(1));
        }
        return blocks;
    }

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }
}
