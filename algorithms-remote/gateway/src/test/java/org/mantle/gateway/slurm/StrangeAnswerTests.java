package org.mantle.gateway.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mantle.gateway.testing.Eventually.await;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mantle.gateway.job.Execution;
import org.mantle.gateway.job.ExecutorException;
import org.mantle.gateway.job.JobObserver;
import org.mantle.gateway.job.JobRefusedException;
import org.mantle.gateway.job.JobResources;
import org.mantle.gateway.job.JobSpec;
import org.mantle.gateway.job.JobStage;
import org.mantle.gateway.job.JobStatus;
import org.mantle.gateway.job.LeftJob;

/** What a Slurm says that forgets jobs, has other states, is slow, or is of another version. */
class StrangeAnswerTests implements JobObserver {

    private static final Duration SETTLING = Duration.ofMillis(300);

    @TempDir
    private Path folder;

    private final List<JobStatus> told = new ArrayList<>();
    private boolean fails;
    private ScriptedDaemon daemon;
    private SlurmExecutor executor;
    private String user;
    private boolean failing;

    /** What is done before something that is told is taken. */
    private volatile Runnable telling = () -> {};

    @BeforeEach
    void start() throws IOException {
        // nobody runs anything here: any account but root's will do
        String own = Files.getOwner(Path.of("/proc/self")).getName();
        user = own.equals("root") ? "nobody" : own;
        daemon = new ScriptedDaemon();
        executor = executor(Duration.ofSeconds(5));
    }

    private SlurmExecutor executor(Duration patience) throws IOException {
        Path key = folder.resolve("key");
        Files.write(key, new byte[32]);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        SlurmSettings settings =
                new SlurmSettings(daemon.url(), SlurmKey.read(key), Duration.ofMillis(20), patience, SETTLING, "0022");
        return new SlurmExecutor(folder, settings, Clock.systemUTC(), this);
    }

    @AfterEach
    void stop() {
        executor.close();
        daemon.close();
    }

    @Override
    public void changed(long job, JobStatus status) {
        telling.run();
        note(status);
    }

    private synchronized void note(JobStatus status) {
        if (failing) {
            failing = false;
            throw new IllegalStateException("whatever goes wrong with what was learnt");
        }
        told.add(status);
        if (fails) {
            throw new IllegalStateException("for the test");
        }
    }

    private synchronized Optional<JobStatus> last() {
        return told.isEmpty() ? Optional.empty() : Optional.of(told.get(told.size() - 1));
    }

    private JobSpec spec() {
        Path output = folder.resolve("1.output");
        return new JobSpec(1, user, "job", folder, List.of("/bin/true"), folder, output, output);
    }

    private String comment() throws IOException {
        return "mantle:" + Files.readString(folder.resolve("slurm-name")).strip() + "-1";
    }

    private void say(String state) throws IOException {
        daemon.listing = ScriptedDaemon.listing(comment(), user, state);
    }

    @Test
    void tellsSinceWhenTheStatesOfJobsAreNotKnownAnyMore() throws Exception {
        say("RUNNING");
        executor.submit(spec());
        await().until(() -> last().isPresent());
        assertThat(executor.outage()).isEmpty();
        Instant before = Instant.now().minusSeconds(1);
        daemon.listingStatus = 500;
        await().until(() -> executor.outage().isPresent());

        assertThat(executor.outage().orElseThrow())
                .matches("as of 20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ, since when Slurm does not answer");
        assertThat(Instant.parse(executor.outage().orElseThrow().split("[ ,]")[2]))
                .isBetween(before.minusSeconds(1), Instant.now());
        daemon.listingStatus = 200;
        await().until(() -> executor.outage().isEmpty());
    }

