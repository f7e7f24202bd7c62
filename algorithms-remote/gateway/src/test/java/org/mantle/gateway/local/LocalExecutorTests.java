package org.mantle.gateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mantle.gateway.testing.Eventually.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.gateway.job.Execution;
import org.mantle.gateway.job.JobExecutor;
import org.mantle.gateway.job.JobExecutorContract;
import org.mantle.gateway.job.JobRefusedException;
import org.mantle.gateway.job.JobResources;
import org.mantle.gateway.job.JobSpec;
import org.mantle.gateway.job.JobStage;
import org.mantle.gateway.job.JobStatus;
import org.mantle.gateway.job.LeftJob;
import org.mantle.gateway.testing.ProcessTable;

/** The contract of executors, and what no client can bring about. */
class LocalExecutorTests extends JobExecutorContract {

    @BeforeAll
    static void needs() {
        Prerequisites.command("setsid", "util-linux");
    }

    @Override
    protected JobExecutor executor() throws IOException {
        return new LocalExecutor(folder, 1, Duration.ofSeconds(1), Clock.systemUTC(), false, this);
    }

    @Test
    void stopsNoJobThatCleansUpBecauseItIsKilled() throws Exception {
        JobSpec spec = job(1, "/bin/sh", "-c", """
                trap 'touch cleaning; until [ -e go ]; do sleep 0.02; done; touch cleaned; exit 0' TERM
                touch ready
                while :; do sleep 0.02; done""");
        try (LocalExecutor executor =
                new LocalExecutor(folder, 1, Duration.ofMinutes(3), Clock.systemUTC(), false, this)) {
            Execution job = executor.submit(spec);
            await().until(() -> Files.exists(folder.resolve("ready")));
            executor.kill(job);
            await().until(() -> Files.exists(folder.resolve("cleaning")));
            try {
                assertThatThrownBy(() -> executor.suspend(job))
                        .isInstanceOf(JobRefusedException.class)
                        .hasMessage("Job is being terminated");
            } finally {
                Files.createFile(folder.resolve("go"));
            }
            await().until(() -> status(1).stage().equals(JobStage.FAILED));
            assertThat(folder.resolve("cleaned")).exists();
        }
    }

    @Test
    void aJobThatIsRequeuedWhenAServiceClosesIsBegunByTheNext() throws Exception {
        JobSpec spec = script(
                1,
                "echo run >> runs; trap 'touch ending; until [ -e go ]; do sleep 0.02; done; exit 1' TERM; touch ready;"
                        + " [ -e go ] || while :; do sleep 0.02; done");
        LocalExecutor first = new LocalExecutor(folder, 1, Duration.ofMinutes(3), Clock.systemUTC(), true, this);
        Execution job = first.submit(spec);
        await().until(() -> Files.exists(folder.resolve("ready")));
        first.requeue(job);
        await().until(() -> Files.exists(folder.resolve("ending")));
        Thread closing = new Thread(first::close);
        closing.start();
        // for the end of the job, when no other is begun any more
        await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
        Files.createFile(folder.resolve("go"));
        closing.join();
        assertThat(status(1).stage()).isEqualTo(JobStage.PENDING);

        try (LocalExecutor next = new LocalExecutor(folder, 1, Duration.ofMinutes(3), Clock.systemUTC(), true, this)) {
            next.takeOver(List.of(new LeftJob(spec, Optional.of(job), status(1))));
            await().until(() -> status(1).stage().ended());
        }
        assertThat(status(1).stage()).isEqualTo(JobStage.DONE);
        assertThat(folder.resolve("runs")).hasContent("run\nrun");
    }

    private JobSpec limited(long id, Duration limit, Map<String, String> environment, String script) {
        JobSpec plain = job(id, "/bin/sh", "-c", script);
        JobResources resources = new JobResources(
                Optional.of(limit), OptionalLong.of(1), OptionalInt.of(1), Optional.of("none"), Optional.empty());
        return new JobSpec(
                plain.id(),
                plain.user(),
                plain.name(),
                plain.home(),
                plain.command(),
                plain.directory(),
                plain.output(),
                plain.error(),
                resources,
                environment,
                Optional.empty());
    }

