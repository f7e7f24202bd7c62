package org.mantle.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.gateway.Waiting.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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

    private JobSpec job(long id) {
        Path output = folder.resolve(id + ".output");
        return new JobSpec(
                id, List.of("/bin/echo", "hello"), folder, output, output, Environment.forJob(id, "job", folder));
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
            JobStatus refused = executor.submit(job(1)).status();

            assertThat(refused.state()).isEqualTo(JobState.EXIT);
            assertThat(refused.remark()).contains("could not be started", "no thread left", "submit it again");
            exhausted.set(false);
            JobExecutor.ExecutingJob next = executor.submit(job(2));
            await().until(() -> next.status().state().equals(JobState.DONE));
            assertThat(folder.resolve("2.output")).hasContent("hello");
        }
    }
}
