package org.mantle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.testkit.engine.Events;

/** The kit, run on annotated methods: they are held to the same requirements as classes. */
class MethodContractTests {

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of(3, NotStatic.class, "the method result is not static"),
                Arguments.of(
                        3,
                        Unannotated.class,
                        "SampleContract$1: its class org.mantle.testkit.MethodSamples has no method that is annotated with @AlgorithmMethod"),
                Arguments.of(5, Undocumented.class, "the documentation of Result is no sentence"),
                Arguments.of(6, OddlyNamed.class, "there is \"Bin width\""),
                Arguments.of(11, WrongResult.class, "gave Result = \"3\" in place of \"4\""),
                Arguments.of(12, Unrepeatable.class, "one run gave"),
                Arguments.of(14, Deaf.class, "goes on for more than 1 s"),
                Arguments.of(15, Backward.class, "there was 0.25 after 0.5"),
                Arguments.of(16, Telltale.class, "is in the files"),
                Arguments.of(17, LeavesThreads.class, "there is still the thread"),
                Arguments.of(18, Remembers.class, "SEEN holds a List that can change"),
                Arguments.of(19, Together.class, "alone it gave {Result=3"),
                Arguments.of(20, Loud.class, "there was \"working"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whatBreaksARequirementFailsItAndNoOther(
            int number, Class<? extends AlgorithmContractTests> contract, String found) {
        assertThat(KitRun.failures(KitRun.of(contract)))
                .singleElement()
                .asString()
                .contains("Requirement " + number + ": ", found, "What to do: ");
    }

    @Test
    void everyMethodIsHeldToEveryRequirement() {
        Events events = KitRun.of(Good.class);
        assertThat(KitRun.failures(events)).isEmpty();
        Map<String, List<Integer>> numbers = events.dynamicallyRegistered()
                .map(event -> event.getTestDescriptor())
                .collect(Collectors.groupingBy(
                        test -> test.getParent().orElseThrow().getDisplayName(),
                        Collectors.mapping(
                                test -> Integer.valueOf(test.getDisplayName().substring(0, 2)), Collectors.toList())));
        List<Integer> ofAlgorithms = IntStream.rangeClosed(4, 20).boxed().toList();
        assertThat(numbers).hasSize(4);
        assertThat(numbers.get("Sample v1")).containsExactlyInAnyOrderElementsOf(ofAlgorithms);
        assertThat(numbers.get("Greeting v1")).containsExactlyInAnyOrderElementsOf(ofAlgorithms);
        assertThat(numbers.get("Greeting v2")).containsExactlyInAnyOrderElementsOf(ofAlgorithms);
    }

    private abstract static class OfMethods extends SampleContract {
        OfMethods(Class<?> holder) {
            super(List.of(), List.of(holder));
        }
    }

    static final class Good extends OfMethods {
        Good() {
            super(MethodSamples.Good.class);
        }

        @Override
        protected List<Example> examples(Path folder) {
            return List.of(
                    Example.of("Sample").gives("Result", 3).gives("Length", 0),
                    Example.of("Sample")
                            .with("Number", 4)
                            .with("Other", 5)
                            .with("Word", Samples.PASSWORD)
                            .gives("Result", 9)
                            .gives("Length", Samples.PASSWORD.length()),
                    Example.of("Sample").with("Number", 2).lastsUntilCancelled(), // however soon it would end
                    Example.of("Greeting", 1).gives("Greeting", "Hello"),
                    Example.of("Greeting").gives("Greeting", "Hello you"));
        }
    }

    static final class WrongResult extends OfMethods {
        WrongResult() {
            super(MethodSamples.Plain.class);
        }

        @Override
        protected List<Example> examples(Path folder) {
            return List.of(Example.of("Sample").gives("Result", 4));
        }
    }

    static final class Unrepeatable extends OfMethods {
        Unrepeatable() {
            super(MethodSamples.Unrepeatable.class);
        }

        @Override
        protected List<Example> examples(Path folder) {
            return List.of(Example.of("Sample"));
        }
    }

    static final class Deaf extends OfMethods {
        Deaf() {
            super(MethodSamples.Deaf.class);
        }

        @Override
        protected List<Example> examples(Path folder) {
            return List.of(
                    Example.of("Sample").gives("Result", 3),
                    Example.of("Sample").with("Number", 1000).lastsUntilCancelled());
        }
    }

    static final class Telltale extends OfMethods {
        Telltale() {
            super(MethodSamples.Telltale.class);
        }

        @Override
        protected List<Example> examples(Path folder) {
            return List.of(Example.of("Sample")
                    .with("Word", Samples.PASSWORD)
                    .with("File", folder.resolve("told").toString())
                    .gives("Result", 3));
        }
    }

    static final class Unannotated extends OfMethods {
        Unannotated() {
            super(MethodSamples.class);
        }
    }

    static final class NotStatic extends OfMethods {
        NotStatic() {
            super(MethodSamples.NotStatic.class);
        }
    }

    static final class Undocumented extends OfMethods {
        Undocumented() {
            super(MethodSamples.Undocumented.class);
        }
    }

    static final class OddlyNamed extends OfMethods {
        OddlyNamed() {
            super(MethodSamples.OddlyNamed.class);
        }
    }

    static final class Backward extends OfMethods {
        Backward() {
            super(MethodSamples.Backward.class);
        }
    }

    static final class LeavesThreads extends OfMethods {
        LeavesThreads() {
            super(MethodSamples.LeavesThreads.class);
        }
    }

    static final class Remembers extends OfMethods {
        Remembers() {
            super(MethodSamples.Remembers.class);
        }
    }

    static final class Together extends OfMethods {
        Together() {
            super(MethodSamples.Together.class);
        }
    }

    static final class Loud extends OfMethods {
        Loud() {
            super(MethodSamples.Loud.class);
        }
    }
}
