package org.mantle.framework.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mantle.framework.internal.registry.TestPlugin.algorithm;
import static org.mantle.framework.internal.registry.TestPlugin.provider;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.InvalidDeclarationException;
import org.mantle.framework.run.RegistryFault;

/** Algorithms whose author wrote no provider, or one that names none of them. */
class ProviderOfPackageTests {

    private static final String METHOD = """
            final class Sums {
                @AlgorithmMethod(name = "AddNumbers", categories = "Plugin", summary = "Adds two numbers.")
                static double add(@Input(name = "A") double a, @Input(name = "B") double b) { return a + b; }
            }
            """;

    private static final String BARE = """
            public final class Bare implements AlgorithmProvider {
                @Override public MethodHandles.Lookup lookup() { return MethodHandles.lookup(); }
            }
            """;

    @TempDir
    Path folder;

    private Path services() {
        return folder.resolve("classes/META-INF/services/" + AlgorithmProvider.class.getName());
    }

    private Mantle host(Path jarOrFolder) throws IOException {
        return Mantle.builder().classLoader(TestPlugin.loader(jarOrFolder)).build();
    }

    private static List<String> ofPlugin(Mantle mantle) {
        return mantle.registry().inCategory("Plugin").stream()
                .map(AlgorithmDescriptor::name)
                .toList();
    }

    private static List<String> faults(Mantle mantle) {
        return mantle.registry().faults().stream()
                .filter(fault -> fault.source().contains("plugin"))
                .map(RegistryFault::message)
                .toList();
    }

    @Test
    void classesAndMethodsAloneMakeAPlugin() throws IOException {
        TestPlugin plugin = TestPlugin.compile(folder, METHOD, algorithm("One")).index();

        assertThat(services()).content().endsWith("\nplugin.PackageAlgorithms\n");
        assertThat(plugin.indexOf("PackageAlgorithms"))
                .content()
                .contains("algorithm plugin.One\n", "algorithm plugin.Sums#add\n");
        try (Mantle mantle = host(plugin.jar(folder.resolve("plugin.jar")))) {
            assertThat(ofPlugin(mantle)).containsExactly("AddNumbers", "One");
            // by the declaration of doubles: 1.5 + 2.25
            assertThat(mantle.run("AddNumbers", Map.of("A", 1.5, "B", 2.25)).get("Result"))
                    .isEqualTo(3.75);
            assertThat(mantle.run("One", Map.of()).get("Who")).isEqualTo("One");
            assertThat(faults(mantle)).isEmpty();
        }
    }

    @Test
    void theProviderThatIsMadeIsAnOrdinaryClass() throws Exception {
        TestPlugin plugin = TestPlugin.compile(folder, METHOD).index();

        try (URLClassLoader loader = TestPlugin.loader(plugin.classes())) {
            Class<?> made = loader.loadClass("plugin.PackageAlgorithms");
            assertThat(Modifier.toString(made.getModifiers())).isEqualTo("public final");
            AlgorithmProvider provider =
                    (AlgorithmProvider) made.getConstructor().newInstance();
            assertThat(provider.lookup().lookupClass()).isEqualTo(made);
            assertThat(provider.methods()).extracting(Class::getName).containsExactly("plugin.Sums");
            assertThat(provider.algorithms()).isEmpty();
        }
        // the tests of the author may make one
        Path test = Files.writeString(
                folder.resolve("MadeTest.java"),
                "package plugin; class MadeTest { Object made = new PackageAlgorithms().lookup(); }");
        compile(
                "-Xlint:all",
                "-Werror",
                "-cp",
                plugin.classes() + File.pathSeparator + TestPlugin.classPath(),
                "-d",
                folder.toString(),
                test.toString());
    }

    /** In an IDE no goal runs: what is added there is found all the same. */
    @Test
    void aProviderThatNamesNoneHandsOverItsPackageFromFolderAndJar() throws IOException {
        TestPlugin plugin = TestPlugin.compile(
                        folder,
                        BARE,
                        METHOD,
                        algorithm("One"),
                        "abstract class Base extends Algorithm {}",
                        "interface Other { Algorithm MADE = new Base() { @Override protected void declare(Declaration d) {}"
                                + " @Override protected void execute(Context run) {} }; }")
                .providers("Bare");
        for (Path place : List.of(plugin.classes(), plugin.jar(folder.resolve("plugin.jar")))) {
            try (Mantle mantle = host(place)) {
                assertThat(ofPlugin(mantle)).as(place.toString()).containsExactly("AddNumbers", "One");
                assertThat(faults(mantle)).isEmpty();
            }
        }
    }

