package org.mantle.gateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.gateway.testing.Eventually.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mantle.gateway.job.Execution;
import org.mantle.gateway.job.JobExecutor;
import org.mantle.gateway.job.JobExecutorContract;
import org.mantle.gateway.job.JobStage;

/** The contract of executors on a machine without setsid, as macOS is one. */
class ProcessTreeTests extends JobExecutorContract {

    @Override
    protected JobExecutor executor() throws IOException {
        return new LocalExecutor(
                folder, 1, Duration.ofSeconds(1), Clock.systemUTC(), this, Thread::new, Optional.empty());
    }

    private static boolean runs(String process) {
        return ProcessHandle.of(Long.parseLong(process.strip()))
                .filter(handle -> handle.isAlive() && handle.info().command().isPresent())
                .isPresent();
    }

    @Test
    void endsWhatAJobHasStartedWhenItIsKilled() throws Exception {
        Path pids = folder.resolve("pids");
        try (JobExecutor executor = executor()) {
            Execution job = executor.submit(job(1, "/bin/sh", "-c", """
                    sh -c 'trap "" TERM; while :; do sleep 0.05; done' & echo $! > pids.tmp
                    sleep 100000 & echo $! >> pids.tmp
                    mv pids.tmp pids; wait"""));
            await().until(() -> Files.exists(pids));
            executor.kill(job);
            await().until(() -> status(1).stage().equals(JobStage.FAILED));

            assertThat(Files.readAllLines(pids)).hasSize(2).noneMatch(ProcessTreeTests::runs);
        }
    }

    @Test
    void endsWhatAJobLeavesBehind() throws Exception {
        Path pid = folder.resolve("pid");
        try (JobExecutor executor = executor()) {
            executor.submit(job(1, "/bin/sh", "-c", """
                    sleep 100000 & echo $! > pid
                    until [ -e go ]; do sleep 0.02; done"""));
            await().until(() -> Files.exists(pid) && !Files.readString(pid).isBlank());
            String left = Files.readString(pid);
            // what is started is seen by looking
            ProcessHandle first = ProcessHandle.of(Long.parseLong(left.strip()))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow();
            assertThat(first.isAlive()).isTrue();
            long looked = System.nanoTime();
            await().until(() -> System.nanoTime() - looked > 1_000_000_000L);
            Files.createFile(folder.resolve("go"));
            await().until(() -> status(1).stage().ended());

            assertThat(runs(left)).isFalse();
        }
    }
}
