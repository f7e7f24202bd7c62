package org.mantle.framework;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Property;
import org.mantle.validators.Bounds;

/** Which classes a process loads for its first run: docs/decisions.md says why they are few. */
class FirstRunTests {

    /** What a first run loaded when this was written, and a few for what comes. */
    private static final int MOST = 105;

    private static List<String> loaded = List.of();

    /** What the search for providers alone loads: the JDK's own takes a stream. */
    private static List<String> found = List.of();

    static final class Doubled extends Algorithm {

        private static final Property<Integer> GIVEN =
                Property.integer("Given").documentation("A number.").build();
        private static final Property<Integer> TWICE = Property.integer("Twice")
                .documentation("Twice as much.")
                .output()
                .build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("Doubled")
                    .categories("Tests")
                    .summary("Doubles a number.")
                    .properties(GIVEN, TWICE);
        }

        @Override
        protected void execute(Context run) {
            run.set(TWICE, 2 * run.get(GIVEN));
        }
    }

    /** What a process on the class path discovers. */
    public static final class Provider implements AlgorithmProvider {

        @Override
        public MethodHandles.Lookup lookup() {
            return MethodHandles.lookup();
        }

        @Override
        public List<Class<? extends Algorithm>> algorithms() {
            return List.of(Doubled.class);
        }
    }

    /** The process: discovers what is there and runs it once, by name. */
    static final class Host {

        private Host() {}

        public static void main(String[] args) {
            try (Mantle mantle = Mantle.load()) {
                Object twice =
                        mantle.run("Doubled", Map.of("Given", "21")).asMap().get("Twice");
                if (!Integer.valueOf(42).equals(twice)) {
                    throw new IllegalStateException("the run gave " + twice);
                }
            }
        }
    }

    /** The process beside it: discovers providers without the framework's help, and runs nothing. */
    static final class Discovery {

        private Discovery() {}

        public static void main(String[] args) {
            for (AlgorithmProvider provider : ServiceLoader.load(AlgorithmProvider.class)) {
                provider.lookup();
            }
        }
    }

    @BeforeAll
    static void startTheProcesses(@TempDir Path folder) throws IOException, InterruptedException, URISyntaxException {
        for (Class<?> own : List.of(Doubled.class, Provider.class, Host.class, Discovery.class)) {
            Path file = folder.resolve(own.getName().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            try (InputStream in = own.getResourceAsStream("/" + own.getName().replace('.', '/') + ".class")) {
                Files.copy(in, file);
            }
        }
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(AlgorithmProvider.class.getName()), Provider.class.getName());
        List<String> path = new ArrayList<>(List.of(folder.toString()));
        for (Class<?> library : List.of(Mantle.class, Bounds.class, JsonForm.class, JsonElement.class)) {
            path.add(Path.of(library.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        found = loaded(Discovery.class, path, folder);
        loaded = loaded(Host.class, path, folder);
    }

    private static List<String> loaded(Class<?> main, List<String> path, Path folder)
            throws IOException, InterruptedException {
        Path log = folder.resolve(main.getSimpleName() + ".log");
        Path said = folder.resolve(main.getSimpleName() + ".txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:file=" + log + "::filecount=0",
                        "-cp",
                        String.join(File.pathSeparator, path),
                        main.getName())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        int exit = process.waitFor();
        assertThat(exit).as(Files.readString(said)).isZero();
        // [0.012s][info][class,load] java.lang.Object source: shared objects file
        return Files.readString(log)
                .lines()
                .filter(line -> line.contains(" source: "))
                .map(line -> line.substring(line.lastIndexOf("] ") + 2))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    private static List<String> beginningWith(String... beginnings) {
        return loaded.stream()
                .filter(name -> Stream.of(beginnings).anyMatch(name::startsWith))
                .filter(name -> name.startsWith("org.mantle.") || !found.contains(name))
                .toList();
    }

    @Test
    void aFirstRunLoadsNothingOfJsonOfStreamsAndOfTheCommons() {
        assertThat(loaded).as("the log is read").contains(Mantle.class.getName());
        assertThat(beginningWith("com.google.gson.", "java.util.stream.", "java.util.regex.", "org.mantle.commons."))
                .isEmpty();
    }

    @Test
    void aFirstRunMakesNoLambda() {
        // newer JDKs make one of their own when they open a jar
        String ofJars = "java.util.zip.ZipFile$Source$$Lambda";
        boolean madeForJars = loaded.stream().anyMatch(name -> name.startsWith(ofJars));
        assertThat(loaded.stream()
                        .filter(name -> name.contains("$$Lambda") || name.endsWith("LambdaMetafactory"))
                        .filter(name ->
                                !madeForJars || !(name.startsWith(ofJars) || name.endsWith("LambdaMetafactory"))))
                .isEmpty();
    }

    @Test
    void aFirstRunLoadsFewClassesOfTheHouse() {
        List<String> ours = beginningWith("org.mantle.").stream().sorted().toList();
        assertThat(ours.size())
                .as(() -> "classes that a first run needs; what only some runs need is for those to load: "
                        + String.join("\n", ours))
                .isLessThanOrEqualTo(MOST);
    }
}