    @Test
    void warnsAtTheStartOfATokenThatIsNotTaken() throws Exception {
        executor.close();
        List<String> warnings = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger(JobWatch.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                warnings.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try {
            daemon.pingStatus = 401;
            executor = executor(Duration.ofSeconds(5));
            await().until(() -> !warnings.isEmpty());
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(warnings.get(0))
                .startsWith("Slurm cannot be asked yet, and jobs are refused until it can: Slurm does not take the"
                        + " gateway's token")
                .contains("slurmKey");
    }

    @Test
    void aStateThatNobodyKnowsIsOneOfItsOwnAndNoEnd() throws Exception {
        say("HIBERNATING");
        executor.submit(spec());
        await().until(() -> last().isPresent());

        assertThat(last().orElseThrow().stage()).isEqualTo(new JobStage("hibernating", false));
        assertThat(last().orElseThrow().remark()).contains("HIBERNATING");
        say("COMPLETED");
        await().until(() -> last().orElseThrow().stage().equals(JobStage.DONE));
    }

    @Test
    void aJobThatVanishesIsUnknownAfterTwoListingsWithoutIt() throws Exception {
        say("RUNNING");
        executor.submit(spec());
        await().until(() -> last().isPresent());
        daemon.listing = "{\"errors\": [], \"jobs\": []}";
        await().until(() -> last().orElseThrow().stage().ended());

        JobStatus status = last().orElseThrow();
        assertThat(status.stage()).isEqualTo(JobReport.FORGOTTEN);
        assertThat(status.remark()).contains("Slurm has forgotten it");
        assertThat(status.started()).isPresent();
        assertThat(status.exitCode()).isEmpty();
    }

    @Test
    void anErrorInsideAnAnswerOfStatus200MakesNoJobVanish() throws Exception {
        say("RUNNING");
        executor.submit(spec());
        await().until(() -> last().isPresent());
        daemon.listing = "{\"errors\": [{\"error_number\": -1, \"error\": \"Unspecified error\"}], \"jobs\": []}";
        int before = daemon.asked.size();
        await().until(() -> daemon.asked.size() > before + 10);

        assertThat(last().orElseThrow().stage()).isEqualTo(JobStage.RUNNING);
        say("COMPLETED");
        await().until(() -> last().orElseThrow().stage().equals(JobStage.DONE));
    }

    @Test
    void aJobOfAnotherUserWithTheSameCommentIsNotThisOne() throws Exception {
        daemon.listing = ScriptedDaemon.listing(comment(), "somebody", "COMPLETED");
        executor.submit(spec());
        await().until(() -> last().map(status -> status.stage().ended()).orElse(false));

        assertThat(last().orElseThrow().stage()).isEqualTo(JobReport.FORGOTTEN);
    }

    @Test
    void refusesInPlainWordsWhatIsRefusedInAnAnswerOfStatus200() {
        daemon.submission = "{\"errors\": [{\"error_number\": 2000, \"error\": \"Invalid partition name specified\"}]}";

        assertThatThrownBy(() -> executor.submit(spec()))
                .isInstanceOf(JobRefusedException.class)
                .hasMessage("Slurm refuses it: Invalid partition name specified (2000)");
    }

    @Test
    void aSubmissionThatNobodySeesIsNotRepeatedForEver() {
        daemon.submissionStatus = 500;
        daemon.submission = "{\"errors\": [{\"error_number\": 5004, \"error\": \"Socket timed out\"}]}";

        assertThatThrownBy(() -> executor.submit(spec()))
                .isInstanceOf(ExecutorException.class)
                .hasMessageContaining("nothing was submitted");
        assertThat(daemon.asked)
                .filteredOn(path -> path.endsWith("/job/submit"))
                .hasSize(2);
    }

    @Test
    void aSubmissionInDoubtIsSettledWhenSlurmCanBeAsked() throws Exception {
        executor.close();
        executor = executor(Duration.ofSeconds(2));
        daemon.submissionStatus = 500;
        daemon.submission = "{\"errors\": [{\"error_number\": 5004, \"error\": \"Socket timed out\"}]}";
        daemon.listingStatus = 500;
        daemon.listing = "{\"errors\": [{\"error_number\": 1800, \"error\": \"Unable to contact slurm controller\"}]}";
        Execution execution = executor.submit(spec());

        assertThat(last().orElseThrow().stage().ended()).isFalse();
        assertThat(last().orElseThrow().remark()).contains("must not be submitted again");
        assertThatThrownBy(() -> executor.kill(execution)).isInstanceOf(ExecutorException.class);
        daemon.listingStatus = 200;
        say("RUNNING");
        await().until(() -> last().orElseThrow().stage().equals(JobStage.RUNNING));
        assertThat(daemon.asked)
                .filteredOn(path -> path.endsWith("/job/submit"))
                .hasSize(1);
    }

    @Test
    void whatIsLearntOfASubmissionInDoubtIsNotTakenBackByWhoWaitedForIt() throws Exception {
        daemon.submissionStatus = 500;
        daemon.submission = "{\"errors\": [{\"error_number\": 5004, \"error\": \"Socket timed out\"}]}";
        daemon.listingStatus = 500;
        CountDownLatch isTelling = new CountDownLatch(1);
        CountDownLatch mayTell = new CountDownLatch(1);
        telling = () -> {
            isTelling.countDown();
            Uninterruptibles.awaitUninterruptibly(mayTell);
        };
        FutureTask<Execution> submission = new FutureTask<>(() -> executor.submit(spec()));
        Thread submitting = new Thread(submission);
        submitting.start();
        // the answer was lost, and whoever submits waits for a listing
        await().until(() -> daemon.submissions() == 1
                && submitting.getState() == Thread.State.TIMED_WAITING
                && isInDoubt(submitting));
        say("RUNNING");
        daemon.listingStatus = 200;
        isTelling.await();
        // gives up while the watch tells the truth, with the lock in its hand
        submitting.interrupt();
        await().until(() -> submitting.getState() == Thread.State.WAITING);
        mayTell.countDown();
        submission.get();

        assertThat(last().orElseThrow().stage()).isEqualTo(JobStage.RUNNING);
    }

    /** Tells whether a thread waits for a listing to show its job. */
    private static boolean isInDoubt(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("awaitCertainty"));
    }

    @Test
    void aJobInDoubtStaysSoForTheNextGatewayWhichSubmitsItIfSlurmHasNotGotIt() throws Exception {
        executor.close();
        executor = executor(Duration.ofSeconds(2));
        daemon.submissionStatus = 500;
        daemon.submission = "{\"errors\": [{\"error_number\": 5004, \"error\": \"Socket timed out\"}]}";
        daemon.listingStatus = 500;
        daemon.listing = "{\"errors\": [{\"error_number\": 1800, \"error\": \"Unable to contact slurm controller\"}]}";
        Execution execution = executor.submit(spec());
        JobStatus inDoubt = last().orElseThrow();
        executor.close();
        daemon.asked.clear();
        daemon.submissionStatus = 200;
        daemon.submission = "{\"errors\": [], \"job_id\": 7}";
        daemon.listingStatus = 200;
        daemon.listing = "{\"errors\": [], \"jobs\": []}";
        // as Slurm does: a job that is missing in two listings is taken for forgotten
        daemon.listingOnceSubmitted = ScriptedDaemon.listing(comment(), user, "RUNNING");

        executor = executor(Duration.ofSeconds(2));
        executor.takeOver(List.of(new LeftJob(spec(), Optional.of(execution), inDoubt)));
        await().until(() -> last().orElseThrow().stage().equals(JobStage.RUNNING));
        assertThat(daemon.asked)
                .filteredOn(path -> path.endsWith("/job/submit"))
                .hasSize(1);
        assertThat(told).noneMatch(status -> status.stage().ended());
    }

    /** Tried often, since it is chance whether both look before one of them acts. */
    @RepeatedTest(40)
    void twoRequeuesAtOnceMakeOneJob() throws Exception {
        say("RUNNING");
        Execution execution = executor.submit(spec());
        await().until(() -> last().isPresent());
        daemon.together = new CountDownLatch(2);
        Thread one = new Thread(() -> requeue(execution));
        Thread other = new Thread(() -> requeue(execution));
        one.start();
        other.start();
        one.join();
        other.join();

        assertThat(daemon.submissions()).isEqualTo(2);
    }

    @Test
    void aRequeueThatLookedBeforeAnotherOneWasDoneIsRefusedThoughTheNextRunHasTheSameId() throws Exception {
        say("RUNNING");
        Execution execution = executor.submit(spec());
        await().until(() -> last().isPresent());
        daemon.oneJob = ScriptedDaemon.listing(comment(), user, "SUSPENDED");
        Thread first = Thread.currentThread();
        telling = () -> {
            if (Thread.currentThread() == first && daemon.submissions() == 1) {
                // the other one, whole, between the look and what follows of it
                requeue(execution);
            }
        };

        assertThatThrownBy(() -> executor.requeue(execution))
                .isInstanceOf(JobRefusedException.class)
                .hasMessageContaining("Something else is being done to it");
        assertThat(daemon.submissions()).isEqualTo(2);
    }

    private void requeue(Execution execution) {
        try {
            executor.requeue(execution);
        } catch (JobRefusedException | IOException e) {
            // what becomes of a second one, and of a look at a job that the script does not know
        }
    }

    @Test
    void aTaskOfAnArrayThatIsBeingKilledMayBeKilledToo() throws Exception {
        String first = ScriptedDaemon.listing(comment(), user, "RUNNING")
                .replace("\"array_job_id\": 0, \"array_task_id\": null", "\"array_job_id\": 7, \"array_task_id\": 0");
        String one = first.replaceAll("(?s).*\"jobs\": \\[(.*)]}", "$1");
        String other =
                one.replace("\"job_id\": 7", "\"job_id\": 8").replace("\"array_task_id\": 0", "\"array_task_id\": 1");
        daemon.listing = first.replace(one, one + ", " + other);
        JobSpec plain = spec();
        Execution array = executor.submit(new JobSpec(
                plain.id(),
                plain.user(),
                plain.name(),
                plain.home(),
                plain.command(),
                plain.directory(),
                plain.output(),
                plain.error(),
                JobResources.unbounded().with(Optional.of("0-1")),
                Map.of(),
                Optional.empty()));
        await().until(() -> last().map(status -> status.tasks().size() == 2).orElse(false));

        executor.kill(array);
        executor.kill(array.task(1));
        assertThatThrownBy(() -> executor.requeue(array))
                .isInstanceOf(JobRefusedException.class)
                .hasMessage("Job is being terminated");

        assertThat(daemon.asked).filteredOn(path -> path.startsWith("DELETE")).hasSize(2);
    }

    @Test
    void theWatchGoesOnWhenALookFails() throws Exception {
        synchronized (this) {
            failing = true;
        }
        say("RUNNING");
        executor.submit(spec());
        await().until(() -> {
            synchronized (this) {
                return !failing;
            }
        });
        say("COMPLETED");

        await().until(() ->
                last().map(status -> status.stage().equals(JobStage.DONE)).orElse(false));
    }

    @Test
    void saysWhichVersionsItKnowsWhereTheDaemonHasOthers() {
        daemon.versions = "v0.0.50";

        assertThatThrownBy(() -> executor.submit(spec()))
                .isInstanceOf(ExecutorException.class)
                .hasMessageContaining("it speaks v0.0.50, and the gateway v0.0.37 to v0.0.44");
    }

    @Test
    void goesOnLookingWhateverGoesWrongInALook() throws Exception {
        failFromNowOn(true);
        say("RUNNING");
        executor.submit(spec());
        await().until(() -> last().isPresent());
        failFromNowOn(false);
        say("COMPLETED");

        await().until(() -> last().orElseThrow().stage().equals(JobStage.DONE));
    }

    private synchronized void failFromNowOn(boolean value) {
        fails = value;
    }

    /** The next run is there already when the one before turns out to have ended by itself, or to be forgotten. */
    @ParameterizedTest
    @CsvSource({
        "2021, Job/step already completing or completed",
        "2017, Invalid job id specified",
        "2084, Job has finished"
    })
    void aJobThatEndsWhileItIsRequeuedRunsAgainAllTheSame(long error, String words) throws Exception {
        say("RUNNING");
        Execution execution = executor.submit(spec());
        await().until(() -> last().isPresent());
        daemon.submission = "{\"errors\": [], \"job_id\": 8}";
        daemon.cancellation = "{\"errors\": [{\"error_number\": " + error + ", \"error\": \"" + words + "\"}]}";
        daemon.listingOnceSubmitted = ScriptedDaemon.listing(comment() + ".2", user, "RUNNING");
        executor.requeue(execution);

        assertThat(daemon.asked)
                .filteredOn(path -> path.endsWith("/job/submit"))
                .hasSize(2);
        daemon.listing = ScriptedDaemon.listing(comment() + ".2", user, "COMPLETED");
        await().until(() -> last().orElseThrow().stage().equals(JobStage.DONE));
    }

    @Test
    void goesOnWhenTheDaemonBecomesAnotherVersion() throws Exception {
        say("RUNNING");
        executor.submit(spec());
        await().until(() -> last().isPresent());
        daemon.versions = "v0.0.39";
        say("COMPLETED");

        await().until(() -> last().orElseThrow().stage().equals(JobStage.DONE));
    }

    @Test
    void doesNotWaitWithoutEndForASlowDaemon() throws Exception {
        executor.close();
        // before it can learn which version the daemon speaks: a submission to one that is known would be in doubt
        daemon.silent = true;
        executor = executor(Duration.ofMillis(200));

        assertThatThrownBy(() -> executor.submit(spec()))
                .isInstanceOf(ExecutorException.class)
                .hasMessageContaining("too slow");
    }

    @Test
    void oneListingTellsOfAllJobs() throws Exception {
        StringBuilder jobs = new StringBuilder();
        String one = ScriptedDaemon.listing("%s", user, "RUNNING").replaceAll("(?s).*\"jobs\": \\[(.*)]}", "$1");
        for (int id = 1; id <= 200; id++) {
            String mark = comment().replaceAll("-1$", "-" + id);
            jobs.append(id == 1 ? "" : ",").append(one.replace("%s", mark));
        }
        for (int id = 1; id <= 200; id++) {
            executor.submit(new JobSpec(
                    id, user, "job", folder, List.of("x"), folder, folder.resolve("o"), folder.resolve("o")));
        }
        daemon.asked.clear();
        daemon.listing = "{\"errors\": [], \"jobs\": [" + jobs + "]}";
        await().until(() -> told.size() >= 200);

        assertThat(daemon.asked).allMatch(path -> path.endsWith("/jobs") || path.endsWith("/diag"));
        assertThat(daemon.asked.size()).isLessThan(100);
    }
}