    @Test
    void aProviderOfTheAuthorMayHaveTheNameOfOneThatIsMade() throws IOException {
        TestPlugin plugin =
                TestPlugin.compile(folder, BARE.replace("Bare", "PackageAlgorithms"), METHOD, algorithm("One"));
        Path authors = plugin.classes().resolve("plugin/PackageAlgorithms.class");
        byte[] code = Files.readAllBytes(authors);

        for (int build = 0; build < 2; build++) {
            plugin.index();
            assertThat(authors).hasBinaryContent(code);
            assertThat(services()).content().endsWith("\nplugin.PackageAlgorithms\n");
        }
    }

    @Test
    void aClassOfTheAuthorWithThatNameIsKeptAndTold() throws IOException {
        TestPlugin plugin = TestPlugin.compile(folder, "final class PackageAlgorithms {}", METHOD);
        Path authors = plugin.classes().resolve("plugin/PackageAlgorithms.class");
        byte[] code = Files.readAllBytes(authors);

        for (int build = 0; build < 2; build++) {
            assertThatExceptionOfType(InvalidDeclarationException.class)
                    .isThrownBy(plugin::index)
                    .withMessageContaining("plugin.PackageAlgorithms: a provider of that name is to be made");
            assertThat(authors).hasBinaryContent(code);
        }
    }

    @Test
    void whatWasMadeIsMadeAnewOrTakenAway() throws IOException {
        TestPlugin plugin = TestPlugin.compile(folder, METHOD).index().index();
        Path made = plugin.classes().resolve("plugin/PackageAlgorithms.class");
        assertThat(made).exists();

        TestPlugin.compile(folder, BARE).index();
        assertThat(made).doesNotExist();
        assertThat(services()).content().endsWith("\nplugin.Bare\n");
    }

    @Test
    void aProviderThatNamesSomeHandsOverNoOthers() throws IOException {
        TestPlugin plugin = TestPlugin.compile(
                        folder, provider("Named", "One"), METHOD, algorithm("One"), algorithm("Two"))
                .providers("Named");
        try (Mantle mantle = host(plugin.classes())) {
            assertThat(ofPlugin(mantle)).containsExactly("One");
        }
    }

    @Test
    void aProviderOfTheAuthorIsNamedAndWhatItLeavesOutIsAFault() throws IOException {
        TestPlugin plugin =
                TestPlugin.compile(folder, BARE, METHOD, algorithm("One")).index();
        assertThat(services()).content().endsWith("\nplugin.Bare\n");
        assertThat(plugin.classes().resolve("plugin/PackageAlgorithms.class")).doesNotExist();

        TestPlugin forgetful = TestPlugin.compile(
                Files.createDirectory(folder.resolve("forgetful")),
                provider("Named", "One"),
                METHOD,
                algorithm("One"),
                algorithm("Two"));
        assertThatExceptionOfType(InvalidDeclarationException.class)
                .isThrownBy(forgetful::index)
                .satisfies(e -> assertThat(e.faults())
                        .satisfiesExactly(
                                fault -> assertThat(fault).startsWith("plugin.Sums: no provider hands it over"),
                                fault -> assertThat(fault).startsWith("plugin.Two: no provider hands it over")));
    }

    @Test
    void aBuildThatGoesOnTakesBackWhatItMade() throws IOException {
        TestPlugin plugin = TestPlugin.compile(folder, METHOD).index();
        Path made = plugin.classes().resolve("plugin/PackageAlgorithms.class");
        byte[] first = Files.readAllBytes(made);
        assertThat(plugin.index().indexOf("PackageAlgorithms")).exists();
        assertThat(made).hasBinaryContent(first);

        TestPlugin.compile(folder, BARE).index();

        assertThat(made).doesNotExist();
        assertThat(services()).content().endsWith("\nplugin.Bare\n").doesNotContain("PackageAlgorithms");
        assertThat(plugin.indexOf("PackageAlgorithms")).doesNotExist();
        assertThat(plugin.indexOf("Bare")).content().contains("name AddNumbers\n");
    }

