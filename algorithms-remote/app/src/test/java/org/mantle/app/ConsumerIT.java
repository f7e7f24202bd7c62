package org.mantle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stranger's program against the packaged jars: compiled and run as a module, on the class path, and in an image of its own. */
class ConsumerIT {

    private static final Path LIB = Launcher.DISTRIBUTION.resolve("lib");

    /** What the page on the framework names, and the small algorithms. */
    private static final List<String> JARS = List.of(
            "mantle-framework-", "mantle-validators-", "mantle-commons-", "gson-", "jspecify-", "mantle-algorithms-");

    private static final String MODULE = """
            module example {
                requires org.mantle.framework;
                provides org.mantle.framework.algorithm.AlgorithmProvider with example.Host.Provider;
            }
            """;

    private static final String HOST = """
            package example;

            import com.google.gson.JsonPrimitive;
            import java.lang.invoke.MethodHandles;
            import java.util.List;
            import java.util.Map;
            import org.mantle.framework.Mantle;
            import org.mantle.framework.algorithm.Algorithm;
            import org.mantle.framework.algorithm.AlgorithmProvider;
            import org.mantle.framework.algorithm.Context;
            import org.mantle.framework.algorithm.Declaration;
            import org.mantle.framework.property.Property;
            import org.mantle.framework.run.Outputs;
            import org.mantle.validators.Validators;

            public final class Host {

                static final class Twice extends Algorithm {
                    static final Property<Integer> GIVEN = Property.integer("Given")
                            .validator(Validators.atLeast(1)).documentation("A number.").build();
                    static final Property<Integer> TWICE =
                            Property.integer("Twice").output().documentation("Twice as much.").build();

                    @Override protected void declare(Declaration declaration) {
                        declaration.name("Twice").categories("Example").summary("Doubles.").properties(GIVEN, TWICE);
                    }

                    @Override protected void execute(Context run) {
                        run.set(TWICE, 2 * run.get(GIVEN));
                    }
                }

                public static final class Provider implements AlgorithmProvider {
                    @Override public MethodHandles.Lookup lookup() { return MethodHandles.lookup(); }
                    @Override public List<Class<? extends Algorithm>> algorithms() { return List.of(Twice.class); }
                }

                private Host() {}

                public static void main(String[] args) {
                    try (Mantle mantle = Mantle.load()) {
                        Outputs outputs = mantle.run("Twice", Map.of("Given", new JsonPrimitive(21)));
                        System.out.println(outputs.get("Twice"));
                        System.out.println(
                                mantle.run("SortValues", Map.of("Values", List.of("b", "a"))).get("SortedValues"));
                        System.out.println(mantle.registry().faults());
                    }
                }
            }
            """;

    private static final String SAID = "42\n[a, b]\n[]\n";

    @TempDir
    Path folder;

    private static List<String> jars() throws Exception {
        try (Stream<Path> all = Files.list(LIB)) {
            List<String> jars = all.filter(jar -> JARS.stream()
                            .anyMatch(beginning -> jar.getFileName().toString().startsWith(beginning)))
                    .map(Path::toString)
                    .toList();
            assertThat(jars).hasSize(JARS.size());
            return jars;
        }
    }

    private static String path(List<String> jars) {
        return String.join(File.pathSeparator, jars);
    }

