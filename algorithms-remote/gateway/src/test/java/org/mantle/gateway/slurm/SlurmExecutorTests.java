package org.mantle.gateway.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mantle.gateway.job.JobStage.FAILED;
import static org.mantle.gateway.job.JobStage.PENDING;
import static org.mantle.gateway.job.JobStage.RUNNING;
import static org.mantle.gateway.job.JobStage.SUSPENDED;
import static org.mantle.gateway.testing.Eventually.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.gateway.job.Execution;
import org.mantle.gateway.job.ExecutorException;
import org.mantle.gateway.job.JobExecutor;
import org.mantle.gateway.job.JobExecutorContract;
import org.mantle.gateway.job.JobRefusedException;
import org.mantle.gateway.job.JobResources;
import org.mantle.gateway.job.JobSpec;
import org.mantle.gateway.job.JobStage;
import org.mantle.gateway.job.JobStatus;
import org.mantle.gateway.job.LeftJob;
import org.mantle.gateway.testing.SlurmCluster;

/** The contract of executors, and what is Slurm's own, on a real Slurm. */
class SlurmExecutorTests extends JobExecutorContract {

    private static SlurmCluster cluster;

    @TempDir
    private Path own;

    @BeforeAll
    static void startCluster() throws IOException {
        cluster = SlurmCluster.shared();
    }

    @BeforeEach
    void giveFolder() throws IOException {
        cluster.giveToUser(folder);
    }

    @AfterEach
    void endJobs() throws IOException {
        cluster.cancelAll();
    }

    @Override
    protected String user() {
        return cluster.user();
    }

    @Override
    protected SlurmExecutor executor() throws IOException {
        return executor(cluster.url());
    }

    private SlurmExecutor executor(URI url) throws IOException {
        SlurmSettings settings = new SlurmSettings(
                url,
                SlurmKey.read(cluster.keyFile()),
                Duration.ofMillis(100),
                Duration.ofSeconds(25),
                Duration.ofSeconds(3),
                "0022");
        return new SlurmExecutor(own, settings, Clock.systemUTC(), this);
    }

    private static JobSpec with(JobSpec spec, JobResources resources, Map<String, String> environment) {
        return new JobSpec(
                spec.id(),
                spec.user(),
                spec.name(),
                spec.home(),
                spec.command(),
                spec.directory(),
                spec.output(),
                spec.error(),
                resources,
                environment,
                Optional.of("client-mark-1"));
    }

    private static JobResources resources(OptionalInt processors, Optional<String> partition, Optional<String> array) {
        return new JobResources(Optional.of(Duration.ofMinutes(7)), OptionalLong.of(100), processors, partition, array);
    }

    /** What Slurm's own command says of the only job with a name. */
    private String shown(String name) throws IOException {
        return cluster.call(
                "scontrol",
                "show",
                "job",
                cluster.call("squeue", "-h", "-a", "-o", "%A", "-n", name).strip());
    }

    @Test
    void runsAJobAsItsUserWithWhatItAsksFor() throws Exception {
        JobSpec spec = with(
                script(1, "id -un; echo $HOME $USER $WORD $MANTLE_JOB_ID; pwd; until [ -e go ]; do sleep 0.02; done"),
                resources(OptionalInt.of(2), Optional.of("main"), Optional.empty()),
                Map.of("WORD", "it's $HOME"));
        try (SlurmExecutor executor = executor()) {
            executor.submit(spec);
            await().until(() -> status(1).stage().equals(JobStage.RUNNING));
            String shown = shown("job");
            Files.createFile(folder.resolve("go"));
            await().until(() -> status(1).stage().ended());

            assertThat(folder.resolve("1.output"))
                    .hasContent(user() + "\n" + folder + " " + user() + " it's $HOME 1\n" + folder.toRealPath());
            assertThat(shown)
                    .contains("TimeLimit=00:07:00", "MinMemoryNode=100M", "CPUs/Task=2", "Partition=main", "Requeue=0")
                    .containsPattern("Comment=mantle:[0-9a-z]+-1 mantle:client-mark-1");
            assertThat(Files.getOwner(folder.resolve("1.output")).getName()).isEqualTo(user());
        }
    }

