package org.mantle.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mantle.gateway.Waiting.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.pac.JobState;

/** What no client can bring about. */
class LocalExecutorTests {
    @TempDir
    Path folder;

    @BeforeAll
    static void needs() {
        Needs.command("setsid", "util-linux");
    }

    private JobSpec job(long id, String... command) {
        Path output = folder.resolve(id + ".output");
        return new JobSpec(id, List.of(command), folder, output, output, Environment.forJob(id, "job", folder));
    }

    @Test
    void stopsNoJobThatCleansUpBecauseItIsKilled() throws Exception {
        JobSpec spec = job(1, "/bin/sh", "-c", """
                trap 'touch cleaning; until [ -e go ]; do sleep 0.02; done; touch cleaned; exit 0' TERM
                touch ready
                while :; do sleep 0.02; done""");
        try (LocalExecutor executor =
                new LocalExecutor(1, Duration.ofMinutes(3), Clock.systemUTC(), Executors.defaultThreadFactory())) {
            JobExecutor.ExecutingJob job = executor.submit(spec);
            await().until(() -> Files.exists(folder.resolve("ready")));
            job.kill();
            await().until(() -> Files.exists(folder.resolve("cleaning")));
            try {
                assertThatThrownBy(job::suspend)
                        .isInstanceOf(RefusedException.class)
                        .hasMessage("Job <1>: Job is being terminated");
            } finally {
                Files.createFile(folder.resolve("go"));
            }
            await().until(() -> job.status().state().equals(JobState.EXIT));
            assertThat(folder.resolve("cleaned")).exists();
        }
    }

    @Test
    void waitsForNoCommandThatHangs() throws Exception {
        Process hangs = new ProcessBuilder("sleep", "100000").start();

        assertThatThrownBy(() -> ProcessGroup.succeeds(hangs, Duration.ofMillis(50)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'kill' did not end");
        hangs.waitFor();
        assertThat(ProcessGroup.succeeds(new ProcessBuilder("true").start(), Duration.ofMinutes(2)))
                .isTrue();
        assertThat(ProcessGroup.succeeds(new ProcessBuilder("false").start(), Duration.ofMinutes(2)))
                .isFalse();
    }

    @Test
    void endsAJobThatFindsNoThreadAndGoesOnWithTheNext() throws Exception {
        AtomicBoolean exhausted = new AtomicBoolean(true);
        ThreadFactory threads = task -> new Thread(task) {
            @Override
            public void start() {
                if (exhausted.get()) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                super.start();
            }
        };
        try (LocalExecutor executor = new LocalExecutor(1, Duration.ofSeconds(1), Clock.systemUTC(), threads)) {
            JobStatus refused = executor.submit(job(1, "/bin/echo", "hello")).status();

            assertThat(refused.state()).isEqualTo(JobState.EXIT);
            assertThat(refused.remark()).contains("could not be started", "no thread left", "submit it again");
            exhausted.set(false);
            JobExecutor.ExecutingJob next = executor.submit(job(2, "/bin/echo", "hello"));
            await().until(() -> next.status().state().equals(JobState.DONE));
            assertThat(folder.resolve("2.output")).hasContent("hello");
        }
    }
}
