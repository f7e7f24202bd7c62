package org.mantle.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.run.AlgorithmCancelledException;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.RunState;

/** Progress, cancellation and what a cancelled run leaves. */
class RunningTests {

    /** Costs nothing where what is waited for comes. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE);
    }

    @Test
    void waitingShowsItsProgressAndEndsAtOnceWhenCancelled() throws Exception {
        try (Mantle mantle = Mantle.load()) {
            AlgorithmRun run = mantle.start("Wait", Runs.properties("Seconds", 3600));
            await().until(() -> run.progress().done() > 0);
            assertThat(run.progress().total()).isEqualTo(3_600_000);
            run.cancel();
            assertThat(run.await(PATIENCE)).isTrue();
            assertThat(run.state()).isEqualTo(RunState.CANCELLED);
        }
    }

    @Test
    void waitingTakesItsTimeAndFailsWhenToldTo() {
        long start = System.nanoTime();
        assertThatExceptionOfType(AlgorithmFailedException.class)
                .isThrownBy(() -> Runs.run("Wait", "Seconds", 0.2, "Fail", true, "Message", "no beam"))
                .withMessageContaining("no beam");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        assertThat(Runs.problems("Wait", "Seconds", -1)).hasSize(1);
        assertThat(Runs.problems("Wait", "Seconds", 100_000)).hasSize(1);
    }

    /** Makes a sparse file, which takes no room and long to read: however late this thread looks, the run is still at it. */
    private Path large() throws IOException {
        return large(64L << 30);
    }

    private Path large(long size) throws IOException {
        Path file = folder.resolve("in/large");
        Files.createDirectories(file.getParent());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[1]), size - 1);
        }
        return file;
    }

    @Test
    void readingCountsItsBytesAndStopsWhenCancelled() throws Exception {
        Path file = large();
        try (Mantle mantle = Mantle.load()) {
            for (String algorithm : new String[] {"HashFile", "CountText"}) {
                AlgorithmRun run = mantle.start(algorithm, Runs.properties("File", file));
                await().until(() -> run.progress().done() > 0);
                assertThat(run.progress().unit()).isEqualTo("bytes");
                assertThat(run.progress().total()).isEqualTo(64L << 30);
                run.cancel();
                assertThat(run.await(PATIENCE)).isTrue();
                assertThat(run.state()).isEqualTo(RunState.CANCELLED);
            }
        }
    }

    @Test
    void whatACancelledRunHasBegunToWriteIsRemoved() throws Exception {
        // A part of it is written.
        Path file = large(4L << 30);
        Path target = folder.resolve("out/joined");
        try (Mantle mantle = Mantle.load()) {
            AlgorithmRun run =
                    mantle.start("JoinFiles", Runs.properties("Files", file.toString(), "OutputFile", target));
            await().until(() -> run.progress().done() > 0);
            assertThat(target).doesNotExist();
            run.cancel();
            assertThat(run.await(PATIENCE)).isTrue();
            assertThatExceptionOfType(AlgorithmCancelledException.class).isThrownBy(run::outputs);
        }
        try (Stream<Path> left = Files.list(target.getParent())) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aParentsProgressIsThatOfItsChildrenAndItsCancellationReachesThem() throws Exception {
        Path file = large();
        try (Mantle mantle = Mantle.load()) {
            AlgorithmRun run = mantle.start("HashFolder", Runs.properties("Directory", file.getParent()));
            await().until(() -> run.progress().message().equals("hashing"));
            assertThat(run.progress().fraction().orElseThrow()).isBetween(0.1, 1.0);
            run.cancel();
            assertThat(run.await(PATIENCE)).isTrue();
            assertThat(run.state()).isEqualTo(RunState.CANCELLED);
        }
    }
}