    @Test
    void tellsBySignalAndByWordHowAJobEnded() throws Exception {
        try (SlurmExecutor executor = executor()) {
            executor.submit(script(1, "kill -SEGV $$"));
            executor.submit(script(2, "echo why; exit 4"));
            executor.submit(job(3, folder.resolve("missing").toString()));
            await().until(() -> List.of(1L, 2L, 3L).stream()
                    .allMatch(id -> status(id).stage().ended()));

            assertThat(status(1).remark()).isEqualTo("exit code 139 (signal 11), see 1.output");
            assertThat(status(1).exitCode()).hasValue(139);
            assertThat(status(2).remark()).isEqualTo("exit code 4, see 2.output");
            assertThat(status(3).exitCode()).hasValue(127);
        }
    }

    @Test
    void saysThatAJobCouldNotBeStarted() throws Exception {
        JobSpec spec = script(1, "true");
        JobSpec elsewhere = new JobSpec(
                1, spec.user(), "job", folder, spec.command(), folder.resolve("gone"), spec.output(), spec.error());
        JobSpec noOutput = new JobSpec(
                2,
                spec.user(),
                "job",
                folder,
                spec.command(),
                folder,
                folder.resolve("gone/x"),
                folder.resolve("gone/y"));
        try (SlurmExecutor executor = executor()) {
            executor.submit(elsewhere);
            executor.submit(noOutput);
            await().until(() -> status(1).stage().ended() && status(2).stage().ended());

            assertThat(status(2).stage()).isEqualTo(JobStage.FAILED);
            assertThat(status(2).remark()).startsWith("could not be started");
        }
    }

    @Test
    void keepsAJobFromStartingAndLetsItStart() throws Exception {
        JobResources all = resources(OptionalInt.of(4), Optional.empty(), Optional.empty());
        try (SlurmExecutor executor = executor()) {
            executor.submit(with(script(1, "until [ -e go ]; do sleep 0.02; done"), all, Map.of()));
            await().until(() -> status(1).stage().equals(JobStage.RUNNING));
            Execution second = executor.submit(with(script(2, "touch started"), all, Map.of()));
            executor.suspend(second);
            assertThat(status(2).stage()).isEqualTo(JobStage.SUSPENDED);
            assertThatThrownBy(() -> executor.requeue(second)).isInstanceOf(JobRefusedException.class);
            executor.resume(second);
            assertThat(status(2).stage()).isEqualTo(JobStage.PENDING);
            assertThat(folder.resolve("started")).doesNotExist();

            Files.createFile(folder.resolve("go"));
            await().until(() -> status(2).stage().equals(JobStage.DONE));
        }
    }

    @Test
    void tellsAtOnceThatAJobWasKilledBeforeItStarted() throws Exception {
        JobResources all = resources(OptionalInt.of(4), Optional.empty(), Optional.empty());
        try (SlurmExecutor executor = executor()) {
            Execution first = executor.submit(with(script(1, "sleep 100000"), all, Map.of()));
            await().until(() -> status(1).stage().equals(JobStage.RUNNING));
            Execution second = executor.submit(with(script(2, "touch started"), all, Map.of()));
            executor.kill(second);

            assertThat(status(2).stage()).isEqualTo(JobStage.FAILED);
            assertThat(status(2).remark()).isEqualTo("killed before it started");
            assertThat(status(2).started()).isEmpty();
            executor.kill(first);
            await().until(() -> status(1).stage().ended());
            assertThat(status(1).remark()).isEqualTo("killed");
        }
    }

