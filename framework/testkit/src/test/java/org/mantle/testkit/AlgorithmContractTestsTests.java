package org.mantle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.testkit.engine.Events;
import org.mantle.framework.Algorithm;
import org.mantle.framework.AlgorithmProvider;

/** The kit, run on algorithms that each break one requirement: exactly that one fails. */
class AlgorithmContractTestsTests {

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of(1, NotFound.class, "SampleContract$1 is not found"),
                Arguments.of(2, NotIndexed.class, "there is no META-INF/mantle/org.mantle.testkit.FoundProvider.index"),
                Arguments.of(3, Faulty.class, "it needs at least one category"),
                Arguments.of(4, Unsteady.class, "Other"),
                Arguments.of(5, Undocumented.class, "the documentation of Mute is no sentence"),
                Arguments.of(6, OddlyNamed.class, "there is \"Bin width\""),
                Arguments.of(7, Lossy.class, "Temperature"),
                Arguments.of(8, WrongSchema.class, "\"maxLength\": 3"),
                Arguments.of(9, Writing.class, "written"),
                Arguments.of(10, Breaking.class, "with Number = \"0\" they threw"),
                Arguments.of(11, WrongResult.class, "gave Result = \"4\" in place of \"3\""),
                Arguments.of(11, NoExample.class, "there is no example of Sample"),
                Arguments.of(12, Unrepeatable.class, "one run gave"),
                Arguments.of(13, HeedsTheHidden.class, "Extra = "),
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
        List<String> failures = KitRun.failures(KitRun.of(contract));
        assertThat(failures).singleElement().asString().contains("Requirement " + number + ": ", found, "What to do: ");
    }

    @Test
    void whatKeepsTheContractPassesAndEveryRequirementIsATest() {
        Events events = KitRun.of(Good.class);
        assertThat(KitRun.failures(events)).isEmpty();
        Set<Integer> numbers = events.dynamicallyRegistered()
                .map(event -> event.getTestDescriptor().getDisplayName())
                .map(title -> Integer.valueOf(title.substring(0, 2)))
                .collect(Collectors.toSet());
        assertThat(numbers).isEqualTo(IntStream.rangeClosed(1, 20).boxed().collect(Collectors.toSet()));
        assertThat(Arrays.stream(Requirement.values()).map(Requirement::number))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 20).boxed().toList());
    }

    @Test
    void anExceptionIsSkippedWithItsReason() {
        assertThat(KitRun.of(Good.class).aborted().stream().map(KitRun::message))
                .hasSize(2)
                .allSatisfy(message -> assertThat(message).contains("an exception: it is made by a test"));
    }

    /** The contract of the sample. */
    private abstract static class OfTest extends SampleContract {
        OfTest(Class<? extends Algorithm> algorithm) {
            super(List.of(algorithm), List.of());
        }
    }

    static final class Good extends OfTest {
        Good() {
            super(Samples.Good.class);
        }

        @Override
        protected List<Example> examples(Path folder) throws IOException {
            Path file = Files.writeString(folder.resolve("file"), "before");
            return List.of(
                    Example.of("sample").gives("Result", 3),
                    Example.of("Sample").with("Number", "5").with("Twice", true).gives("Result", "11"),
                    Example.of("Sample", 1)
                            .with("Word", Samples.PASSWORD)
                            .with("File", file.toString())
                            .varies());
        }
    }

    static final class NotFound extends SampleContract {
        NotFound() {
            super(List.of(), List.of());
        }

        @Override
        protected Map<Integer, String> exceptions() {
            return Map.of(2, "it is made by a test");
        }
    }

    static final class NotIndexed extends AlgorithmContractTests {
        @Override
        protected AlgorithmProvider provider() {
            return new FoundProvider();
        }

        @Override
        protected List<Example> examples(Path folder) {
            return List.of(Example.of("Sample").gives("Result", 3));
        }
    }

    static final class NoExample extends OfTest {
        NoExample() {
            super(Samples.Good.class);
        }

        @Override
        protected List<Example> examples(Path folder) {
            return List.of();
        }
    }

    static final class Writing extends OfTest {
        Writing() {
            super(Samples.WritingCheck.class);
        }

        @Override
        protected List<Example> examples(Path folder) {
            return List.of(Example.of("Sample")
                    .with("File", folder.resolve("written").toString())
                    .gives("Result", 3));
        }
    }

    static final class Deaf extends OfTest {
        Deaf() {
            super(Samples.Deaf.class);
        }

        @Override
        protected List<Example> examples(Path folder) {
            return List.of(
                    Example.of("Sample").gives("Result", 3),
                    Example.of("Sample").with("Number", 1000).lastsUntilCancelled());
        }
    }

    static final class Telltale extends OfTest {
        Telltale() {
            super(Samples.Telltale.class);
        }

        @Override
        protected List<Example> examples(Path folder) {
            return List.of(
                    Example.of("Sample").gives("Result", 3),
                    Example.of("Sample")
                            .with("Word", Samples.PASSWORD)
                            .with("File", folder.resolve("told").toString())
                            .gives("Result", 3));
        }
    }

    static final class Faulty extends OfTest {
        Faulty() {
            super(Samples.FaultyDeclaration.class);
        }
    }

    static final class Unsteady extends OfTest {
        Unsteady() {
            super(Samples.UnsteadyDeclaration.class);
        }
    }

    static final class Undocumented extends OfTest {
        Undocumented() {
            super(Samples.Undocumented.class);
        }
    }

    static final class OddlyNamed extends OfTest {
        OddlyNamed() {
            super(Samples.OddlyNamed.class);
        }
    }

    static final class Lossy extends OfTest {
        Lossy() {
            super(Samples.LossyType.class);
        }

        @Override
        protected List<Example> examples(Path folder) {
            return List.of(Example.of("Sample").with("Temperature", 20.5).gives("Result", 3));
        }
    }

    static final class WrongSchema extends OfTest {
        WrongSchema() {
            super(Samples.WrongSchema.class);
        }
    }

    static final class Breaking extends OfTest {
        Breaking() {
            super(Samples.BreakingCheck.class);
        }
    }

    static final class WrongResult extends OfTest {
        WrongResult() {
            super(Samples.WrongResult.class);
        }
    }

    static final class Unrepeatable extends OfTest {
        Unrepeatable() {
            super(Samples.Unrepeatable.class);
        }

        @Override
        protected List<Example> examples(Path folder) {
            return List.of(Example.of("Sample"));
        }
    }

    static final class HeedsTheHidden extends OfTest {
        HeedsTheHidden() {
            super(Samples.HeedsTheHidden.class);
        }
    }

    static final class Backward extends OfTest {
        Backward() {
            super(Samples.BackwardProgress.class);
        }
    }

    static final class LeavesThreads extends OfTest {
        LeavesThreads() {
            super(Samples.LeavesThreads.class);
        }
    }

    static final class Remembers extends OfTest {
        Remembers() {
            super(Samples.Remembers.class);
        }
    }

    static final class Together extends OfTest {
        Together() {
            super(Samples.Together.class);
        }
    }

    static final class Loud extends OfTest {
        Loud() {
            super(Samples.Loud.class);
        }
    }
}
