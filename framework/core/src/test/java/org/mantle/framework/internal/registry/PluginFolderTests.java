package org.mantle.framework.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mantle.framework.internal.registry.TestPlugin.algorithm;
import static org.mantle.framework.internal.registry.TestPlugin.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.run.RegistryFault;
import org.mantle.framework.testing.Patience;

/** Jars in a plugin folder: each with a loader of its own, and what is wrong with one. */
class PluginFolderTests extends PluginJars {

    @Test
    void aFolderThatIsNotThereHasNoPlugins() {
        try (Mantle mantle = host()) {
            assertThat(mantle.registry().all()).isEmpty();
            assertThat(mantle.registry().faults()).isEmpty();
        }
    }

    @Test
    void eachJarHasItsOwnClassesUnderTheSameNames() throws IOException {
        jar("a.jar", "First", 1, "of a");
        jar("b.jar", "Second", 1, "of b");
        Files.writeString(plugins().resolve("readme.txt"), "no plugin");
        Files.writeString(plugins().resolve(".hidden.jar"), "no plugin");
        try (Mantle mantle = host()) {
            assertThat(names(mantle)).containsExactly("First v1", "Second v1");
            assertThat(who(mantle, "First")).isEqualTo("of a");
            assertThat(who(mantle, "Second")).isEqualTo("of b");
            assertThat(mantle.registry().faults()).isEmpty();
            assertThat(mantle.registry().get("First").source())
                    .contains("plugin.One")
                    .contains("a.jar");
        }
    }

    @Test
    void aFolderOfJarsIsAPluginWithItsLibraries() throws IOException {
        TestPlugin library = TestPlugin.compile(
                Files.createDirectories(folder.resolve("library")),
                "public final class Words { public static String hello() { return \"hello\"; } }");
        TestPlugin plugin = TestPlugin.compile(
                        Files.createDirectories(folder.resolve("build")),
                        algorithm("One").replace("run.set(WHO, \"One\")", "run.set(WHO, Words.hello())"),
                        "public final class Words { public static String hello() { return \"\"; } }",
                        provider("Provider", "One"))
                .providers("Provider");
        Files.delete(plugin.classes().resolve("plugin/Words.class"));
        plugin.jar(plugins().resolve("with-library/plugin.jar"));
        library.jar(plugins().resolve("with-library/words.jar"));
        plugin.jar(plugins().resolve("alone/plugin.jar"));
        try (Mantle mantle = host()) {
            assertThat(mantle.registry().faults()).singleElement().satisfies(fault -> {
                assertThat(fault.message()).contains("One v1 is there already");
                assertThat(fault.source()).contains("with-library");
            });
            assertThat(mantle.registry().get("One").source()).contains("alone");
        }
        TestPlugin.delete(plugins().resolve("alone"));
        try (Mantle mantle = host()) {
            assertThat(who(mantle, "One")).isEqualTo("hello");
            assertThat(mantle.registry().faults()).isEmpty();
        }
    }

    @Test
    void onlyTheProvidersOfThePluginsOwnJarsCount() throws IOException {
        jar("a.jar", "First", 1, "of a");
        try (Mantle mantle = host()) {
            // the tests' own provider is on the class path of the framework's loader
            assertThat(mantle.registry().find("Discovered")).isEmpty();
            assertThat(names(mantle)).containsExactly("First v1");
        }
    }