    @Test
    void runsTheTasksOfAnArrayAndNamesThoseThatFailed() throws Exception {
        JobSpec spec = with(
                script(1, "echo task $SLURM_ARRAY_TASK_ID; [ $SLURM_ARRAY_TASK_ID != 2 ] || exit 6"),
                resources(OptionalInt.empty(), Optional.empty(), Optional.of("0-3%2")),
                Map.of());
        try (SlurmExecutor executor = executor()) {
            executor.submit(spec);
            await().until(() -> status(1).stage().ended());

            assertThat(status(1).stage()).isEqualTo(JobStage.FAILED);
            assertThat(status(1).remark()).isEqualTo("1 of 4 tasks failed: 2");
            assertThat(status(1).exitCode()).hasValue(6);
            for (int task = 0; task < 4; task++) {
                assertThat(folder.resolve("1.output." + task)).hasContent("task " + task);
            }
        }
    }

    @Test
    void suspendsResumesAndKillsAnArray() throws Exception {
        JobSpec spec = with(
                script(1, "sleep 100000"),
                resources(OptionalInt.empty(), Optional.empty(), Optional.of("0-5%2")),
                Map.of());
        try (SlurmExecutor executor = executor()) {
            Execution array = executor.submit(spec);
            await().until(() -> status(1).stage().equals(JobStage.RUNNING));
            executor.suspend(array);
            assertThat(status(1).stage()).isEqualTo(JobStage.SUSPENDED);
            executor.resume(array);
            await().until(() -> status(1).stage().equals(JobStage.RUNNING));
            executor.kill(array);

            await().until(() -> status(1).stage().ended());
            assertThat(status(1).stage()).isEqualTo(JobStage.FAILED);
        }
    }

    private List<JobStage> tasks() {
        return status(1).tasks().values().stream().map(JobStatus::stage).toList();
    }

    @Test
    void killsSuspendsAndResumesSingleTasksOfAnArray() throws Exception {
        JobSpec spec = with(
                script(1, "echo $LSB_JOBINDEX; sleep 100000"),
                resources(OptionalInt.empty(), Optional.empty(), Optional.of("1-5%2")),
                Map.of());
        try (SlurmExecutor executor = executor()) {
            Execution array = executor.submit(spec);
            await().until(() -> tasks().equals(List.of(RUNNING, RUNNING, PENDING, PENDING, PENDING)));
            executor.kill(array.task(4));
            await().until(() -> tasks().equals(List.of(RUNNING, RUNNING, PENDING, FAILED, PENDING)));
            assertThat(status(1).tasks().get(4).remark()).isEqualTo("killed before it started");
            assertThat(status(1).stage()).isEqualTo(RUNNING);
            assertThatThrownBy(() -> executor.kill(array.task(4))).hasMessageContaining("already finished");
            executor.suspend(array.task(2));
            executor.suspend(array.task(5));
            assertThat(tasks()).containsExactly(RUNNING, SUSPENDED, PENDING, FAILED, SUSPENDED);
            assertThatThrownBy(() -> executor.resume(array.task(1))).hasMessageContaining("not suspended");
            executor.resume(array.task(5));
            executor.resume(array.task(2));
            assertThat(tasks()).containsExactly(RUNNING, RUNNING, PENDING, FAILED, PENDING);
            assertThatThrownBy(() -> executor.requeue(array.task(1))).hasMessageContaining("whole arrays");
            executor.kill(array.task(1));
            await().until(() -> tasks().equals(List.of(FAILED, RUNNING, RUNNING, FAILED, PENDING)));
            assertThat(status(1).tasks().get(1).remark()).isEqualTo("killed");
            assertThat(folder.resolve("1.output.1")).content().startsWith("1\n");
            executor.kill(array);
            await().until(() -> status(1).stage().ended());
            assertThat(status(1).remark()).isEqualTo("5 of 5 tasks failed: 1, 2, 3, 4, 5");
        }
    }

