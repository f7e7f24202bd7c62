package org.mantle.gateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mantle.gateway.testing.Eventually.await;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.gateway.job.Execution;
import org.mantle.gateway.job.JobExecutor;
import org.mantle.gateway.job.JobExecutorContract;
import org.mantle.gateway.job.JobRefusedException;
import org.mantle.gateway.job.JobSpec;
import org.mantle.gateway.job.JobStage;
import org.mantle.gateway.job.JobStatus;
import org.mantle.gateway.testing.ProcessTable;

/** The contract of executors, and what no client can bring about. */
class LocalExecutorTests extends JobExecutorContract {

    @BeforeAll
    static void needs() {
        Prerequisites.command("setsid", "util-linux");
    }

    @Override
    protected JobExecutor executor() throws IOException {
        return new LocalExecutor(folder, 1, Duration.ofSeconds(1), Clock.systemUTC(), this);
    }

    @Test
    void stopsNoJobThatCleansUpBecauseItIsKilled() throws Exception {
        JobSpec spec = job(1, "/bin/sh", "-c", """
                trap 'touch cleaning; until [ -e go ]; do sleep 0.02; done; touch cleaned; exit 0' TERM
                touch ready
                while :; do sleep 0.02; done""");
        try (LocalExecutor executor = new LocalExecutor(folder, 1, Duration.ofMinutes(3), Clock.systemUTC(), this)) {
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

    /** Starts a job as a gateway does, and leaves it as one that is killed does. */
    private JobProcess leave(JobSpec spec) throws IOException {
        JobProcess process = JobProcess.start(spec, Optional.of("setsid"));
        new RunningJobs(folder).add(spec, Instant.now(), process.all());
        return process;
    }

    @Test
    void endsAJobThatItTookOverWithItsFirstProcess() throws Exception {
        JobProcess process = leave(job(1, "/bin/sh", "-c", """
                sleep 100000 &
                until [ -e go ]; do sleep 0.02; done"""));
        try (LocalExecutor executor = new LocalExecutor(folder, 1, Duration.ofMillis(100), Clock.systemUTC(), this)) {
            executor.takeOver(left -> {});
            assertThat(status(1).stage()).isEqualTo(JobStage.RUNNING);
            Files.createFile(folder.resolve("go"));

            await().until(() -> status(1).stage().equals(JobStage.FAILED));
            assertThat(process.all().isAlive()).isFalse();
        } finally {
            process.all().signal("KILL");
        }
    }

    @Test
    void resumesAJobThatWasSuspendedWhenItTookItOver() throws Exception {
        JobProcess process = leave(job(1, "/bin/sh", "-c", "until [ -e go ]; do sleep 0.02; done; touch gone"));
        try (LocalExecutor executor = new LocalExecutor(folder, 1, Duration.ofMillis(100), Clock.systemUTC(), this)) {
            long id = process.all().id();
            process.all().signal("STOP");
            await().until(() -> ProcessGroup.isStopped(id, ProcessGroup.startOf(id)));
            List<Execution> left = new ArrayList<>();
            executor.takeOver(found -> left.add(found.execution()));
            assertThat(status(1).stage()).isEqualTo(JobStage.SUSPENDED);

            executor.resume(left.get(0));
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
        JobProcess process = leave(job(1, "/usr/bin/env", "python3", "-c", """
                import os
                os.mkfifo('begin')
                child = os.posix_spawn('/bin/true', ['true'], {}, file_actions=[(os.POSIX_SPAWN_OPEN, 0, 'begin', os.O_RDONLY, 0)])
                os.waitpid(child, 0)
                open('gone', 'w').close()
                """));
        try (LocalExecutor executor = new LocalExecutor(folder, 1, Duration.ofMillis(100), Clock.systemUTC(), this)) {
            long id = process.all().id();
            await().until(() -> ProcessTable.group(id).containsValue("D"));
            process.all().signal("STOP");
            await().until(() -> ProcessGroup.isStopped(id, ProcessGroup.startOf(id)));
            List<Execution> left = new ArrayList<>();
            executor.takeOver(found -> left.add(found.execution()));
            assertThat(status(1).stage()).isEqualTo(JobStage.SUSPENDED);

            executor.resume(left.get(0));
            Files.writeString(folder.resolve("begin"), "");
            await().until(() -> status(1).stage().ended());
            assertThat(folder.resolve("gone")).exists();
        } finally {
            process.all().signal("KILL");
        }
    }

    @Test
    void saysWhyAJobCouldNotBeStartedInWhateverLanguageTheSystemTellsIt() throws Exception {
        JobSpec spec = job(1, "/bin/true");
        assertThat(JobProcess.whyNotStarted(spec, new IOException("x: error=7, Argumentliste zu lang")))
                .isEqualTo("could not be started: its arguments are too long");
        assertThat(JobProcess.whyNotStarted(spec, new IOException("x: error=2, Datei nicht gefunden")))
                .contains("its folder, or that of its output, is gone");
        assertThat(JobProcess.whyNotStarted(spec, new IOException("x: error=11, Die Ressource ist nicht da")))
                .contains("no room for another process");
        assertThat(JobProcess.whyNotStarted(spec, new IOException("x: error=12, Kein Speicher")))
                .contains("no room for another process");
        assertThat(JobProcess.whyNotStarted(spec, new IOException("x: error=77, etwas")))
                .isEqualTo("could not be started");
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
                folder, 1, Duration.ofSeconds(1), Clock.systemUTC(), this, threads, Optional.of("setsid"))) {
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
}