    @Test
    void endsAJobAtItsTimeLimitWithAllItsProcesses() throws Exception {
        try (JobExecutor executor = executor()) {
            executor.submit(
                    limited(1, Duration.ofSeconds(3), Map.of(), "sleep 100001 & echo $! > child; sleep 100001"));
            await().until(() -> status(1).stage().ended());

            assertThat(status(1).stage()).isEqualTo(JobStage.FAILED);
            assertThat(status(1).remark()).isEqualTo("ended at its time limit of 3 seconds");
            assertThat(ProcessTable.runs(
                            Files.readString(folder.resolve("child")).strip()))
                    .isFalse();
        }
    }

    @Test
    void countsNoTimeForWhichAJobIsStopped() throws Exception {
        try (JobExecutor executor = executor()) {
            Execution execution = executor.submit(
                    limited(1, Duration.ofSeconds(5), Map.of(), "touch ready; until [ -e go ]; do sleep 0.02; done"));
            await().until(() -> Files.exists(folder.resolve("ready")));
            Instant stopped = Instant.now();
            executor.suspend(execution);
            await().until(() -> Instant.now().isAfter(stopped.plusSeconds(6)));
            assertThat(status(1).stage()).isEqualTo(JobStage.SUSPENDED);
            Files.createFile(folder.resolve("go"));
            executor.resume(execution);

            await().until(() -> status(1).stage().ended());
            assertThat(status(1).remark()).isEmpty();
        }
    }

    @Test
    void givesAJobItsEnvironmentButNotInPlaceOfItsMarks() throws Exception {
        try (JobExecutor executor = executor()) {
            executor.submit(limited(
                    1,
                    Duration.ofMinutes(5),
                    Map.of("OMP_NUM_THREADS", "4", "LANG", "C", "HOME", "/root"),
                    "echo $OMP_NUM_THREADS $LANG $HOME $MANTLE_JOB_ID"));
            await().until(() -> status(1).stage().equals(JobStage.DONE));

            assertThat(folder.resolve("1.output")).hasContent("4 C " + folder + " 1");
        }
    }

    /** Starts a job as a gateway does, and leaves it as one that is killed does. */
    private JobProcess leave(JobSpec spec) throws IOException {
        return JobProcess.start(spec, Optional.of("setsid"), new JobRecords(folder));
    }

    /** Returns a job as a gateway wrote it down that was killed just before it could write down that the job runs. */
    private static LeftJob left(JobSpec spec) {
        return new LeftJob(spec, Optional.empty(), JobStatus.pending());
    }

    private void awaitClaim(long id) {
        await().until(() -> new JobRecords(folder).claim(id).isPresent());
    }

    @Test
    void endsAJobThatItTookOverWithItsFirstProcess() throws Exception {
        JobSpec spec = job(1, "/bin/sh", "-c", """
                sleep 100000 &
                until [ -e go ]; do sleep 0.02; done""");
        JobProcess process = leave(spec);
        awaitClaim(1);
        try (LocalExecutor executor =
                new LocalExecutor(folder, 1, Duration.ofMillis(100), Clock.systemUTC(), false, this)) {
            executor.takeOver(List.of(left(spec)));
            assertThat(status(1).stage()).isEqualTo(JobStage.RUNNING);
            Files.createFile(folder.resolve("go"));

            await().until(() -> status(1).stage().equals(JobStage.DONE));
            assertThat(status(1).exitCode()).hasValue(0);
            assertThat(process.all().isAlive()).isFalse();
        } finally {
            process.all().signal("KILL");
        }
    }

