package org.mantle.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mantle.gateway.testing.Eventually.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every executor; to be extended by the tests of each. */
public abstract class JobExecutorContract implements JobObserver {

    /** The folder of a user who runs jobs. */
    @TempDir
    protected Path folder;

    private final Map<Long, List<JobStatus>> told = new ConcurrentHashMap<>();

    /** Makes an executor that has room for one job at least, and tells this test what becomes of it. */
    protected abstract JobExecutor executor() throws IOException;

    /** Who runs jobs. */
    protected String user() {
        return "fed";
    }

    /** Returns all that was told of a job. */
    protected List<JobStatus> told(long job) {
        return List.copyOf(told.getOrDefault(job, List.of()));
    }

    @Override
    public void changed(long job, JobStatus status) {
        told.computeIfAbsent(job, id -> new CopyOnWriteArrayList<>()).add(status);
    }

    /** Returns what was told last of a job. */
    protected JobStatus status(long job) {
        List<JobStatus> all = told.getOrDefault(job, List.of());
        return all.isEmpty() ? JobStatus.pending() : all.get(all.size() - 1);
    }

    /** Returns a job that runs a command in {@link #folder}, where its output goes too. */
    protected JobSpec job(long id, String... command) {
        Path output = folder.resolve(id + ".output");
        return new JobSpec(id, user(), "job", folder, List.of(command), folder, output, output);
    }

    protected JobSpec script(long id, String body) {
        return job(id, "/bin/sh", "-c", body);
    }

    protected void awaitFile(String name) {
        await().until(() -> Files.exists(folder.resolve(name)));
    }

    @Test
    void runsAJobInItsDirectoryAndTellsItsStagesInTheirOrder() throws Exception {
        try (JobExecutor executor = executor()) {
            Execution execution = executor.submit(script(1, "pwd; until [ -e go ]; do sleep 0.02; done"));
            await().until(() -> status(1).stage().equals(JobStage.RUNNING));
            Files.createFile(folder.resolve("go"));
            await().until(() -> status(1).stage().ended());

            assertThat(execution.user()).isEqualTo(user());
            assertThat(told.get(1L)).extracting(JobStatus::stage).endsWith(JobStage.RUNNING, JobStage.DONE);
            assertThat(told.get(1L).stream().filter(status -> status.stage().ended()))
                    .hasSize(1);
            assertThat(status(1).exitCode()).hasValue(0);
            assertThat(status(1).ended().orElseThrow())
                    .isAfterOrEqualTo(status(1).started().orElseThrow());
            assertThat(folder.resolve("1.output"))
                    .hasContent(folder.toRealPath().toString());
        }
    }

    @Test
    void tellsHowAJobFailed() throws Exception {
        try (JobExecutor executor = executor()) {
            executor.submit(script(1, "exit 3"));
            await().until(() -> status(1).stage().ended());

            assertThat(status(1).stage()).isEqualTo(JobStage.FAILED);
            assertThat(status(1).exitCode()).hasValue(3);
            assertThat(status(1).remark()).contains("3");
        }
    }

    @Test
    void doesNothingToAJobThatHasEnded() throws Exception {
        try (JobExecutor executor = executor()) {
            Execution execution = executor.submit(script(1, "exit 0"));
            await().until(() -> status(1).stage().ended());

            assertThatThrownBy(() -> executor.kill(execution))
                    .isInstanceOf(JobRefusedException.class)
                    .hasMessage("Job has already finished");
            assertThatThrownBy(() -> executor.suspend(execution)).isInstanceOf(JobRefusedException.class);
            assertThatThrownBy(() -> executor.resume(execution)).isInstanceOf(JobRefusedException.class);
            assertThat(status(1).stage()).isEqualTo(JobStage.DONE);
        }
    }

    @Test
    void killsAJobThatRuns() throws Exception {
        try (JobExecutor executor = executor()) {
            Execution execution = executor.submit(script(1, "touch ready; sleep 100000"));
            awaitFile("ready");
            executor.kill(execution);

            await().until(() -> status(1).stage().equals(JobStage.FAILED));
        }
    }

