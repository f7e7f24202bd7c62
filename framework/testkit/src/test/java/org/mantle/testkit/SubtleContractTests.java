package org.mantle.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mantle.framework.Algorithm;
import org.mantle.framework.MantleBuilder;

/** The kit, run on algorithms that break a requirement in a way that is easily missed. */
class SubtleContractTests {

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of(18, StaticCount.class, "StaticCount.count is not final"),
                Arguments.of(18, InnerState.class, "Seen.RUNS holds a List that can change"),
                Arguments.of(18, InheritedState.class, "State.SEEN holds a StringBuilder that can change"),
                Arguments.of(11, Looped.class, "gave Result = \"[4, 5]\" in place of \"[4, 6]\""),
                Arguments.of(11, LoopedTooFar.class, "gave Result = \"[4, 5]\" in place of \"[4]\""),
                Arguments.of(15, BeyondTheEnd.class, "there was 1.33"),
                Arguments.of(15, ChildrenInOneRange.class, "there was 0.0 after 0.5"),
                Arguments.of(13, HeedsTheHidden.class, "Extra = "),
                Arguments.of(20, LoudError.class, "there was \"working"),
                Arguments.of(9, Rewriting.class, "old"),
                Arguments.of(6, OddAlias.class, "there is \"Old-Sample\""),
                Arguments.of(7, LossyJson.class, "the JSON"));
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
    void aPropertyThatCountsMayHaveInfluence() {
        assertThat(KitRun.failures(KitRun.of(HeedsTheVisible.class))).isEmpty();
    }

    @Test
    void aListMayBeOneValueOrLoopedOver() {
        assertThat(KitRun.failures(KitRun.of(LoopedLists.class))).isEmpty();
    }

    @Test
    void anAuthorsHostMayRunInItsCallersThread() {
        assertTimeoutPreemptively(
                Duration.ofMinutes(1),
                () -> assertThat(KitRun.failures(KitRun.of(InCallersThread.class)))
                        .isEmpty());
    }

    private abstract static class OfTest extends SampleContract {
        OfTest(Class<? extends Algorithm> algorithm) {
            super(List.of(algorithm), List.of());
        }
    }

    static final class Looped extends OfTest {
        Looped() {
            super(SubtleSamples.Looped.class);
        }

        @Override
        protected List<Example> examples(Path folder) {
            return List.of(
                    Example.of("Sample").with("Number", List.of(4, 5)).gives("Result", List.of(4, "5")),
                    Example.of("Sample").with("Number", List.of(4, 5)).gives("Result", List.of(4, 6)));
        }
    }

    static final class LoopedTooFar extends OfTest {
        LoopedTooFar() {
            super(SubtleSamples.Looped.class);
        }

        @Override
        protected List<Example> examples(Path folder) {
            return List.of(Example.of("Sample").with("Number", List.of(4, 5)).gives("Result", List.of(4)));
        }
    }

    static final class InCallersThread extends OfTest {
        InCallersThread() {
            super(Samples.Good.class);
        }

        @Override
        protected void prepare(MantleBuilder host) {
            super.prepare(host);
            host.executor(Runnable::run);
        }

        @Override
        protected List<Example> examples(Path folder) {
            return List.of(
                    Example.of("Sample").gives("Result", 3),
                    Example.of("Sample").with("Number", 1000).lastsUntilCancelled());
        }
    }

    static final class LoopedLists extends OfTest {
        LoopedLists() {
            super(SubtleSamples.LoopedLists.class);
        }

        @Override
        protected List<Example> examples(Path folder) {
            return List.of(
                    Example.of("Sample").with("Numbers", List.of(1, 2)).gives("Result", 3),
                    Example.of("Sample")
                            .with("Numbers", List.of(List.of(1, 2), List.of(3)))
                            .gives("Result", List.of(3, 3)));
        }
    }

    static final class Rewriting extends OfTest {
        Rewriting() {
            super(SubtleSamples.Rewriting.class);
        }

        @Override
        protected List<Example> examples(Path folder) throws IOException {
            Path old = Files.writeString(folder.resolve("old"), "as before");
            Files.setLastModifiedTime(old, FileTime.from(Instant.EPOCH));
            return List.of(Example.of("Sample").with("File", old.toString()).gives("Result", 3));
        }
    }

    static final class StaticCount extends OfTest {
        StaticCount() {
            super(SubtleSamples.StaticCount.class);
        }
    }

    static final class InnerState extends OfTest {
        InnerState() {
            super(SubtleSamples.InnerState.class);
        }
    }

    static final class InheritedState extends OfTest {
        InheritedState() {
            super(SubtleSamples.InheritedState.class);
        }
    }

    static final class BeyondTheEnd extends OfTest {
        BeyondTheEnd() {
            super(SubtleSamples.BeyondTheEnd.class);
        }
    }

    static final class ChildrenInOneRange extends OfTest {
        ChildrenInOneRange() {
            super(SubtleSamples.ChildrenInOneRange.class);
        }
    }

    static final class HeedsTheHidden extends OfTest {
        HeedsTheHidden() {
            super(SubtleSamples.HeedsTheHidden.class);
        }
    }

    static final class LoudError extends OfTest {
        LoudError() {
            super(SubtleSamples.LoudError.class);
        }
    }

    static final class OddAlias extends OfTest {
        OddAlias() {
            super(SubtleSamples.OddAlias.class);
        }
    }

    static final class LossyJson extends OfTest {
        LossyJson() {
            super(SubtleSamples.LossyJson.class);
        }
    }

    static final class HeedsTheVisible extends OfTest {
        HeedsTheVisible() {
            super(SubtleSamples.HeedsTheVisible.class);
        }
    }
}
