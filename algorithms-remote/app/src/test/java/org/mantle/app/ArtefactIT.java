package org.mantle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the build leaves for others, and what a stranger's build makes of it: one that knows these artefacts and no sources. */
class ArtefactIT {

    private static final Path ROOT = Path.of(System.getProperty("mantle.root"));
    private static final Path EXAMPLE = ROOT.resolve("docs/example-plugin");
    private static final String VERSION = match("<version>([^<]+)</version>", read(ROOT.resolve("pom.xml")));

    @TempDir
    Path folder;

    /** A module whose parent is the top POM, or the BOM. */
    private record Module(Path folder, String artifact) {

        String file(String extension) {
            return artifact + "-" + VERSION + extension;
        }

        Path jar() {
            return folder.resolve("target").resolve(file(".jar"));
        }

        String pom() {
            return read(folder.resolve("pom.xml"));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String match(String regex, String text) {
        Matcher matcher = Pattern.compile(regex, Pattern.DOTALL).matcher(text);
        assertThat(matcher.find()).as(regex).isTrue();
        return matcher.group(1);
    }

    private static List<Module> modules() {
        List<Module> modules = new ArrayList<>();
        Matcher names = Pattern.compile("<module>([^<]+)</module>").matcher(read(ROOT.resolve("pom.xml")));
        while (names.find()) {
            Path module = ROOT.resolve(names.group(1));
            String own = read(module.resolve("pom.xml")).replaceFirst("(?s)<parent>.*</parent>", "");
            String artifact = match("<artifactId>([^<]+)</artifactId>", own);
            if (artifact.startsWith("mantle-")) {
                modules.add(new Module(module, artifact));
            }
        }
        assertThat(modules).hasSizeGreaterThan(10);
        return modules;
    }

    private static List<Module> libraries() {
        return modules().stream()
                .filter(module -> !module.pom().contains("<packaging>pom</packaging>")
                        && !module.artifact().contains("benchmarks"))
                .toList();
    }

    @Test
    void everyJarSaysWhatItIsAndByWhichLicenceItIsGiven() throws IOException {
        for (Module module : libraries()) {
            try (JarFile jar = new JarFile(module.jar().toFile())) {
                for (String text : List.of("LICENSE", "NOTICE")) {
                    assertThat(jar.getInputStream(jar.getEntry("META-INF/" + text))
                                    .readAllBytes())
                            .as(module + " " + text)
                            .isEqualTo(Files.readAllBytes(ROOT.resolve(text)));
                }
                Attributes manifest = jar.getManifest().getMainAttributes();
                assertThat(manifest.getValue(Attributes.Name.IMPLEMENTATION_TITLE))
                        .isEqualTo(match("<name>([^<]+)</name>", module.pom()));
                assertThat(manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION))
                        .isEqualTo(VERSION);
            }
        }
    }

    @Test
    void theListOfVersionsHasEveryLibraryAndNothingElse() {
        String list = read(ROOT.resolve("framework/bom/pom.xml"));
        assertThat(list).doesNotContain("<parent>").contains("<version>" + VERSION + "</version>");
        List<String> managed = Pattern.compile("<artifactId>([^<]+)</artifactId>")
                .matcher(match("<dependencyManagement>(.*)</dependencyManagement>", list))
                .results()
                .map(result -> result.group(1))
                .toList();
        assertThat(managed)
                .containsExactlyInAnyOrderElementsOf(
                        libraries().stream().map(Module::artifact).toList());
    }

    @Test
    void thePomsSayWhereTheProjectIsAndByWhichLicence() {
        for (String pom : List.of(read(ROOT.resolve("pom.xml")), read(ROOT.resolve("framework/bom/pom.xml")))) {
            assertThat(pom)
                    .contains("<url>https://www.apache.org/licenses/LICENSE-2.0.txt</url>")
                    .contains("<url>${mantle.url}</url>")
                    .containsPattern("<scm.*><url>\\$\\{mantle.url}</url></scm>");
        }
        assertThat(match("<mantle.url>(.*?)</mantle.url>", read(ROOT.resolve("pom.xml"))))
                .isEqualTo(match("<mantle.url>(.*?)</mantle.url>", read(ROOT.resolve("framework/bom/pom.xml"))));
    }

