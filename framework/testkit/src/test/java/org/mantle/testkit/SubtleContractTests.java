package org.mantle.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

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
import org.mantle.framework.algorithm.Algorithm;

/** The kit, run on algorithms that break a requirement in a way that is easily missed. */
class SubtleContractTests {

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of(
                        3,
                        of(Samples.Good.class).withServices(services -> {
                            throw new IllegalStateException("there is no room");
                        }),
                        "there is no room"),
                Arguments.of(18, of(SubtleSamples.StaticCount.class), "StaticCount.count is not final"),
                Arguments.of(18, of(SubtleSamples.InnerState.class), "Seen.RUNS holds a List that can change"),
                Arguments.of(
                        18, of(SubtleSamples.InheritedState.class), "State.SEEN holds a StringBuilder that can change"),
                Arguments.of(
                        11,
                        of(SubtleSamples.Looped.class)
                                .with(
                                        looped(4, 5).gives("Result", List.of(4, "5")),
                                        looped(4, 5).gives("Result", List.of(4, 6))),
                        "gave Result = \"[4, 5]\" in place of \"[4, 6]\""),
                Arguments.of(
                        11,
                        of(SubtleSamples.Looped.class).with(looped(4, 5).gives("Result", List.of(4))),
                        "gave Result = \"[4, 5]\" in place of \"[4]\""),
                Arguments.of(
                        14,
                        of(SubtleSamples.LoopedDeaf.class)
                                .impatient()
                                .with(
                                        looped(4, 5).gives("Result", List.of(4, 5)),
                                        looped(4, 1000).lastsUntilCancelled()),
                        "goes on for more than 1 s"),
                Arguments.of(
                        15,
                        of(SubtleSamples.LoopedBackward.class).with(looped(4, 5).gives("Result", List.of(4, 5))),
                        "there was 0.25 after 0.5"),
                Arguments.of(15, of(SubtleSamples.BeyondTheEnd.class), "there was 1.33"),
                Arguments.of(15, of(SubtleSamples.ChildrenInOneRange.class), "there was 0.0 after 0.5"),
                Arguments.of(13, of(SubtleSamples.HeedsTheHidden.class), "Extra = "),
                Arguments.of(20, of(SubtleSamples.LoudError.class), "there was \"working"),
                Arguments.of(
                        9,
                        of(SubtleSamples.Rewriting.class).with(folder -> {
                            Path old = Files.writeString(folder.resolve("old"), "as before");
                            Files.setLastModifiedTime(old, FileTime.from(Instant.EPOCH));
                            return List.of(Example.of("Sample")
                                    .with("File", old.toString())
                                    .gives("Result", 3));
                        }),
                        "old"),
                Arguments.of(6, of(SubtleSamples.OddAlias.class), "there is \"Old-Sample\""),
                Arguments.of(7, of(SubtleSamples.LossyJson.class), "the JSON"));
    }

    private static SampleContract of(Class<? extends Algorithm> algorithm) {
        return SampleContract.of(algorithm);
    }

    private static Example looped(Integer... numbers) {
        return Example.of("Sample").with("Number", List.of(numbers));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whatBreaksARequirementFailsItAndNoOther(int number, AlgorithmContractTests contract, String found) {
        KitRun.assertFails(number, contract, found);
    }

    @Test
    void aPropertyThatCountsMayHaveInfluence() {
        assertThat(KitRun.failures(of(SubtleSamples.HeedsTheVisible.class))).isEmpty();
    }

    @Test
    void aListMayBeOneValueOrLoopedOver() {
        assertThat(KitRun.failures(of(SubtleSamples.LoopedLists.class)
                        .with(
                                Example.of("Sample")
                                        .with("Numbers", List.of(1, 2))
                                        .gives("Result", 3),
                                Example.of("Sample")
                                        .with("Numbers", List.of(List.of(1, 2), List.of(3)))
                                        .gives("Result", List.of(3, 3)))))
                .isEmpty();
    }

    @Test
    void anAuthorsHostMayRunInItsCallersThread() {
        assertTimeoutPreemptively(
                Duration.ofMinutes(3),
                () -> assertThat(KitRun.failures(of(Samples.Good.class)
                                .preparing(host -> host.executor(Runnable::run))
                                .with(
                                        Example.of("Sample").gives("Result", 3),
                                        Example.of("Sample")
                                                .with("Number", 1000)
                                                .lastsUntilCancelled())))
                        .isEmpty());
    }
}
