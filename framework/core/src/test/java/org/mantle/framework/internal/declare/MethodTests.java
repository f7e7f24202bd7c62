package org.mantle.framework.internal.declare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mantle.framework.testing.TestHosts.codes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.AlgorithmMethod;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Input;
import org.mantle.framework.algorithm.Output;
import org.mantle.framework.algorithm.Progress;
import org.mantle.framework.internal.registry.TestPlugin;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.Deprecation;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.run.RegistryFault;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.type.Secret;

/** Annotated methods, and records of inputs and outputs, are algorithms like any other. */
class MethodTests {

    enum Mode {
        MEAN,
        SUM
    }

    record Numbers(
            @Input(documentation = "The numbers.", example = "1,2.5")
            List<Double> values,

            @Input(defaultValue = "MEAN") Mode mode,

            @Input(name = "Scale", defaultValue = "1", min = 0, max = 10, unit = "mm")
            double factor) {}

    record Answer(
            @Output(documentation = "What came out.", unit = "mm")
            double value,

            int count,
            String remark) {}

    static final class Methods {

        @AlgorithmMethod(
                name = "Summarise",
                version = 2,
                aliases = "SumUp",
                categories = {"Maths", "Lists"},
                summary = "Summarises numbers.",
                seeAlso = "Repeat",
                keywords = {"total", "average"})
        static Answer summarise(Numbers numbers, Progress progress) {
            progress.report(0.5, "adding");
            double sum =
                    numbers.values().stream().mapToDouble(Double::doubleValue).sum();
            int count = numbers.values().size();
            return new Answer(numbers.factor() * (numbers.mode() == Mode.SUM ? sum : sum / count), count, null);
        }

        @AlgorithmMethod(name = "Repeat", categories = "Texts", summary = "Repeats a text.")
        @Output(name = "Repeated", documentation = "The texts.")
        static List<String> repeat(
                Context run,
                @Input(name = "Text", optional = true) String text,
                @Input(name = "Times", min = 1, defaultValue = "2") int times,
                @Input(
                                name = "Style",
                                oneOf = {"plain", "loud"},
                                defaultValue = "plain")
                        String style) {
            run.checkCancelled();
            return List.of((style.equals("loud") ? text + "!" : text).repeat(times));
        }

        @AlgorithmMethod(name = "Fails", categories = "Texts", summary = "Fails.")
        static void fails(@Input(name = "Why") String why) throws IOException {
            throw new IOException(why);
        }

        static int plain(int x) {
            return x;
        }
    }

    static final class Later {
        @AlgorithmMethod(
                name = "Halve",
                categories = "Maths",
                summary = "Halves numbers.",
                deprecated = true,
                replacement = "Divide",
                deprecatedSince = "2026-02-03")
        static double halve(@Input(name = "Number", aliases = "Value", loop = true) double number) {
            return number / 2;
        }

        @AlgorithmMethod(
                name = "Double",
                categories = "Maths",
                summary = "Doubles a number.",
                aliases = "Twofold",
                expiringAliases = {
                    @AlgorithmMethod.ExpiringAlias(name = "Twicing", deprecatedFrom = "2000-02-03"),
                    @AlgorithmMethod.ExpiringAlias(name = "Duplicate", deprecatedFrom = "2999-12-31")
                })
        static double twice(@Input(name = "Number") double number) {
            return number * 2;
        }

        @AlgorithmMethod(name = "Never", categories = "Maths", summary = "Does nothing.", deprecated = true)
        static void never() {}

        @AlgorithmMethod(
                name = "Wrong",
                categories = "Maths",
                summary = "Is refused.",
                deprecatedSince = "tomorrow",
                expiringAliases = @AlgorithmMethod.ExpiringAlias(name = "Wrongly", deprecatedFrom = "soon"))
        static void wrong() {}
    }

    static final class Wrong {
        @AlgorithmMethod(name = "Wrong", categories = "Texts", summary = "Is refused.")
        Thread wrong(
                int unnamed,
                @Input(name = "Level", defaultValue = "500", max = 100) int level,
                @Input(name = "Number", defaultValue = "x") int number,
                @Input(name = "Text", min = 1) String text,
                @Input(name = "Small", max = 9, example = "10") int small,
                @Input(name = "Half", min = 0.5) int half,
                @Input(name = "Flag", optional = true) int flag,
                @Input(name = "Key", defaultValue = "x") Secret key) {
            return Thread.currentThread();
        }