    @Test
    void suspendsAJobAndLetsItGoOn() throws Exception {
        try (JobExecutor executor = executor()) {
            Execution execution = executor.submit(script(1, "touch ready; until [ -e go ]; do sleep 0.02; done"));
            awaitFile("ready");
            assertThatThrownBy(() -> executor.resume(execution))
                    .isInstanceOf(JobRefusedException.class)
                    .hasMessage("Job is not suspended");
            executor.suspend(execution);
            assertThat(status(1).stage()).isEqualTo(JobStage.SUSPENDED);
            executor.resume(execution);
            assertThat(status(1).stage()).isEqualTo(JobStage.RUNNING);

            Files.createFile(folder.resolve("go"));
            await().until(() -> status(1).stage().equals(JobStage.DONE));
        }
    }

    @Test
    void runsAJobAgainFromItsBeginning() throws Exception {
        try (JobExecutor executor = executor()) {
            Execution execution =
                    executor.submit(script(1, "echo run >> runs; touch ready; until [ -e go ]; do sleep 0.02; done"));
            awaitFile("ready");
            await().until(() -> status(1).stage().equals(JobStage.RUNNING));
            executor.requeue(execution);

            await().until(() -> Files.readAllLines(folder.resolve("runs")).size() == 2);
            await().until(() -> status(1).stage().equals(JobStage.RUNNING));
            assertThat(told.get(1L))
                    .extracting(JobStatus::stage)
                    .contains(JobStage.PENDING)
                    .noneMatch(JobStage::ended);
            Files.createFile(folder.resolve("go"));
            await().until(() -> status(1).stage().ended());
            assertThat(status(1).stage()).isEqualTo(JobStage.DONE);
            assertThatThrownBy(() -> executor.requeue(execution))
                    .isInstanceOf(JobRefusedException.class)
                    .hasMessage("Job has already finished");
        }
    }

    @Test
    void endsAJobThatRunsAgain() throws Exception {
        try (JobExecutor executor = executor()) {
            Execution execution = executor.submit(script(1, "echo run >> runs; sleep 100000"));
            awaitFile("runs");
            await().until(() -> status(1).stage().equals(JobStage.RUNNING));
            executor.requeue(execution);
            await().until(() -> Files.readAllLines(folder.resolve("runs")).size() == 2);
            executor.kill(execution);

            await().until(() -> status(1).stage().ended());
            assertThat(status(1).stage()).isEqualTo(JobStage.FAILED);
        }
    }

    @Test
    void takesOverAJobThatNeverCameToItsTurn() throws Exception {
        try (JobExecutor executor = executor()) {
            JobSpec spec = script(1, "echo once >> ran");
            Map<Long, Execution> taken =
                    executor.takeOver(List.of(new LeftJob(spec, Optional.empty(), JobStatus.pending())));
            await().until(() -> status(1).stage().ended());

            assertThat(taken).containsOnlyKeys(1L);
            assertThat(status(1).stage()).isEqualTo(JobStage.DONE);
            assertThat(folder.resolve("ran")).hasContent("once");
            executor.settle(1);
            executor.settle(1);
        }
    }

    @Test
    void knowsNoExecutionOfAnother() throws Exception {
        try (JobExecutor executor = executor()) {
            Execution execution = executor.submit(script(1, "sleep 100000"));
            Execution foreign = new Execution("bob", execution.id());

            assertThatThrownBy(() -> executor.kill(foreign)).isInstanceOf(JobRefusedException.class);
            assertThatThrownBy(() -> executor.kill(new Execution(user(), "4711")))
                    .isInstanceOf(JobRefusedException.class);
            assertThat(status(1).stage().ended()).isFalse();
            executor.kill(execution);
        }
    }

    @Test
    void findsCommandsWhereJobsRun() throws Exception {
        try (JobExecutor executor = executor()) {
            String echo = executor.findCommand("echo").orElseThrow();
            executor.submit(job(1, echo, "found"));
            await().until(() -> status(1).stage().equals(JobStage.DONE));

            assertThat(folder.resolve("1.output")).hasContent("found");
        }
    }

    @Test
    void takesNoJobOnceItIsClosed() throws Exception {
        JobExecutor executor = executor();
        executor.close();

        assertThatThrownBy(() -> executor.submit(script(1, "touch never"))).isInstanceOf(JobRefusedException.class);
        assertThat(told).isEmpty();
    }
}