    @Test
    void resumesAJobThatWasSuspendedWhenItTookItOver() throws Exception {
        JobSpec spec = job(1, "/bin/sh", "-c", "until [ -e go ]; do sleep 0.02; done; touch gone");
        JobProcess process = leave(spec);
        awaitClaim(1);
        try (LocalExecutor executor =
                new LocalExecutor(folder, 1, Duration.ofMillis(100), Clock.systemUTC(), false, this)) {
            long id = process.all().id();
            process.all().signal("STOP");
            await().until(() -> ProcessGroup.isStopped(id, ProcessGroup.startOf(id)));
            Execution left = executor.takeOver(List.of(left(spec))).get(1L);
            assertThat(status(1).stage()).isEqualTo(JobStage.SUSPENDED);

            executor.resume(left);
            assertThat(status(1).stage()).isEqualTo(JobStage.RUNNING);
            Files.createFile(folder.resolve("go"));
            await().until(() -> status(1).stage().ended());
            assertThat(folder.resolve("gone")).exists();
        } finally {
            process.all().signal("KILL");
        }
    }

    /** The program of this job begins when somebody writes into a pipe; until then no signal reaches who started it. */
    @Test
    void aJobIsSuspendedAlsoWhileItWaitsForAProgramToBegin() throws Exception {
        Prerequisites.command("python3", "python3");
        JobSpec spec = job(1, "/usr/bin/env", "python3", "-c", """
                import os
                os.mkfifo('begin')
                child = os.posix_spawn('/bin/true', ['true'], {}, file_actions=[(os.POSIX_SPAWN_OPEN, 0, 'begin', os.O_RDONLY, 0)])
                os.waitpid(child, 0)
                open('gone', 'w').close()
                """);
        JobProcess process = leave(spec);
        awaitClaim(1);
        try (LocalExecutor executor =
                new LocalExecutor(folder, 1, Duration.ofMillis(100), Clock.systemUTC(), false, this)) {
            long id = process.all().id();
            await().until(() -> ProcessTable.group(id).containsValue("D"));
            process.all().signal("STOP");
            await().until(() -> ProcessGroup.isStopped(id, ProcessGroup.startOf(id)));
            Execution left = executor.takeOver(List.of(left(spec))).get(1L);
            assertThat(status(1).stage()).isEqualTo(JobStage.SUSPENDED);

            executor.resume(left);
            Files.writeString(folder.resolve("begin"), "");
            await().until(() -> status(1).stage().ended());
            assertThat(folder.resolve("gone")).exists();
        } finally {
            process.all().signal("KILL");
        }
    }

    /** As Java 17 tells it, and as newer ones do. */
    @ParameterizedTest
    @ValueSource(strings = {"x: error=%d, %s", "x: Exec failed, error: %d (%s) "})
    void saysWhyAJobCouldNotBeStartedInWhateverLanguageTheSystemTellsIt(String form) throws Exception {
        assertThat(whyNotStarted(form, 7, "Argumentliste zu lang"))
                .isEqualTo("could not be started: its arguments are too long");
        assertThat(whyNotStarted(form, 2, "Datei nicht gefunden"))
                .contains("its folder, or that of its output, is gone");
        assertThat(whyNotStarted(form, 11, "Die Ressource ist nicht da")).contains("no room for another process");
        assertThat(whyNotStarted(form, 12, "Kein Speicher")).contains("no room for another process");
        assertThat(whyNotStarted(form, 77, "etwas")).isEqualTo("could not be started");
    }

    private String whyNotStarted(String form, int error, String words) throws IOException {
        return JobProcess.whyNotStarted(job(1, "/bin/true"), new IOException(form.formatted(error, words)));
    }