    @Test
    void theExampleForAuthorsIsBuiltByAStranger() throws Exception {
        Path project = folder.resolve("signals");
        try (Stream<Path> all = Files.walk(EXAMPLE)) {
            for (Path file : all.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(EXAMPLE.resolve("target")))
                    .toList()) {
                Path copy = project.resolve(EXAMPLE.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }

        String said = build(project, "package");

        assertThat(said).doesNotContain("BUILD FAILURE");
        String tests =
                read(project.resolve("target/surefire-reports/TEST-com.example.signals.SignalContractTests.xml"));
        // 3 requirements of the provider, and 17 of each algorithm
        assertThat(match("<testsuite [^>]*\\btests=\"(\\d+)\"", tests)).isEqualTo("54");
        assertThat(tests).contains("errors=\"0\"", "failures=\"0\"");
        try (JarFile jar = new JarFile(
                project.resolve("target/signal-algorithms-1.0.0.jar").toFile())) {
            assertThat(jar.getEntry("META-INF/mantle/com.example.signals.PackageAlgorithms.index"))
                    .isNotNull();
        }
    }

    @Test
    void theAlgorithmOfTheReadmeIsBuiltAndRun() throws Exception {
        String readme = read(ROOT.resolve("README.md"));
        Path project = folder.resolve("sums");
        Path source = project.resolve("src/main/java/com/example/Sums.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, match("```java algorithm\n(.*?)```", readme));
        Files.copy(EXAMPLE.resolve("pom.xml"), project.resolve("pom.xml"));

        build(project, "package");

        Launcher launcher = new Launcher(folder);
        Path plugins = Files.createDirectories(launcher.home().resolve("plugins"));
        Files.copy(project.resolve("target/signal-algorithms-1.0.0.jar"), plugins.resolve("sums.jar"));
        String shown = match("```console algorithm\n\\$ (.*?)```", readme);
        String command = shown.lines().findFirst().orElseThrow();
        Launcher.Result result =
                launcher.run(command.substring("mantle ".length()).split(" "));
        assertThat(command + "\n" + result.out()).as(result.err()).isEqualTo(shown);
    }

    @Test
    void aWrongDeclarationFailsAStrangersBuildInWordsForItsAuthor() throws Exception {
        Path project = folder.resolve("wrong");
        Path source = project.resolve("src/main/java/com/example/Sums.java");
        Files.createDirectories(source.getParent());
        Files.writeString(
                source,
                match("```java algorithm\n(.*?)```", read(ROOT.resolve("README.md")))
                        .replace("name = \"A\"", "name = \"A\", min = 5, max = 2"));
        Files.copy(EXAMPLE.resolve("pom.xml"), project.resolve("pom.xml"));

        assertThat(maven(project, 1, "process-classes"))
                .contains("no value is allowed for A, which must be at least 5 and at most 2")
                .doesNotContain("\tat ");
    }

    private String build(Path project, String phase) throws IOException, InterruptedException {
        return maven(project, 0, phase);
    }

    /** Runs this Maven, with nothing but what it has fetched before and what this build left. */
    private String maven(Path project, int exitCode, String phase) throws IOException, InterruptedException {
        Path settings = Files.writeString(folder.resolve("settings.xml"), """
                <settings>
                  <localRepository>%s</localRepository>
                  <profiles>
                    <profile>
                      <id>here</id>
                      <repositories>%s</repositories>
                      <pluginRepositories>%s</pluginRepositories>
                    </profile>
                  </profiles>
                  <activeProfiles><activeProfile>here</activeProfile></activeProfiles>
                </settings>
                """.formatted(
                        folder.resolve("repository"), repositories("repository"), repositories("pluginRepository")));
        publish(folder.resolve("published"));
        Path out = folder.resolve("maven.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("mantle.maven.home"), "bin", "mvn")
                                .toString(),
                        "-B",
                        "-s",
                        settings.toString(),
                        phase)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        Launcher.forget(builder.environment());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        String said = new String(Files.readAllBytes(out), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(exitCode);
        return said;
    }

    private String repositories(String tag) {
        String fetched =
                Path.of(System.getProperty("mantle.maven.repository")).toUri().toString();
        return Stream.of(
                        "central " + fetched,
                        "published " + folder.resolve("published").toUri())
                .map(repository -> repository.split(" "))
                .map(words ->
                        "<%1$s><id>%2$s</id><url>%3$s</url><releases><checksumPolicy>ignore</checksumPolicy></releases></%1$s>"
                                .formatted(tag, words[0], words[1]))
                .reduce("", String::concat);
    }

    /** Lays out a repository of this build's artefacts. */
    private static void publish(Path repository) throws IOException {
        Path parent = Files.createDirectories(repository.resolve("org/mantle/mantle/" + VERSION));
        Files.copy(ROOT.resolve("pom.xml"), parent.resolve("mantle-" + VERSION + ".pom"));
        for (Module module : libraries()) {
            Path place = Files.createDirectories(
                    repository.resolve("org/mantle").resolve(module.artifact()).resolve(VERSION));
            Files.copy(module.folder().resolve("pom.xml"), place.resolve(module.file(".pom")));
            Files.copy(module.jar(), place.resolve(module.file(".jar")));
        }
    }
}