        @AlgorithmMethod(name = "1 X", version = 0, aliases = "C;D", categories = "Texts", summary = "")
        void misnamed(
                @Input(name = "Number", defaultValue = "abc", example = "12.5", oneOf = "many") int number,
                @Input(name = "-x") int x) {}

        @AlgorithmMethod(name = "Twice", categories = "Texts", summary = "Is refused.")
        static void twice(@Input(name = "A") int a) {}

        @AlgorithmMethod(name = "Twice", version = 2, categories = "Texts", summary = "Is refused.")
        static void twice(@Input(name = "A") String a) {}

        @AlgorithmMethod(name = "Same", categories = "Texts", summary = "Is refused.")
        static int same(@Input(name = "result") int result) {
            return result;
        }
    }

    @Test
    void aMethodCanBeDeprecatedAndLoopedAndItsInputsHaveOldNames() {
        try (Mantle mantle = TestHosts.ofMethods(Later.class)) {
            assertThat(mantle.registry().faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.message())
                            .contains("\"tomorrow\", which is no day", "but not deprecated = true")
                            .contains("deprecatedFrom of Wrongly is \"soon\", which is no day"));
            assertThat(mantle.registry().get("Never").deprecation()).contains(new Deprecation("", Optional.empty()));
            AlgorithmDescriptor halve = mantle.registry().get("Halve");
            assertThat(halve.deprecation()).contains(new Deprecation("Divide", Optional.of(LocalDate.of(2026, 2, 3))));
            assertThat(halve.isLoopedOver(halve.properties().get(0))).isTrue();
            assertThat(mantle.run("Halve", Map.of("Value", List.of(3, 5))).get("Result"))
                    .isEqualTo(List.of(1.5, 2.5));
        }
    }

    @Test
    void anAliasOfAMethodMayExpire() {
        try (Mantle mantle = TestHosts.ofMethods(Later.class)) {
            AlgorithmDescriptor twice = mantle.registry().get("twicing");
            assertThat(twice.name()).isEqualTo("Double");
            assertThat(twice.aliases()).containsExactly("Twofold", "Twicing", "Duplicate");
            assertThat(twice.deprecatedAliases())
                    .isEqualTo(Map.of("Twicing", LocalDate.of(2000, 2, 3), "Duplicate", LocalDate.of(2999, 12, 31)));
            assertThat(mantle.run("Twicing", Map.of("Number", 4)).get("Result")).isEqualTo(8.0);
            assertThat(mantle.history().records().get(0).warnings().toString())
                    .contains("the name Twicing of Double is deprecated since 2000-02-03");
        }
    }

    @Test
    void theComponentsOfARecordAreInputsAndOutputs() {
        try (Mantle mantle = TestHosts.ofMethods(Methods.class)) {
            assertThat(mantle.registry().faults()).isEmpty();
            assertThat(mantle.registry().all())
                    .extracting(AlgorithmDescriptor::toString)
                    .containsExactly("Fails v1", "Repeat v1", "Summarise v2");
            AlgorithmDescriptor summarise = mantle.registry().get("sumup");
            assertThat(summarise.categories()).containsExactly("Maths", "Lists");
            assertThat(summarise.seeAlso()).containsExactly("Repeat");
            assertThat(summarise.keywords()).containsExactly("total", "average");
            assertThat(summarise.source()).contains("MethodTests$Methods#summarise");
            assertThat(summarise.properties())
                    .extracting(property -> property.direction().word() + " " + property.name() + " "
                            + property.type().word() + " " + property.unit())
                    .containsExactly(
                            "Input Values dbl list ",
                            "Input Mode string ",
                            "Input Scale number mm",
                            "Output Value number mm",
                            "Output Count number ",
                            "Output Remark string ");
            Property<?> values =
                    mantle.registry().get("Summarise").property("Values").orElseThrow();
            assertThat(values.schema().get("examples")).hasToString("[[1.0,2.5]]");
            Outputs outputs = mantle.run("Summarise", Map.of("Values", "1,2,6", "mode", "SUM", "scale", 2));
            assertThat(outputs.get("Value")).isEqualTo(18.0);
            assertThat(outputs.get("Count")).isEqualTo(3);
            assertThat(outputs.get("Remark")).isEqualTo("");
            assertThat(mantle.run("Summarise", Map.of("Values", List.of(1.0, 2.0, 6.0)))
                            .get("Value"))
                    .isEqualTo(3.0);
        }
    }

    @Test
    void parametersAreInputsWithTheSameChecks() {
        try (Mantle mantle = TestHosts.ofMethods(Methods.class)) {
            assertThat(mantle.run("Repeat", Map.of("Text", "ab", "Style", "loud"))
                            .get("Repeated"))
                    .isEqualTo(List.of("ab!ab!"));
            assertThat(mantle.run("Repeat", Map.of()).get("Repeated")).isEqualTo(List.of(""));
            assertThat(codes(mantle.validate("Repeat", Map.of("Times", 0, "Style", "Loud", "Txt", ""))))
                    .containsExactly("Txt:unknownProperty", "Times:outOfRange", "Style:notAllowed");
            assertThat(codes(mantle.validate("Summarise", Map.of("Scale", 11))))
                    .containsExactly("Values:missing", "Scale:outOfRange");
            assertThat(codes(mantle.validate("Fails", Map.of()))).containsExactly("Why:missing");
        }
    }

    @Test
    void whatTheMethodThrowsFailsTheRun() {
        try (Mantle mantle = TestHosts.ofMethods(Methods.class)) {
            assertThatExceptionOfType(AlgorithmFailedException.class)
                    .isThrownBy(() -> mantle.run("Fails", Map.of("Why", "no disk")))
                    .withMessageContaining("no disk")
                    .withCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void everythingThatIsWrongWithAMethodIsAFault() {
        try (Mantle mantle = TestHosts.ofMethods(Wrong.class, Methods.class, MethodTests.class)) {
            assertThat(mantle.registry().all()).hasSize(3);
            assertThat(mantle.registry().faults())
                    .extracting(RegistryFault::toString)
                    .satisfiesExactlyInAnyOrder(
                            fault -> assertThat(fault)
                                    .contains("Wrong#wrong")
                                    .contains("the method wrong is not static")
                                    .contains("a parameter of the type int has no name")
                                    .contains("the input Level is wrong: its default 500 is refused", "at most 100")
                                    .contains("the input Number is wrong: its default \"x\" cannot be read: needs a")
                                    .contains("the input Text is wrong: min and max are for numbers")
                                    .contains("the input Small is wrong: the example of Small is refused: ")
                                    .contains("the input Half is wrong: min and max are for numbers")
                                    .contains("the input Flag is wrong: a number that is optional needs a default")
                                    .contains("the input Key is wrong")
                                    .contains("the output Result is wrong"),
                            fault -> assertThat(fault)
                                    .contains(
                                            "Wrong#misnamed",
                                            "code=invalidName",
                                            "the method misnamed is not static",
                                            "the input Number is wrong: its default \"abc\" cannot be read: needs",
                                            "the input Number is wrong: its example \"12.5\" cannot be read: needs",
                                            "the input Number is wrong: its allowed value \"many\" cannot be read:"
                                                    + " needs",
                                            "not \"1 X\"",
                                            "its version is 0",
                                            "its alias \"C;D\" must be",
                                            "it needs a summary",
                                            "-x"),
                            fault ->
                                    assertThat(fault).contains("Wrong#twice", "several annotated methods of that name"),
                            fault ->
                                    assertThat(fault).contains("Wrong#same", "the property name Result is there twice"),
                            fault -> assertThat(fault).contains("MethodTests has no method that is annotated"));
        }
    }

    @Test
    void theIndexKeepsThemToo(@TempDir Path folder) throws IOException {
        TestPlugin plugin =
                TestPlugin.compile(folder, """
                final class Maths {
                    @AlgorithmMethod(name = "Double", categories = "Plugin", summary = "Doubles.")
                    static int twice(@Input(name = "X", documentation = "A number.") int x) { return 2 * x; }
                }
                """, """
                public final class Provider implements AlgorithmProvider {
                    @Override public MethodHandles.Lookup lookup() { return MethodHandles.lookup(); }
                    @Override public List<Class<? extends Algorithm>> algorithms() { return List.of(); }
                    @Override public List<Class<?>> methods() { return List.of(Maths.class); }
                }
                """).providers("Provider").index();
        assertThat(Files.readString(plugin.indexOf("Provider"))).contains("algorithm plugin.Maths#twice\n");
        try (TestPlugin.RecordingLoader loader = plugin.packed();
                Mantle mantle = Mantle.builder().classLoader(loader).build()) {
            assertThat(mantle.registry().get("Double").summary()).isEqualTo("Doubles.");
            assertThat(loader.loaded).containsExactly("plugin.Provider");
            assertThat(mantle.run("Double", Map.of("X", 21)).get("Result")).isEqualTo(42);
        }
    }
}