    @Test
    void waitsForNoCommandThatHangs() throws Exception {
        Process hangs = new ProcessBuilder("sleep", "100000").start();

        assertThatThrownBy(() -> ProcessGroup.succeeds(hangs, Duration.ofMillis(50)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("\"kill\" did not end");
        hangs.waitFor();
        assertThat(ProcessGroup.succeeds(new ProcessBuilder("true").start(), Duration.ofMinutes(2)))
                .isTrue();
        assertThat(ProcessGroup.succeeds(new ProcessBuilder("false").start(), Duration.ofMinutes(2)))
                .isFalse();
    }

    @Test
    void doesNotRememberAnyNumberOfJobsThatWait() throws Exception {
        try (LocalExecutor executor = new LocalExecutor(
                folder, 1, Duration.ZERO, Clock.systemUTC(), false, this, Thread::new, Optional.of("setsid"))) {
            executor.submit(job(1, "/bin/sleep", "1000"));
            List<JobSpec> tasks = new ArrayList<>();
            for (int id = 2; id <= 20_001; id++) {
                tasks.add(job(id, "x"));
            }
            executor.submitAll(tasks);

            assertThatThrownBy(() -> executor.submit(job(20_002, "x")))
                    .isInstanceOf(JobRefusedException.class)
                    .hasMessageContaining("Too many jobs are waiting (at most 20000");
            executor.kill(new Execution(user(), "20001"));
            executor.submit(job(20_002, "x"));
        }
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
        try (LocalExecutor executor = new LocalExecutor(
                folder, 1, Duration.ofSeconds(1), Clock.systemUTC(), false, this, threads, Optional.of("setsid"))) {
            executor.submit(job(1, "/bin/echo", "hello"));
            JobStatus refused = status(1);

            assertThat(refused.stage()).isEqualTo(JobStage.FAILED);
            assertThat(refused.remark()).contains("could not be started", "no thread left", "submit it again");
            exhausted.set(false);
            executor.submit(job(2, "/bin/echo", "hello"));
            await().until(() -> status(2).stage().equals(JobStage.DONE));
            assertThat(folder.resolve("2.output")).hasContent("hello");
        }
    }

    @Test
    void tellsHowAJobEndedWhileNobodyWasThere() throws Exception {
        JobSpec spec = job(1, "/bin/sh", "-c", "sleep 100000 & echo $! > child; exit 9");
        JobProcess process = leave(spec);
        assertThat(process.await()).isEqualTo(9);
        Instant end = new JobRecords(folder).exit(1).orElseThrow().time();
        await().until(() -> Instant.now().isAfter(end.plusMillis(50)));
        try (LocalExecutor executor = new LocalExecutor(folder, 1, Duration.ZERO, Clock.systemUTC(), false, this)) {
            executor.takeOver(List.of(left(spec)));
            await().until(() -> status(1).stage().ended());

            assertThat(status(1).exitCode()).hasValue(9);
            assertThat(status(1).remark()).isEqualTo("exit code 9");
            assertThat(status(1).ended()).contains(end);
            assertThat(ProcessTable.runs(
                            Files.readString(folder.resolve("child")).strip()))
                    .isFalse();
            executor.settle(1);
            assertThat(folder.resolve("processes")).isEmptyDirectory();
        }
    }

    @Test
    void tellsThatAJobWasLostWithTheProcessThatRanIt() throws Exception {
        JobSpec spec = job(1, "/bin/sh", "-c", "sleep 100000");
        JobProcess process = leave(spec);
        awaitClaim(1);
        process.all().signal("KILL");
        process.await();
        try (LocalExecutor executor = new LocalExecutor(folder, 1, Duration.ZERO, Clock.systemUTC(), false, this)) {
            executor.takeOver(List.of(left(spec)));
            await().until(() -> status(1).stage().equals(JobStage.FAILED));

            assertThat(status(1).exitCode()).isEmpty();
            assertThat(status(1).remark())
                    .isEqualTo("was killed together with the process that runs it, so that its exit code is not known");
        }
    }

    /** A process has the number of one that ran a job, and another start; another has both, of another start of the machine. */
    @Test
    void takesNoStrangersForItsJobs() throws Exception {
        Process stranger = new ProcessBuilder("setsid", "sleep", "100000").start();
        try {
            await().until(() -> ProcessGroup.startOf(stranger.pid()) > 0);
            long start = ProcessGroup.startOf(stranger.pid());
            String boot =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            claim(1, stranger.pid() + " " + (start - 1) + " " + boot);
            claim(2, stranger.pid() + " " + start + " 00000000-0000-0000-0000-000000000000");
            claim(3, "");
            try (LocalExecutor executor = new LocalExecutor(folder, 3, Duration.ZERO, Clock.systemUTC(), false, this)) {
                executor.takeOver(
                        List.of(left(job(1, "/bin/true")), left(job(2, "/bin/true")), left(job(3, "/bin/true"))));
                await().until(() -> List.of(1L, 2L, 3L).stream()
                        .allMatch(id -> status(id).stage().equals(JobStage.FAILED)));

                assertThat(status(1).remark()).startsWith("was killed together");
                assertThat(status(2).remark()).isEqualTo("was lost when the gateway's machine was started anew");
                assertThat(status(3).remark()).startsWith("was killed together");
            }
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    private void claim(long id, String text) throws IOException {
        Path own = Files.createDirectories(folder.resolve("processes").resolve(Long.toString(id)));
        Files.writeString(own.resolve("claim"), text);
    }

    /** A gateway that was killed has started the job's process, which has not come to write that down when the next starts another. */
    @Test
    void runsAJobOnceThatTwoGatewaysStarted() throws Exception {
        JobSpec spec = job(1, "/bin/sh", "-c", "echo once >> ran; until [ -e go ]; do sleep 0.02; done; exit 6");
        JobProcess first = leave(spec);
        try (LocalExecutor executor =
                new LocalExecutor(folder, 1, Duration.ofMillis(100), Clock.systemUTC(), false, this)) {
            awaitClaim(1);
            // as the next gateway has it that has just found no claim
            executor.submit(spec);
            await().until(() -> status(1).processId().isPresent()
                    && status(1).processId().getAsLong() == first.all().id());
            Files.createFile(folder.resolve("go"));
            await().until(() -> status(1).stage().ended());

            assertThat(status(1).exitCode()).hasValue(6);
            assertThat(folder.resolve("ran")).hasContent("once");
        } finally {
            first.all().signal("KILL");
        }
    }

    @Test
    void forgetsTheRecordsOfJobsWhoseEndWasWrittenDown() throws Exception {
        claim(1, "4711 1 x");
        try (LocalExecutor executor = new LocalExecutor(folder, 1, Duration.ZERO, Clock.systemUTC(), false, this)) {
            executor.takeOver(List.of());

            assertThat(folder.resolve("processes")).isEmptyDirectory();
        }
    }

    @Test
    void lettingJobsGoOnItWaitsForThoseThatAreBeingKilled() throws Exception {
        JobSpec staying = job(1, "/bin/sh", "-c", "echo $$ > pid; sleep 100000");
        JobSpec stubborn = job(2, "/bin/sh", "-c", "trap '' TERM; touch ready; while :; do sleep 0.02; done");
        try (LocalExecutor executor =
                new LocalExecutor(folder, 2, Duration.ofMillis(200), Clock.systemUTC(), true, this)) {
            executor.submit(staying);
            Execution killed = executor.submit(stubborn);
            await().until(() -> Files.exists(folder.resolve("ready")) && Files.exists(folder.resolve("pid")));
            executor.kill(killed);
        }
        assertThat(status(2).stage()).isEqualTo(JobStage.FAILED);
        assertThat(status(1).stage()).isEqualTo(JobStage.RUNNING);
        assertThat(ProcessTable.runs(Files.readString(folder.resolve("pid")).strip()))
                .isTrue();
        // ends it
        try (LocalExecutor executor =
                new LocalExecutor(folder, 2, Duration.ofMillis(200), Clock.systemUTC(), false, this)) {
            executor.takeOver(List.of(left(staying)));
        }
        assertThat(status(1).stage()).isEqualTo(JobStage.FAILED);
    }
}