    @Test
    void whatIsWrongWithAJarIsAFaultWithItsPathAndHarmsNoOther() throws IOException {
        jar("fine.jar", "Fine", 1, "fine");
        Files.writeString(plugins().resolve("broken.jar"), "this is no jar");
        TestPlugin.compile(Files.createDirectories(folder.resolve("empty")), algorithm("One"))
                .jar(plugins().resolve("empty.jar"));
        TestPlugin missing = TestPlugin.compile(
                        Files.createDirectories(folder.resolve("missing")),
                        "public abstract class Base implements AlgorithmProvider {}",
                        provider("Provider").replace("implements AlgorithmProvider", "extends Base"))
                .providers("Provider", "Nobody");
        Files.delete(missing.classes().resolve("plugin/Base.class"));
        missing.jar(plugins().resolve("missing.jar"));
        jar("later.jar", "Fine", 1, "a double");
        try (Mantle mantle = host()) {
            assertThat(names(mantle)).containsExactly("Fine v1");
            assertThat(who(mantle, "Fine")).isEqualTo("fine");
            assertThat(mantle.registry().faults())
                    .extracting(RegistryFault::source, RegistryFault::message)
                    .satisfiesExactlyInAnyOrder(
                            fault -> assertThat(fault.toString())
                                    .contains("broken.jar", "it is no jar that can be read"),
                            fault -> assertThat(fault.toString()).contains("empty.jar", "it names no provider"),
                            fault -> assertThat(fault.toString()).contains("missing.jar", "plugin/Base"),
                            fault -> assertThat(fault.toString()).contains("missing.jar", "plugin.Nobody"),
                            fault ->
                                    assertThat(fault.toString()).contains("later.jar", "is there already", "fine.jar"));
        }
    }

    @Test
    void aPluginWhoseProviderTheHostHasAlreadyIsAFault() throws IOException {
        TestPlugin plugin = TestPlugin.compile(Files.createDirectories(folder.resolve("build")), algorithm("One"));
        Path services = Files.createDirectories(plugin.classes().resolve("META-INF/services"));
        Files.writeString(
                services.resolve(AlgorithmProvider.class.getName()),
                org.mantle.framework.examples.TextProvider.class.getName());
        plugin.jar(plugins().resolve("again.jar"));
        try (Mantle mantle = host()) {
            assertThat(mantle.registry().all()).isEmpty();
            assertThat(mantle.registry().faults()).singleElement().satisfies(fault -> {
                assertThat(fault.source()).contains("again.jar");
                assertThat(fault.message()).contains("class path");
            });
        }
    }

    @Test
    void aProviderThatTheHostHasAlreadyHarmsNoOtherOfItsJar() throws IOException {
        TestPlugin plugin = TestPlugin.compile(
                Files.createDirectories(folder.resolve("build")), algorithm("One"), provider("Provider", "One"));
        Path services = Files.createDirectories(plugin.classes().resolve("META-INF/services"));
        String ofHost = org.mantle.framework.examples.TextProvider.class.getName();
        Files.writeString(
                services.resolve(AlgorithmProvider.class.getName()), ofHost + " # one\nplugin.Provider\n" + ofHost);
        plugin.jar(plugins().resolve("both.jar"));
        try (Mantle mantle = host()) {
            assertThat(names(mantle)).containsExactly("One v1");
            assertThat(mantle.registry().faults()).singleElement().satisfies(fault -> {
                assertThat(fault.source()).contains("both.jar");
                assertThat(fault.message()).contains(ofHost).contains("class path");
            });
        }
    }

    /** A library in one version, in which a method of another one is not there. */
    private TestPlugin library(String version, String method) throws IOException {
        return TestPlugin.compile(
                Files.createDirectories(folder.resolve("library " + version)),
                "public final class Words { public static String %s() { return \"%s\"; } }".formatted(method, version));
    }

    /** Starts a JVM whose class path has a library, in a version of the host's own, and returns what a host in it says. */
    private String hostWithLibrary(TestPlugin library, String... shared) throws IOException, InterruptedException {
        String host = """
                public final class Host {
                    public static void main(String[] args) throws Exception {
                        String[] shared = java.util.Arrays.copyOfRange(args, 1, args.length);
                        try (Mantle mantle = Mantle.builder().discover(false).sharedPackages(shared)
                                .pluginFolder(java.nio.file.Path.of(args[0])).build()) {
                            mantle.registry().faults().forEach(System.out::println);
                            System.out.println(mantle.run("One", java.util.Map.of()).get("Who"));
                        } catch (AlgorithmFailedException e) {
                            System.out.println(e.getMessage());
                        }
                    }
                }
                """;
        TestPlugin program = TestPlugin.compile(Files.createDirectories(folder.resolve("host")), host);
        String commons = Path.of(java.net.URI.create(org.mantle.commons.json.JsonForm.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                String.join(
                        java.io.File.pathSeparator,
                        TestPlugin.classPath(),
                        commons,
                        library.classes().toString(),
                        program.classes().toString()),
                "plugin.Host",
                plugins().toString()));
        command.addAll(List.of(shared));
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        return Files.readString(said).strip();
    }