    @Test
    void aModuleIsToldToProvide() throws IOException {
        TestPlugin plugin = TestPlugin.compile(folder, METHOD);
        addModule(plugin, "");
        assertThatExceptionOfType(InvalidDeclarationException.class)
                .isThrownBy(plugin::index)
                .withMessageContaining("a module needs a provider that its author wrote");

        Path other = Files.createDirectory(folder.resolve("other"));
        TestPlugin written = TestPlugin.compile(other, METHOD, BARE);
        addModule(written, "");
        String provides = "provides " + AlgorithmProvider.class.getName() + " with plugin.Bare;";
        assertThatExceptionOfType(InvalidDeclarationException.class)
                .isThrownBy(written::index)
                .withMessageContaining(
                        "plugin.Bare: the provider is not found on a module path: say \"" + provides + "\"");

        addModule(written, provides);
        assertThat(written.index().indexOf("Bare")).exists();
    }

    /** Adds the module-info of the plugin, compiled against a framework that has no more than the interface. */
    private void addModule(TestPlugin plugin, String provides) throws IOException {
        Path sources = folder.resolve("sources");
        write(sources, "org.mantle.framework/module-info.java", """
                module org.mantle.framework { exports org.mantle.framework.algorithm; }""");
        write(sources, "org.mantle.framework/org/mantle/framework/algorithm/AlgorithmProvider.java", """
                package org.mantle.framework.algorithm; public interface AlgorithmProvider {}""");
        write(sources, "plugin/module-info.java", "module plugin { requires org.mantle.framework; " + provides + " }");
        write(sources, "plugin/plugin/Bare.java", """
                package plugin; public class Bare implements org.mantle.framework.algorithm.AlgorithmProvider {}""");
        compile(
                "--module-source-path",
                sources.toString(),
                "-m",
                "plugin",
                "-d",
                folder.resolve("modules").toString());
        Files.copy(
                folder.resolve("modules/plugin/module-info.class"),
                plugin.classes().resolve("module-info.class"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(Path sources, String name, String code) throws IOException {
        Files.createDirectories(sources.resolve(name).getParent());
        Files.writeString(sources.resolve(name), code);
    }

    private static void compile(String... arguments) {
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments))
                .isZero();
    }

    @Test
    void whatIsWrongWithAProviderIsSaidToItsAuthor() throws IOException {
        TestPlugin plugin = TestPlugin.compile(
                        folder,
                        algorithm("One"),
                        BARE.replace("public final class Bare", "final class Hidden"),
                        "public abstract class Abstract implements AlgorithmProvider {}",
                        BARE.replace("class Bare", "class Asks")
                                .replace("{\n    @", "{\n    public Asks(int x) {}\n    @"),
                        "public class Nothing {}",
                        BARE.replace("class Bare", "class Throws")
                                .replace(
                                        "{\n    @",
                                        "{\n    public Throws() { throw new IllegalStateException(\"no disk\"); }\n    @"),
                        BARE)
                .providers("Hidden", "Abstract", "Asks", "Nothing", "One", "Gone", "Throws", "Bare");
        List<String> words = List.of(
                "provider plugin.Hidden is not public; make the class public",
                "provider plugin.Abstract is abstract; name a class",
                "provider plugin.Asks has no public constructor without parameters; give it one",
                "provider plugin.Nothing is no provider; let it implement " + AlgorithmProvider.class.getName(),
                "provider plugin.One is an algorithm, and no provider",
                "provider plugin.Gone is not there",
                "provider plugin.Throws cannot be made: IllegalStateException: no disk, at Throws.java:15");
        try (Mantle mantle = host(plugin.classes())) {
            assertThat(ofPlugin(mantle)).containsExactly("One");
            for (String each : words) {
                assertThat(faults(mantle)).anySatisfy(fault -> assertThat(fault).contains(each));
            }
            assertThat(faults(mantle)).hasSameSizeAs(words);
        }
        assertThatExceptionOfType(InvalidDeclarationException.class)
                .isThrownBy(plugin::index)
                .satisfies(e -> {
                    assertThat(e.faults()).hasSameSizeAs(words);
                    for (String each : words) {
                        String inBuild = each.replaceFirst("provider (plugin\\.\\w+) (.*)", "$1: the provider $2");
                        assertThat(e.faults())
                                .anySatisfy(fault -> assertThat(fault).startsWith(inBuild));
                    }
                });
    }
}