    @Test
    void theNextGatewayRemembersTasksThatSlurmHasForgotten() throws Exception {
        JobSpec spec = with(
                script(1, "[ $LSB_JOBINDEX = 1 ] && exit 3; until [ -e go ]; do sleep 0.1; done"),
                resources(OptionalInt.empty(), Optional.empty(), Optional.of("1-2")),
                Map.of());
        JobStatus known;
        try (SlurmExecutor executor = executor()) {
            executor.submit(spec);
            await().until(() -> tasks().equals(List.of(FAILED, RUNNING)));
            known = status(1);
        }
        // as if Slurm had forgotten that task meanwhile
        TreeMap<Integer, JobStatus> changed = new TreeMap<>(known.tasks());
        changed.put(7, known.tasks().get(1));
        try (SlurmExecutor next = executor()) {
            next.takeOver(List.of(new LeftJob(spec, Optional.of(new Execution(user(), "x")), known.with(changed))));
            Files.createFile(folder.resolve("go"));
            await().until(() -> status(1).stage().ended());
            assertThat(status(1).remark()).isEqualTo("2 of 3 tasks failed: 1, 7");
            assertThat(status(1).tasks().get(7).exitCode()).hasValue(3);
        }
    }

    @Test
    void refusesInSlurmsWordsWhatSlurmRefuses() throws Exception {
        try (SlurmExecutor executor = executor()) {
            JobSpec spec = with(
                    script(1, "true"), resources(OptionalInt.empty(), Optional.of("none"), Optional.empty()), Map.of());

            assertThatThrownBy(() -> executor.submit(spec))
                    .isInstanceOf(JobRefusedException.class)
                    .hasMessageContaining("Invalid partition name specified");
            assertThat(told(1)).isEmpty();
        }
    }

    @Test
    void refusesWhatSlurmWouldTakeAndNeverRun() throws Exception {
        JobSpec spec = script(1, "true");
        try (SlurmExecutor executor = executor()) {
            for (String user : List.of("no-such-account", "4711", "root")) {
                JobSpec foreign =
                        new JobSpec(1, user, "job", folder, spec.command(), folder, spec.output(), spec.error());
                assertThatThrownBy(() -> executor.submit(foreign)).isInstanceOf(JobRefusedException.class);
            }
            assertThatThrownBy(() -> executor.submit(
                            with(spec, resources(OptionalInt.empty(), Optional.empty(), Optional.of("5-1")), Map.of())))
                    .isInstanceOf(JobRefusedException.class)
                    .hasMessageContaining("0-9%2");
            assertThatThrownBy(() -> executor.submit(with(spec, JobResources.unbounded(), Map.of("A-B", "x"))))
                    .isInstanceOf(JobRefusedException.class)
                    .hasMessageContaining("A-B");
        }
    }

    @Test
    void takesOverTheJobsOfAnEarlierGateway() throws Exception {
        JobSpec running = script(1, "until [ -e go ]; do sleep 0.02; done; exit 5");
        JobSpec neverSent = script(2, "echo sent");
        Execution known;
        try (SlurmExecutor executor = executor()) {
            known = executor.submit(running);
            await().until(() -> status(1).stage().equals(JobStage.RUNNING));
        }
        try (SlurmExecutor executor = executor()) {
            Map<Long, Execution> left = executor.takeOver(List.of(
                    new LeftJob(running, Optional.empty(), JobStatus.pending()),
                    new LeftJob(neverSent, Optional.empty(), JobStatus.pending())));
            assertThat(left.get(1L)).isEqualTo(known);
            Files.createFile(folder.resolve("go"));
            await().until(() -> status(1).stage().ended() && status(2).stage().ended());

            assertThat(status(1).exitCode()).hasValue(5);
            assertThat(status(2).stage()).isEqualTo(JobStage.DONE);
            assertThat(folder.resolve("2.output")).hasContent("sent");
        }
    }

