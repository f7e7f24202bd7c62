package org.mantle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page on the framework tells the author of a host to type, typed. */
class FrameworkPageIT {

    private static final Path ROOT = Path.of(System.getProperty("mantle.root"));
    private static final String HOST = """
            package example;

            import java.util.List;
            import java.util.Map;
            import org.mantle.framework.Mantle;

            public final class Host {
                public static void main(String[] args) {
                    try (Mantle mantle = Mantle.load()) {
                        System.out.println(mantle.run("SortValues", Map.of("Values", List.of("b", "a"))).get("SortedValues"));
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void anArchiveHasTheClassesOfTheFramework() throws Exception {
        // copied, since the JDK archives nothing from a path with a blank or a letter beyond ASCII
        Path lib = Files.createDirectory(folder.resolve("lib"));
        try (Stream<Path> jars = Files.list(Launcher.DISTRIBUTION.resolve("lib"))) {
            for (Path jar : jars.toList()) {
                Files.copy(jar, lib.resolve(jar.getFileName()));
            }
        }
        packHost();
        Matcher block = Pattern.compile("```sh\n(java -XX:Archive.*\n)(java .*\n)```")
                .matcher(Files.readString(ROOT.resolve("docs/framework.md")));
        assertThat(block.find()).isTrue();

        assertThat(run(block.group(1), "made.txt")).contains("[a, b]");
        assertThat(run(block.group(2), "used.txt")).contains("[a, b]");

        assertThat(frameworkClasses("made.txt")).anyMatch(line -> line.contains("source: file:"));
        assertThat(frameworkClasses("used.txt")).isNotEmpty().noneMatch(line -> line.contains("source: file:"));
    }

    private void packHost() throws Exception {
        Path source = Files.writeString(folder.resolve("Host.java"), HOST);
        String classes = folder.resolve("classes").toString();
        run("javac", "-cp", Launcher.applicationJar(), "-d", classes, source.toString());
        run("jar", "--create", "--file", folder.resolve("host.jar").toString(), "-C", classes, ".");
    }

    private static void run(String tool, String... arguments) {
        int exit = ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, arguments);
        assertThat(exit).as(tool).isZero();
    }

    /** Types a line, and has the JVM write which classes it loads from where. */
    private String run(String line, String classes) throws Exception {
        Path out = folder.resolve("out.txt");
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        shell.environment().put("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + classes);
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        shell.environment().merge("PATH", java, (path, first) -> first + ":" + path);
        Process process = shell.start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
        return Files.readString(out);
    }

    private List<String> frameworkClasses(String file) throws Exception {
        return Files.readAllLines(folder.resolve(file)).stream()
                .filter(line -> line.contains(" org.mantle.framework."))
                .toList();
    }
}