    /** Runs one of this JDK's tools, and returns what it says. */
    private String run(String tool, String... arguments) throws Exception {
        Path said = folder.resolve(tool + ".txt");
        List<String> command = new ArrayList<>();
        Path program = Path.of(tool);
        command.add(
                (program.isAbsolute() ? program : Path.of(System.getProperty("java.home"), "bin", tool)).toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        Launcher.forget(builder.environment());
        Process process = builder.start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        return Files.readString(said);
    }

    private Path compileModule() throws Exception {
        Path classes = folder.resolve("module");
        run(
                "javac",
                "-Xlint:all",
                "-Werror",
                "-p",
                path(jars()),
                "-d",
                classes.toString(),
                Files.writeString(folder.resolve("module-info.java"), MODULE).toString(),
                Files.writeString(folder.resolve("Host.java"), HOST).toString());
        return classes;
    }

    @Test
    void aModuleIsCompiledAndRun() throws Exception {
        Path classes = compileModule();

        String said = run(
                "java",
                "-p",
                path(jars()) + File.pathSeparator + classes,
                "--add-modules",
                "org.mantle.algorithms",
                "-m",
                "example/example.Host");

        assertThat(said).isEqualTo(SAID);
    }

    @Test
    void aProgramOnTheClassPathIsCompiledAndRun() throws Exception {
        Path classes = folder.resolve("classes");
        run(
                "javac",
                "-Xlint:all",
                "-Werror",
                "-cp",
                path(jars()),
                "-d",
                classes.toString(),
                Files.writeString(folder.resolve("Host.java"), HOST).toString());
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(
                services.resolve("org.mantle.framework.algorithm.AlgorithmProvider"), "example.Host$Provider");

        assertThat(run("java", "-cp", path(jars()) + File.pathSeparator + classes, "example.Host"))
                .isEqualTo(SAID);
    }

    /** Stripped classes are others than those that the indexes in the jars were made from. */
    @Test
    void anImageWithoutDebugInformationHasNoFaults() throws Exception {
        Path image = folder.resolve("image");
        run(
                "jlink",
                "-p",
                path(jars()) + File.pathSeparator + compileModule(),
                "--add-modules",
                "example,org.mantle.algorithms",
                "--strip-debug",
                "--output",
                image.toString());

        assertThat(run(image.resolve("bin/java").toString(), "-m", "example/example.Host"))
                .isEqualTo(SAID);
    }

    @Test
    void everyModuleOfTheHouseCanBeRequired() throws Exception {
        List<Path> path = new ArrayList<>(List.of(LIB));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (Stream.of("testkit", "junit", "opentest4j", "apiguardian").anyMatch(entry::contains)) {
                path.add(Path.of(entry));
            }
        }
        List<String> modules = ModuleFinder.of(path.toArray(Path[]::new)).findAll().stream()
                .map(ModuleReference::descriptor)
                .filter(module -> module.name().startsWith("org.mantle."))
                .map(ModuleDescriptor::name)
                .sorted()
                .toList();
        assertThat(modules).contains("org.mantle.framework", "org.mantle.remote", "org.mantle.testkit");

        String requires = "module example { requires " + String.join("; requires ", modules) + "; }";
        run(
                "javac",
                "-p",
                path(path.stream().map(Path::toString).toList()),
                "-d",
                folder.resolve("all").toString(),
                Files.writeString(folder.resolve("module-info.java"), requires).toString());
    }

    /** What differs between two builds of the same sources is the time, and who builds where. */
    @Test
    void theJarsOfTheHouseTellNothingOfTheirBuild() throws Exception {
        Matcher stamp = Pattern.compile("<project.build.outputTimestamp>(.*)Z</")
                .matcher(Files.readString(Path.of(System.getProperty("mantle.root"), "pom.xml")));
        assertThat(stamp.find()).isTrue();
        List<Path> jars;
        try (Stream<Path> all = Files.list(LIB)) {
            jars = all.filter(jar -> jar.getFileName().toString().matches("mantle-.*\\.jar"))
                    .toList();
        }
        assertThat(jars).hasSizeGreaterThan(5);
        for (Path file : jars) {
            try (JarFile jar = new JarFile(file.toFile())) {
                assertThat(jar.stream())
                        .as(file.toString())
                        .isNotEmpty()
                        .allMatch(entry -> entry.getTimeLocal().equals(LocalDateTime.parse(stamp.group(1))));
                assertThat(jar.getManifest().getMainAttributes().keySet())
                        .as(file.toString())
                        .extracting(Object::toString)
                        .doesNotContain(
                                "Built-By", "Build-Jdk", "Build-Time", "Build-Date", "Build-Os", "Bnd-LastModified");
            }
        }
    }
}