    @Test
    void tellsAgainWhatBecameOfJobsWhenSlurmIsBack() throws Exception {
        try (SlurmExecutor executor = executor()) {
            Execution job = executor.submit(script(1, "until [ -e go ]; do sleep 0.02; done; touch gone; exit 3"));
            await().until(() -> status(1).stage().equals(JobStage.RUNNING));
            cluster.stopRest();
            try {
                assertThatThrownBy(() -> executor.submit(script(2, "touch second")))
                        .isInstanceOf(ExecutorException.class)
                        .hasMessageContaining("cannot be reached");
                assertThatThrownBy(() -> executor.kill(job)).isInstanceOf(ExecutorException.class);
                Files.createFile(folder.resolve("go"));
                awaitFile("gone");
                assertThat(status(1).stage()).isEqualTo(JobStage.RUNNING);
            } finally {
                cluster.startRest();
            }
            await().until(() -> status(1).stage().ended());

            assertThat(status(1).exitCode()).hasValue(3);
            assertThat(told(2)).isEmpty();
            assertThat(folder.resolve("second")).doesNotExist();
        }
    }

    @Test
    void saysThatTheControllerIsAway() throws Exception {
        try (SlurmExecutor executor = executor()) {
            executor.submit(script(1, "true"));
            await().until(() -> status(1).stage().ended());
            cluster.stopController();
            try {
                assertThatThrownBy(() -> executor.submit(script(2, "touch second")))
                        .isInstanceOf(ExecutorException.class)
                        .hasMessageContaining("Slurm's controller does not answer at present");
            } finally {
                cluster.startController();
                cluster.awaitNode();
            }
            executor.submit(script(3, "true"));
            await().until(() -> status(3).stage().equals(JobStage.DONE));
            assertThat(folder.resolve("second")).doesNotExist();
        }
    }

    @Test
    void saysThatTheKeyIsAnother(@TempDir Path elsewhere) throws Exception {
        Path key = elsewhere.resolve("key");
        Files.write(key, new byte[32]);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        SlurmSettings settings = new SlurmSettings(cluster.url(), SlurmKey.read(key));
        try (JobExecutor executor = new SlurmExecutor(own, settings, Clock.systemUTC(), this)) {
            assertThatThrownBy(() -> executor.submit(script(1, "true")))
                    .isInstanceOf(ExecutorException.class)
                    .hasMessageContaining("key");
            assertThat(told(1)).isEmpty();
            assertThatThrownBy(() -> SlurmExecutor.version(settings, Clock.systemUTC()))
                    .hasMessageContaining("jwt_key")
                    .hasMessageNotContaining("Tell whoever");
        }
    }

    @Test
    void leavesABareNameToThePathOfTheMachinesOnWhichJobsRun() throws Exception {
        try (JobExecutor executor = executor()) {
            String name = executor.findCommand("no-such-command").orElseThrow();
            executor.submit(job(1, name));
            await().until(() -> status(1).stage().equals(JobStage.FAILED));

            assertThat(status(1).exitCode()).hasValue(127);
        }
    }

    @Test
    void submitsOnceHoweverManyAnswersAreLost() throws Exception {
        int jobs = 20;
        try (LossyProxy proxy = new LossyProxy(cluster.url());
                SlurmExecutor executor = executor(proxy.url())) {
            for (int id = 1; id <= jobs; id++) {
                proxy.lose(
                        id % 3 == 0
                                ? LossyProxy.Loss.NONE
                                : id % 3 == 1 ? LossyProxy.Loss.ANSWER : LossyProxy.Loss.HALF);
                executor.submit(script(id, "echo " + id + " >> runs"));
            }
            proxy.lose(LossyProxy.Loss.REQUEST);
            executor.submit(script(jobs + 1, "echo " + (jobs + 1) + " >> runs"));
            await().until(() -> LongStream.rangeClosed(1, jobs + 1)
                    .allMatch(id -> status(id).stage().ended()));

            assertThat(Files.readAllLines(folder.resolve("runs")))
                    .hasSize(jobs + 1)
                    .doesNotHaveDuplicates();
        }
    }
}
