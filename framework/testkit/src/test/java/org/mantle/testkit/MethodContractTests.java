package org.mantle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The kit, run on annotated methods: they are held to the same requirements as classes. */
class MethodContractTests {

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of(3, of(MethodSamples.NotStatic.class), "the method result is not static"),
                Arguments.of(
                        3,
                        of(MethodSamples.class),
                        "SampleContract$1: its class org.mantle.testkit.MethodSamples has no method that is annotated with @AlgorithmMethod"),
                Arguments.of(5, of(MethodSamples.Undocumented.class), "the documentation of Result is not a sentence"),
                Arguments.of(6, of(MethodSamples.OddlyNamed.class), "there is \"Bin width\""),
                Arguments.of(
                        11,
                        of(MethodSamples.Plain.class).with(Example.of("Sample").gives("Result", 4)),
                        "gave Result = \"3\" in place of \"4\""),
                Arguments.of(12, of(MethodSamples.Unrepeatable.class).with(Example.of("Sample")), "one run gave"),
                Arguments.of(
                        14,
                        of(MethodSamples.Deaf.class)
                                .impatient()
                                .with(
                                        Example.of("Sample").gives("Result", 3),
                                        Example.of("Sample")
                                                .with("Number", 1000)
                                                .lastsUntilCancelled()),
                        "goes on for more than 1 s"),
                Arguments.of(15, of(MethodSamples.Backward.class), "there was 0.25 after 0.5"),
                Arguments.of(
                        16,
                        of(MethodSamples.Telltale.class)
                                .with(folder -> List.of(Example.of("Sample")
                                        .with("Word", Samples.PASSWORD)
                                        .with("File", folder.resolve("told").toString())
                                        .gives("Result", 3))),
                        "is in the files"),
                Arguments.of(
                        17,
                        of(MethodSamples.LeavesThreads.class).impatient().except(1, 2, 14),
                        "there is still the thread"),
                Arguments.of(18, of(MethodSamples.Remembers.class), "SEEN holds a List that can change"),
                Arguments.of(19, of(MethodSamples.Together.class), "alone it gave {Result=3"),
                Arguments.of(20, of(MethodSamples.Loud.class), "there was \"working"));
    }

    private static SampleContract of(Class<?> holder) {
        return SampleContract.ofMethods(holder);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whatBreaksARequirementFailsItAndNoOther(int number, AlgorithmContractTests contract, String found) {
        KitRun.assertFails(number, contract, found);
    }

    @Test
    void everyMethodIsHeldToEveryRequirement() {
        List<KitRun.Result> results = KitRun.of(of(MethodSamples.Good.class)
                .with(
                        Example.of("Sample").gives("Result", 3).gives("Length", 0),
                        Example.of("Sample")
                                .with("Number", 4)
                                .with("Other", 5)
                                .with("Word", Samples.PASSWORD)
                                .gives("Result", 9)
                                .gives("Length", Samples.PASSWORD.length()),
                        // It would end soon, but lasts as it says.
                        Example.of("Sample").with("Number", 2).lastsUntilCancelled(),
                        Example.of("Greeting", 1).gives("Greeting", "Hello"),
                        Example.of("Greeting").gives("Greeting", "Hello you")));
        assertThat(results).allMatch(result -> result.thrown().isEmpty() || result.isSkipped());
        Map<String, List<Integer>> numbers = results.stream()
                .collect(Collectors.groupingBy(
                        KitRun.Result::of, Collectors.mapping(KitRun.Result::requirement, Collectors.toList())));
        List<Integer> ofAlgorithms = IntStream.rangeClosed(4, 20).boxed().toList();
        assertThat(numbers).hasSize(4);
        assertThat(numbers.get("Sample v1")).containsExactlyInAnyOrderElementsOf(ofAlgorithms);
        assertThat(numbers.get("Greeting v1")).containsExactlyInAnyOrderElementsOf(ofAlgorithms);
        assertThat(numbers.get("Greeting v2")).containsExactlyInAnyOrderElementsOf(ofAlgorithms);
    }
}
