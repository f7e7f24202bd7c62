package org.mantle.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;

/** The kit, run on algorithms that each break one requirement: exactly that one fails. */
class AlgorithmContractTestsTests {

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of(1, SampleContract.of().except(2), "SampleContract$1 is not found"),
                Arguments.of(2, new OfFound(), "there is no META-INF/mantle/org.mantle.testkit.FoundProvider.index"),
                Arguments.of(3, of(Samples.FaultyDeclaration.class), "it needs at least one category"),
                Arguments.of(4, of(Samples.UnsteadyDeclaration.class), "Other"),
                Arguments.of(5, of(Samples.Undocumented.class), "the documentation of Mute is not a sentence"),
                Arguments.of(6, of(Samples.OddlyNamed.class), "there is \"Bin width\""),
                Arguments.of(
                        7,
                        of(Samples.LossyType.class)
                                .with(Example.of("Sample")
                                        .with("Temperature", 20.5)
                                        .gives("Result", 3)),
                        "Temperature"),
                Arguments.of(8, of(Samples.WrongSchema.class), "\"maxLength\": 3"),
                Arguments.of(
                        9,
                        of(Samples.WritingCheck.class)
                                .with(folder -> List.of(Example.of("Sample")
                                        .with("File", folder.resolve("written").toString())
                                        .gives("Result", 3))),
                        "written"),
                Arguments.of(10, of(Samples.BreakingCheck.class), "with Number = \"0\" they threw"),
                Arguments.of(11, of(Samples.WrongResult.class), "gave Result = \"4\" in place of \"3\""),
                Arguments.of(11, of(Samples.Good.class).with(), "there is no example of Sample"),
                Arguments.of(12, of(Samples.Unrepeatable.class).with(Example.of("Sample")), "one run gave"),
                Arguments.of(13, of(Samples.HeedsTheHidden.class), "Extra = "),
                Arguments.of(
                        14,
                        of(Samples.Deaf.class)
                                .impatient()
                                .with(
                                        Example.of("Sample").gives("Result", 3),
                                        Example.of("Sample")
                                                .with("Number", 1000)
                                                .lastsUntilCancelled()),
                        "goes on for more than 1 s"),
                Arguments.of(15, of(Samples.BackwardProgress.class), "there was 0.25 after 0.5"),
                Arguments.of(
                        16,
                        of(Samples.Telltale.class)
                                .with(folder -> List.of(
                                        Example.of("Sample").gives("Result", 3),
                                        Example.of("Sample")
                                                .with("Word", Samples.PASSWORD)
                                                .with(
                                                        "File",
                                                        folder.resolve("told").toString())
                                                .gives("Result", 3))),
                        "is in the files"),
                Arguments.of(
                        17, of(Samples.LeavesThreads.class).impatient().except(1, 2, 14), "there is still the thread"),
                Arguments.of(18, of(Samples.Remembers.class), "SEEN holds a List that can change"),
                Arguments.of(19, of(Samples.Together.class), "alone it gave {Result=3"),
                Arguments.of(20, of(Samples.Loud.class), "there was \"working"));
    }

    private static SampleContract of(Class<? extends Algorithm> algorithm) {
        return SampleContract.of(algorithm);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whatBreaksARequirementFailsItAndNoOther(int number, AlgorithmContractTests contract, String found) {
        KitRun.assertFails(number, contract, found);
    }

    private static SampleContract good() {
        return of(Samples.Good.class).with(folder -> {
            Path file = Files.writeString(folder.resolve("file"), "before");
            return List.of(
                    Example.of("sample").gives("Result", 3),
                    Example.of("Sample").with("Number", "5").with("Twice", true).gives("Result", "11"),
                    Example.of("Sample", 1)
                            .with("Word", Samples.PASSWORD)
                            .with("File", file.toString())
                            .varies());
        });
    }

    @Test
    void whatKeepsTheContractPassesAndEveryRequirementIsATest() {
        List<KitRun.Result> results = KitRun.of(good());
        assertThat(results).allMatch(result -> result.thrown().isEmpty() || result.isSkipped());
        assertThat(results)
                .extracting(KitRun.Result::requirement)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 20).boxed().toList());
        assertThat(Arrays.stream(Requirement.values()).map(Requirement::number))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 20).boxed().toList());
    }

    /** Example values are objects without a name; what is left is compared as the object. */
    @Test
    void objectsThatAreTakenAndLeftKeepTheContract() {
        Example example = Example.of("Sample").with("Input", new Samples.Counts(List.of(1, 2)));
        Samples.Counts reversed = new Samples.Counts(List.of(2, 1));

        assertThat(KitRun.of(of(Samples.LeavesObjects.class)
                        .with(
                                example.gives("Reversed", reversed),
                                example.with("Reversed", "Out").gives("Reversed", reversed))))
                .allMatch(result -> result.thrown().isEmpty() || result.isSkipped());
        assertThat(KitRun.of(
                        of(Samples.LeavesObjects.class).with(example.gives("Reversed", new Samples.Counts(List.of())))))
                .filteredOn(result -> result.thrown().isPresent() && !result.isSkipped())
                .extracting(KitRun.Result::requirement)
                .containsExactly(11);
    }

    @Test
    void anExceptionIsSkippedWithItsReason() {
        assertThat(KitRun.skips(good()))
                .hasSize(2)
                .allSatisfy(message -> assertThat(message).contains("an exception: it is made by a test"));
    }

    @Test
    void anAlgorithmThatIsNeverSeenToBeCancelledIsSkippedThereAndSaysWhatToGive() {
        assertThat(KitRun.skips(
                        of(Samples.WrongResult.class).with(Example.of("Sample").gives("Result", 4))))
                .last()
                .asString()
                .contains("no example of Sample ended because it was cancelled", "lastsUntilCancelled()");
    }

    @Test
    void junitRunsAContract() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(OfFound.class))
                .execute()
                .testEvents()
                .assertStatistics(tests -> tests.started(20).failed(1).succeeded(19));
    }

    /** The contract of a provider that ServiceLoader finds. */
    static final class OfFound extends AlgorithmContractTests {
        @Override
        protected AlgorithmProvider provider() {
            return new FoundProvider();
        }

        @Override
        protected List<Example> examples(Path folder) {
            return List.of(Example.of("Sample").gives("Result", 3));
        }
    }
}
