package org.mantle.framework.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.run.RegistryFault;
import org.mantle.framework.testing.TestHosts;

/** Providers are found by {@link java.util.ServiceLoader}, on the class path and in a jar that comes later. */
class DiscoveryTests {

    /** Named in this test's META-INF/services, as an author names theirs. */
    public static final class ClassPathProvider implements AlgorithmProvider {
        @Override
        public MethodHandles.Lookup lookup() {
            return MethodHandles.lookup();
        }

        @Override
        public List<Class<? extends Algorithm>> algorithms() {
            return List.of(Discovered.class);
        }
    }

    static final class Discovered extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Discovered");
        }

        @Override
        protected void execute(Context run) {}
    }

    private static final String PLUGIN = """
            package plugin;

            import java.lang.invoke.MethodHandles;
            import java.util.List;
            import org.mantle.framework.*;
            import org.mantle.framework.algorithm.*;
            import org.mantle.framework.history.*;
            import org.mantle.framework.property.*;
            import org.mantle.framework.run.*;
            import org.mantle.framework.type.*;

            public final class Provider implements AlgorithmProvider {
                @Override public MethodHandles.Lookup lookup() { return MethodHandles.lookup(); }
                @Override public List<Class<? extends Algorithm>> algorithms() {
                    return List.of(Doubles.class, Broken.class);
                }
            }

            final class Doubles extends Algorithm {
                private static final Property<Integer> X = Property.integer("X").mandatory().build();
                private static final Property<Integer> Y = Property.integer("Y").output().build();
                @Override protected void declare(Declaration d) {
                    d.name("Doubles").categories("Plugin").summary("Doubles a number.").properties(X, Y);
                }
                @Override protected void execute(Context run) { run.set(Y, 2 * run.get(X)); }
            }

            final class Broken extends Algorithm {
                private static final int NEVER = Integer.parseInt("never");
                @Override protected void declare(Declaration d) { d.name("Broken" + NEVER); }
                @Override protected void execute(Context run) {}
            }
            """;

    /** Compiles the plugin against the framework as it is, and packs it with the given list of providers. */
    private static Path jar(Path folder, String providers, String... leftOut) throws IOException {
        Path source = Files.writeString(folder.resolve("Provider.java"), PLUGIN);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        String classPath = locationOf(Algorithm.class)
                + System.getProperty("path.separator")
                + locationOf(org.mantle.validators.Validator.class)
                + System.getProperty("path.separator")
                + locationOf(com.google.gson.JsonElement.class);
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", classPath, "-d", classes.toString(), source.toString());
        assertThat(failed).isZero();
        Path jar = folder.resolve("plugin.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> compiled = Files.list(classes.resolve("plugin"))) {
            for (Path one : compiled.toList()) {
                if (List.of(leftOut).contains(one.getFileName().toString())) {
                    continue;
                }
                out.putNextEntry(new JarEntry("plugin/" + one.getFileName()));
                Files.copy(one, out);
            }
            out.putNextEntry(new JarEntry("META-INF/services/" + AlgorithmProvider.class.getName()));
            out.write(providers.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return jar;
    }

    private static Path locationOf(Class<?> type) {
        return Path.of(java.net.URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    @Test
    void theClassPathIsSearchedUnlessTheHostSaysNo() {
        try (Mantle mantle = Mantle.load();
                Mantle without = Mantle.builder().discover(false).build()) {
            assertThat(mantle.registry().find("Discovered")).isPresent();
            assertThat(without.registry().find("Discovered")).isEmpty();
        }
    }

    @Test
    void aJarThatComesLaterBringsItsAlgorithmsWithoutOpeningItsPackage(@TempDir Path folder) throws IOException {
        Path jar = jar(folder, "plugin.Provider\n");
        try (URLClassLoader loader = new URLClassLoader(
                        new URL[] {jar.toUri().toURL()}, getClass().getClassLoader());
                Mantle mantle = Mantle.builder().classLoader(loader).build()) {
            assertThat(mantle.run("doubles", Map.of("x", "21")).get("Y")).isEqualTo(42);
            assertThat(mantle.registry().get("Doubles").source()).contains("plugin.Doubles", "plugin.jar");
            assertThat(mantle.registry().find("Discovered")).isPresent();
            assertThat(mantle.registry().faults()).singleElement().satisfies(fault -> {
                assertThat(fault.source()).contains("plugin.Broken");
                assertThat(fault.message()).contains("never");
            });
        }
    }

    @Test
    void whatTheListOfProvidersGetsWrongIsAFaultAndTheRestIsFound(@TempDir Path folder) throws IOException {
        Path jar = jar(folder, "plugin.Missing\nplugin.Doubles\nplugin.Provider\n");
        try (URLClassLoader loader = new URLClassLoader(
                        new URL[] {jar.toUri().toURL()}, getClass().getClassLoader());
                Mantle mantle = Mantle.builder().classLoader(loader).build()) {
            assertThat(mantle.registry().find("Doubles")).isPresent();
            assertThat(mantle.registry().faults())
                    .extracting(RegistryFault::message)
                    .anySatisfy(message ->
                            assertThat(message).contains("plugin.Missing is not there", "META-INF/services/"))
                    .anySatisfy(
                            message -> assertThat(message).contains("plugin.Doubles is an algorithm, and no provider"));
        }
    }

    @Test
    void aClassThatCannotBeLinkedIsAFaultAndTheRestIsFound(@TempDir Path folder) throws IOException {
        Path jar = jar(folder, "plugin.Provider\n", "Doubles.class");
        try (URLClassLoader loader = new URLClassLoader(
                        new URL[] {jar.toUri().toURL()}, getClass().getClassLoader());
                Mantle mantle = Mantle.builder().classLoader(loader).build()) {
            assertThat(mantle.registry().find("Discovered")).isPresent();
            assertThat(mantle.registry().faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.message()).contains("NoClassDefFoundError", "plugin/Doubles"));
        }
    }

    @Test
    void aBytecodeThatIsNoneIsAFaultAndTheRestIsFound(@TempDir Path folder) throws IOException {
        Path plugin = Files.createDirectories(folder.resolve("plugin"));
        Files.writeString(plugin.resolve("Provider.class"), "no bytecode");
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(AlgorithmProvider.class.getName()), "plugin.Provider\n");
        try (URLClassLoader loader = new URLClassLoader(
                        new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
                Mantle mantle = Mantle.builder().classLoader(loader).build()) {
            assertThat(mantle.registry().find("Discovered")).isPresent();
            assertThat(mantle.registry().faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.message()).contains("ClassFormatError"));
        }
    }

    /** A class path that counts how often it is asked for the folder of indexes. */
    private static final class CountedFolder extends URLClassLoader {

        private final AtomicInteger asked = new AtomicInteger();

        CountedFolder(Path jar) throws MalformedURLException {
            super(new URL[] {jar.toUri().toURL()}, DiscoveryTests.class.getClassLoader());
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            if (name.equals("META-INF/mantle/")) {
                asked.incrementAndGet();
            }
            return super.getResources(name);
        }
    }

    /** A jar of tens of thousands of entries would be read for it. */
    @Test
    void indexesThatNoProviderClaimsAreLookedForWhenSomebodyAsksForFaults(@TempDir Path folder) throws IOException {
        TestPlugin plugin = TestPlugin.compile(
                        folder,
                        TestPlugin.algorithm("One"),
                        TestPlugin.algorithm("Two"),
                        TestPlugin.provider("First", "One"),
                        TestPlugin.provider("Second", "Two"))
                .providers("First", "Second")
                .index()
                .providers("Second");
        try (CountedFolder loader = new CountedFolder(plugin.jar(folder.resolve("packed.jar")));
                Mantle mantle = Mantle.builder().classLoader(loader).build()) {
            assertThat(mantle.run("Two", Map.of()).get("Who")).isEqualTo("Two");
            assertThat(mantle.registry().find("One")).isEmpty();
            assertThat(loader.asked).hasValue(0);

            for (int time = 0; time < 2; time++) {
                assertThat(mantle.registry().faults())
                        .filteredOn(fault -> fault.source().contains("packed.jar"))
                        .singleElement()
                        .satisfies(fault ->
                                assertThat(fault.message()).contains("plugin.First", "its algorithms are missing"));
            }
            assertThat(loader.asked).hasValue(1);
        }
    }
}