    @Test
    void aLibraryOfThePluginCountsBeforeThatOfTheHostUnlessTheHostSharesItsOwn() throws Exception {
        TestPlugin plugin = TestPlugin.compile(
                        Files.createDirectories(folder.resolve("build")),
                        algorithm("One").replace("run.set(WHO, \"One\")", "run.set(WHO, Words.added())"),
                        "public final class Words { public static String added() { return \"\"; } }",
                        provider("Provider", "One"))
                .providers("Provider");
        Files.delete(plugin.classes().resolve("plugin/Words.class"));
        plugin.jar(plugins().resolve("with/plugin.jar"));
        TestPlugin old = library("old", "missing");

        // what the plugin does not bring is the host's to give
        assertThat(hostWithLibrary(old))
                .contains("NoSuchMethodError: ", "plugin.Words.added")
                .hasLineCount(1);

        library("new", "added").jar(plugins().resolve("with/library.JAR"));
        assertThat(hostWithLibrary(old)).isEqualTo("new");

        TestPlugin hosts = library("of the host", "added");
        assertThat(hostWithLibrary(hosts, "plug", "plugin.words")).isEqualTo("new");
        assertThat(hostWithLibrary(hosts, "plugin")).isEqualTo("of the host");
    }

    @Test
    void namesThatAreNoPackagesAreRefused() {
        for (String name : List.of("", "a.", ".a", "a..b", "a.*", "a b", "1a")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Mantle.builder().sharedPackages(name))
                    .withMessageContaining("is no name of a package");
        }
    }

    @Test
    void aJarMayHaveItsNameInCapitals() throws IOException {
        jar("SIGNAL.JAR", "First", 1, "of capitals");
        jar("folder/Signal.Jar", "Second", 1, "of both");
        try (Mantle mantle = host()) {
            assertThat(names(mantle)).containsExactly("First v1", "Second v1");
            assertThat(mantle.registry().faults()).isEmpty();
        }
    }

    @Test
    void aFileOfProvidersMayBeginWithAByteOrderMark() throws IOException {
        TestPlugin plugin = TestPlugin.compile(folder, algorithm("One"), provider("Provider", "One"))
                .providers("Provider");
        Path file = plugin.classes().resolve(ProviderNames.FILE);
        Files.writeString(file, "\uFEFF" + Files.readString(file));
        plugin.index();
        Files.writeString(file, Files.readString(file) + "\nplugin.Nobody");
        plugin.jar(plugins().resolve("a.jar"));
        try (Mantle mantle = host();
                TestPlugin.RecordingLoader loader = plugin.packed();
                Mantle other = Mantle.builder().classLoader(loader).build()) {
            for (Mantle one : List.of(mantle, other)) {
                assertThat(who(one, "One")).isEqualTo("One");
                assertThat(one.registry().faults())
                        .filteredOn(fault -> !fault.source().contains("examples"))
                        .singleElement()
                        .satisfies(fault -> assertThat(fault.message()).contains("plugin.Nobody is not there"));
            }
        }
    }

    @Test
    void anIndexWhoseProviderNoFileOfThePluginNamesIsAFault() throws IOException {
        TestPlugin plugin = TestPlugin.compile(
                        folder, algorithm("One"), algorithm("Two"), provider("First", "One"), provider("Second", "Two"))
                .providers("First", "Second")
                .index()
                .providers("Second");
        plugin.jar(plugins().resolve("a.jar"));
        try (Mantle mantle = host()) {
            assertThat(names(mantle)).containsExactly("Two v1");
            assertThat(mantle.registry().faults()).singleElement().satisfies(fault -> {
                assertThat(fault.source()).contains("a.jar");
                assertThat(fault.message()).contains("plugin.First", "its algorithms are missing");
            });
        }
    }
}
