package org.mantle.framework.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mantle.framework.internal.registry.TestPlugin.algorithm;
import static org.mantle.framework.internal.registry.TestPlugin.provider;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.index.IndexAlgorithms;
import org.mantle.framework.run.InvalidDeclarationException;

/** A wrong declaration fails the build that writes the index, with everything that is wrong and where. */
class IndexBuildTests {

    @TempDir
    Path folder;

    private static String declares(String name, String properties, String rest) {
        return algorithm(name, """
            d.name("%s").categories("Plugin").summary("Serves a test.").properties(%s)%s\
            """.formatted(name, properties, rest));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceAndNoIndexIsLeft() throws IOException {
        TestPlugin plugin = TestPlugin.compile(
                        folder,
                        declares(
                                "Range",
                                "Property.integer(\"Level\").defaultValue(500)"
                                        + ".validator(Validators.between(0, 100)).build()",
                                ""),
                        declares(
                                "Idiom",
                                "Property.integer(\"Level\").defaultValue(0)"
                                        + ".validator(Validators.atLeast(1)).build()",
                                ""),
                        declares(
                                "Reserved",
                                "Property.string(\"version\").build(), Property.string(\"A=B\").build()",
                                ""),
                        declares("Alias", "WHO", ".aliases(\"idiom\")"),
                        declares(
                                "Unknown",
                                "WHO",
                                ".requiredWhen(Condition.is(Property.string(\"Other\").build(), \"x\"), WHO)"),
                        algorithm("Again", """
                            d.name("IDIOM").categories("Plugin").summary("Is late.").properties(WHO)\
                            """),
                        algorithm("Throws", "throw new StackOverflowError()"),
                        declares("Odd", """
                                Property.of("Odd", new PropertyType<Integer>() {
                                    @Override public String word() { return "odd"; }
                                    @Override public Integer fromText(String text) {
                                        throw new IllegalArgumentException("needs an odd number");
                                    }
                                    @Override public String toText(Integer value) { return "even"; }
                                    @Override public Integer fromObject(Object value) { return (Integer) value; }
                                    @Override public com.google.gson.JsonObject schema() {
                                        return new com.google.gson.JsonObject();
                                    }
                            }).defaultValue(4).build()\
                            """, ""),
                        provider(
                                "Provider", "Range", "Idiom", "Reserved", "Alias", "Unknown", "Again", "Throws", "Odd"))
                .providers("Provider", "Nobody");
        Path stale = plugin.indexOf("Provider");
        Files.createDirectories(stale.getParent());
        Files.writeString(stale, "of an earlier build");
        assertThatExceptionOfType(InvalidDeclarationException.class)
                .isThrownBy(plugin::index)
                .satisfies(e -> assertThat(e.faults())
                        .satisfiesExactlyInAnyOrder(
                                fault -> assertThat(fault)
                                        .contains("plugin.Range", "the default 500 of Level is refused", "100"),
                                fault -> assertThat(fault)
                                        .contains("plugin.Reserved", "the property name version is reserved")
                                        .contains("\"A=B\" must not"),
                                fault -> assertThat(fault).contains("the alias idiom of Alias v1 means Idiom v1"),
                                fault -> assertThat(fault).contains("plugin.Unknown", "rests on Other"),
                                fault -> assertThat(fault).contains("plugin.Again", "IDIOM v1 is there already"),
                                fault -> assertThat(fault).contains("plugin.Throws", "StackOverflowError"),
                                fault -> assertThat(fault).contains("plugin.Odd", "cannot be converted", "odd number"),
                                fault -> assertThat(fault).contains("plugin.Nobody: the provider is not there")))
                .withMessageContaining("classes")
                .withMessageNotContaining("- plugin.Idiom");
        assertThat(stale).doesNotExist();
    }

    /** A host lets it pass, since the others of the list can be given; a dialog would offer what is refused. */
    @Test
    void aListedValueThatIsRefusedFailsTheBuild() throws IOException {
        TestPlugin plugin = TestPlugin.compile(folder, declares("Lists", """
                Property.integer("Level").validator(Validators.allOf(List.of(
                    Validators.oneOf(List.of(1, 5, 9)), Validators.atLeast(4)))).mandatory().build()\
            """, ""));
        assertThatExceptionOfType(InvalidDeclarationException.class)
                .isThrownBy(plugin::index)
                .withMessageContaining(
                        "of the values that Level lists, 1 can never be given: it must be one of 1, 5, 9 and at"
                                + " least 4");
    }

    @Test
    void whatIsThrownIsToldWithTheLineOfTheAuthor() throws IOException {
        TestPlugin plugin = TestPlugin.compile(
                folder,
                algorithm("Throws", "\nSums.of(0)"),
                "final class Sums {\n static int of(int x) {\n return 1 / x; } }",
                declares("Initialised", "Property.integer(\"Level\").validator(Validators.between(5, 2)).build()", "")
                        .replace("WHO = ", "WHO = Sums.of(0) > 0 ? null : "));
        assertThatExceptionOfType(InvalidDeclarationException.class)
                .isThrownBy(plugin::index)
                .satisfies(e -> assertThat(e.faults())
                        .satisfiesExactly(
                                first -> assertThat(first)
                                        .startsWith("plugin.Initialised")
                                        .endsWith("a static initialiser threw ArithmeticException: / by zero, at"
                                                + " Sums.java:16"),
                                second -> assertThat(second)
                                        .startsWith("plugin.Throws")
                                        .endsWith(": ArithmeticException: / by zero, at Sums.java:16")));
    }

    @Test
    void aFolderWithoutAnAlgorithmIsAMistake() throws IOException {
        TestPlugin plugin = TestPlugin.compile(folder, "final class Lonely {}");
        assertThatExceptionOfType(InvalidDeclarationException.class)
                .isThrownBy(plugin::index)
                .withMessageContaining("it has no algorithms: no class extends " + Algorithm.class.getName());

        assertThatExceptionOfType(InvalidDeclarationException.class)
                .isThrownBy(plugin.providers()::index)
                .withMessageContaining("the provider is not there");
    }

    /** Runs the build step as a program of its own, and returns what it says. */
    private static List<String> build(int exitCode, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                TestPlugin.classPath() + File.pathSeparator + arguments[0],
                IndexAlgorithms.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")); // of which Java tells
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(exitCode);
        return said.lines().toList();
    }

    @Test
    void aFolderThatIsReachedByALinkIsIndexed() throws IOException {
        TestPlugin plugin = TestPlugin.compile(folder, declares("One", "WHO", ""), provider("Provider", "One"))
                .providers("Provider");
        Path link = Files.createSymbolicLink(folder.resolve("a link"), plugin.classes());

        assertThat(plugin.index(link).indexOf("Provider")).isNotEmptyFile();
    }

    @Test
    void theProgramSaysALineForEachFaultAndFails() throws IOException, InterruptedException {
        TestPlugin plugin = TestPlugin.compile(
                        folder,
                        declares("Summary", "WHO", ".summary(\"\")"),
                        algorithm("Throws", "throw new IllegalStateException(\"two\\nlines\")"),
                        provider("Provider", "Summary", "Throws"))
                .providers("Provider");
        assertThat(build(1, plugin.classes().toString()))
                .satisfiesExactly(
                        head -> assertThat(head).startsWith("the algorithms in").endsWith("classes are wrong:"),
                        first ->
                                assertThat(first).startsWith("- plugin.Summary").contains("needs a summary"),
                        second ->
                                assertThat(second).startsWith("- plugin.Throws").contains("two lines"));
    }

    @Test
    void theProgramSaysInALineWhatItNeeds() throws IOException, InterruptedException {
        assertThat(build(1, folder.resolve("nowhere").toString()))
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("there is no folder")
                .contains("nowhere", "compile");
        assertThat(build(1, folder.toString(), "more"))
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("IndexAlgorithms takes one argument");
    }
}
