package org.mantle.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every book of jobs; to be extended by the tests of each. */
public abstract class JobBookContract {

    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    protected Path folder;

    /** Opens the book of {@link #folder}, also for a second time. */
    protected abstract JobBook open() throws IOException;

    public static Job job(long id, String user, String name) {
        return new Job(
                id,
                user,
                name,
                "generic",
                "/work/run x",
                Path.of("/data/x"),
                "/work/jobs/x",
                NOON,
                Optional.empty(),
                JobStatus.pending());
    }

    private static JobSpec spec(Job job) {
        return new JobSpec(
                job.id(),
                job.user(),
                job.name(),
                Path.of("/home"),
                List.of("/work/run", "x"),
                job.directory(),
                Path.of("/data/x/output"),
                Path.of("/data/x/error"));
    }

    public static void append(JobBook book, Job job) throws IOException {
        book.append(job, spec(job), Optional.empty(), true);
    }

    public static JobStatus ended(JobStage stage, Instant end) {
        return new JobStatus(stage, "", Optional.of(NOON), Optional.of(end), OptionalInt.of(0), OptionalLong.of(4711));
    }

    /** Notes a status, and waits until it is on the disk. */
    public static void keep(JobBook book, long id, JobStatus status) throws InterruptedException {
        CountDownLatch kept = new CountDownLatch(1);
        book.note(id, status, kept::countDown);
        assertThat(kept.await(2, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void givesIdsThatGrowFromOneGatewayToTheNext() throws IOException {
        JobBook book = open();
        long first = book.nextId();
        long second = book.nextId();

        assertThat(first).isPositive();
        assertThat(second).isGreaterThan(first);
        assertThat(open().nextId()).isGreaterThan(second);
    }

    @Test
    void givesNoIdTwice() throws Exception {
        JobBook book = open();
        Set<Long> ids = ConcurrentHashMap.newKeySet();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 100; i++) {
            threads.submit(() -> ids.add(book.nextId()));
        }
        threads.shutdown();

        assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
        assertThat(ids).hasSize(100);
    }

    @Test
    void keepsAJobAsItWasWrittenAndAsItWasChanged() throws Exception {
        JobBook book = open();
        long id = book.nextId();
        Job job = job(id, "alice", "first");
        append(book, job);
        assertThat(book.find(id)).contains(job);

        Execution execution = new Execution("alice", "slurm-17");
        JobStatus done = ended(new JobStage("preempted", true), NOON.plusSeconds(60));
        book.taken(id, execution);
        keep(book, id, done);
        assertThat(book.find(id)).contains(job.with(execution).with(done));
    }

    @Test
    void countsTheJobsThatHaveNotEnded() throws Exception {
        JobBook book = open();
        JobStatus running = JobStatus.pending();
        for (long id = 1; id <= 4; id++) {
            append(book, job(id, id == 1 ? "alice" : "bob", "scan"));
        }
        keep(
                book,
                3,
                new JobStatus(
                        JobStage.RUNNING,
                        "",
                        running.started(),
                        running.ended(),
                        running.exitCode(),
                        running.processId()));
        keep(book, 4, ended(JobStage.DONE, NOON));

        assertThat(book.count(JobStage.PENDING)).isEqualTo(2);
        assertThat(book.count(JobStage.RUNNING)).isEqualTo(1);
        assertThat(book.count(JobStage.SUSPENDED)).isZero();
    }

    @Test
    void knowsAsWhatAnExecutorHasAJobWhateverElseIsTold() throws Exception {
        JobBook book = open();
        Job job = job(1, "alice", "first");
        Execution execution = new Execution("alice", "slurm-17");
        JobStatus done = ended(JobStage.DONE, NOON.plusSeconds(60));
        append(book, job);
        book.note(1, done, () -> {});
        book.taken(1, execution);
        book.taken(4711, execution);

        assertThat(book.find(1)).contains(job.with(execution).with(done));
        keep(book, 1, done);
        assertThat(open().find(1)).contains(job.with(execution).with(done));
        assertThat(book.find(4711)).isEmpty();
    }

    @Test
    void losesNoChangeThatIsMadeAtTheSameTime() throws Exception {
        JobBook book = open();
        int jobs = 25;
        for (long id = 1; id <= jobs; id++) {
            append(book, job(id, "alice", ""));
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        CountDownLatch kept = new CountDownLatch(2 * jobs);
        for (long id = 1; id <= jobs; id++) {
            long job = id;
            JobStatus done = ended(JobStage.DONE, NOON.plusSeconds(id));
            threads.submit(() -> book.note(job, ended(JobStage.FAILED, NOON), kept::countDown));
            threads.submit(() -> {
                book.taken(job, new Execution("alice", "slurm-" + job));
                book.note(job, done, kept::countDown);
                return job;
            });
        }
        threads.shutdown();

        assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
        assertThat(kept.await(2, TimeUnit.MINUTES)).isTrue();
        assertThat(open().list(JobQuery.of("alice")))
                .hasSize(jobs)
                .allMatch(job -> job.status().stage().ended())
                .extracting(Job::execution)
                .allSatisfy(execution -> assertThat(execution).isPresent());
    }

    @Test
    void changesNothingThatItDoesNotKnow() throws Exception {
        JobBook book = open();
        keep(book, 4711, ended(JobStage.DONE, NOON));

        assertThat(book.find(4711)).isEmpty();
        assertThat(book.find(0)).isEmpty();
        assertThat(book.list(JobQuery.of("alice"))).isEmpty();
    }

    @Test
    void strikesAJobOut() throws IOException {
        JobBook book = open();
        long id = book.nextId();
        append(book, job(id, "alice", "refused"));
        book.remove(id);

        assertThat(book.find(id)).isEmpty();
        assertThat(book.list(JobQuery.of("alice"))).isEmpty();
        assertThat(book.nextId()).isGreaterThan(id);
        book.remove(id);
    }

    @Test
    void listsTheJobsThatAreAskedForInTheOrderOfTheirIds() throws Exception {
        JobBook book = open();
        append(book, job(2, "alice", "a"));
        append(book, job(1, "alice", "b"));
        append(book, job(3, "bob", "a"));
        append(book, job(4, "alice", "a"));
        keep(book, 1, ended(JobStage.DONE, NOON));
        keep(book, 2, ended(JobStage.FAILED, NOON.plusSeconds(60)));
        JobQuery alice = JobQuery.of("alice");

        assertThat(book.list(alice)).extracting(Job::id).containsExactly(1L, 2L, 4L);
        assertThat(book.list(alice.named("a"))).extracting(Job::id).containsExactly(2L, 4L);
        assertThat(book.list(alice.in(JobStage.DONE))).extracting(Job::id).containsExactly(1L);
        assertThat(book.list(alice.since(NOON.plusSeconds(60))))
                .extracting(Job::id)
                .containsExactly(2L, 4L);
        assertThat(book.list(alice.since(NOON.plusSeconds(61))))
                .extracting(Job::id)
                .containsExactly(4L);
        assertThat(book.list(alice.named("a").in(JobStage.FAILED)))
                .extracting(Job::id)
                .containsExactly(2L);
        assertThat(book.list(JobQuery.of("nobody"))).isEmpty();
    }

    @Test
    void knowsAllThatItKnewWhenItIsOpenedAgain() throws Exception {
        JobBook book = open();
        long id = book.nextId();
        Job job = job(id, "alice", "första \u2713");
        Execution execution = new Execution("alice", "17");
        append(book, job);
        book.taken(id, execution);

        // with that, what was told before is on the disk too
        keep(book, id, job.status());
        assertThat(open().find(id)).contains(job.with(execution));
        assertThat(open().list(JobQuery.of("alice"))).containsExactly(job.with(execution));
    }

    @Test
    void seesAtOnceWhatIsNotedAndKeepsIt() throws Exception {
        JobBook book = open();
        append(book, job(1, "alice", "x"));
        JobStatus running = new JobStatus(
                JobStage.RUNNING, "", Optional.of(NOON), Optional.empty(), OptionalInt.empty(), OptionalLong.of(7));
        JobStatus done = ended(JobStage.DONE, NOON.plusSeconds(9));
        CountDownLatch kept = new CountDownLatch(1);
        book.note(1, running, () -> {});
        assertThat(book.find(1).orElseThrow().status()).isEqualTo(running);
        assertThat(book.list(JobQuery.of("alice").in(JobStage.RUNNING))).hasSize(1);
        book.note(1, done, kept::countDown);
        assertThat(book.find(1).orElseThrow().status()).isEqualTo(done);
        assertThat(book.list(JobQuery.of("alice").in(JobStage.RUNNING))).isEmpty();
        assertThat(book.list(JobQuery.of("alice").in(JobStage.DONE))).hasSize(1);

        assertThat(kept.await(2, TimeUnit.MINUTES)).isTrue();
        assertThat(open().find(1).orElseThrow().status()).isEqualTo(done);
    }

    @Test
    void findsTheJobOfAMarkAmongThoseOfItsUser() throws IOException {
        JobBook book = open();
        Job job = job(1, "alice", "x");
        book.append(job, spec(job), Optional.of(new SubmissionMark("key", "digest")), true);
        Job other = job(2, "bob", "x");
        book.append(other, spec(other), Optional.of(new SubmissionMark("key", "other digest")), true);

        assertThat(book.find("alice", "key")).contains(new MarkedJob(job, "digest"));
        assertThat(open().find("bob", "key")).contains(new MarkedJob(other, "other digest"));
        assertThat(book.find("alice", "Key")).isEmpty();
        book.remove(1);
        assertThat(book.find("alice", "key")).isEmpty();
        assertThat(book.find("bob", "key")).isPresent();
    }

    @Test
    void writesDownNothingOfAJobWhoseMarkIsTaken() throws IOException {
        JobBook book = open();
        Job job = job(1, "alice", "x");
        Optional<SubmissionMark> mark = Optional.of(new SubmissionMark("key", "digest"));
        book.append(job, spec(job), mark, true);
        Job second = job(2, "alice", "x");

        assertThatThrownBy(() -> book.append(second, spec(second), mark, true)).isInstanceOf(IOException.class);
        assertThat(book.find(2)).isEmpty();
        assertThat(book.find("alice", "key").orElseThrow().job()).isEqualTo(job);
    }

    @Test
    void handsOverWhatIsUnderWayAsItsExecutorNeedsIt() throws Exception {
        JobBook book = open();
        for (long id = 1; id <= 3; id++) {
            append(book, job(id, "alice", "x"));
        }
        JobSpec full = new JobSpec(
                4,
                "alice",
                "x",
                Path.of("/home"),
                List.of("/bin/echo", "a b", "\n\"'", ""),
                Path.of("/data/x"),
                Path.of("/data/x/o"),
                Path.of("/data/x/e"),
                new JobResources(
                        Optional.of(Duration.ofMinutes(90)),
                        OptionalLong.of(1L << 40),
                        OptionalInt.of(12),
                        Optional.of("long"),
                        Optional.of("0-9%2")),
                Map.of("OMP_NUM_THREADS", "4", "EMPTY", ""),
                Optional.of("mark"));
        book.append(job(4, "alice", "x"), full, Optional.empty(), true);
        Execution execution = new Execution("alice", "slurm-4");
        book.taken(4, execution);
        keep(book, 1, ended(JobStage.DONE, NOON));
        keep(book, 3, ended(new JobStage("node_fail", true), NOON));

        // what was noted before is written before
        assertThat(open().underWay())
                .containsExactly(
                        new LeftJob(spec(job(2, "alice", "x")), Optional.empty(), JobStatus.pending()),
                        new LeftJob(full, Optional.of(execution), JobStatus.pending()));
    }

    @Test
    void keepsHowTheTasksOfAnArrayGo() throws Exception {
        JobBook book = open();
        JobStatus waiting = ArrayStatus.pending(new TreeSet<>(List.of(1, 3)));
        append(book, job(1, "alice", "array").with(waiting));
        append(book, job(2, "alice", "x"));
        TreeMap<Integer, JobStatus> tasks = new TreeMap<>(waiting.tasks());
        tasks.put(3, ended(new JobStage("node_fail", true), NOON));
        JobStatus later = ArrayStatus.of("array", tasks);
        keep(book, 1, later);

        JobBook reopened = open();
        assertThat(reopened.find(1).orElseThrow().status()).isEqualTo(later);
        assertThat(reopened.find(1).orElseThrow().task(3).orElseThrow().shownId())
                .isEqualTo("1[3]");
        assertThat(reopened.find(2).orElseThrow().status().tasks()).isEmpty();
        assertThat(reopened.underWay().get(0).status()).isEqualTo(later);
        book.remove(1);
        append(book, job(1, "alice", "x"));
        assertThat(open().find(1).orElseThrow().status().tasks()).isEmpty();
    }

    @Test
    void findsTheJobsOfAGroup() throws IOException {
        JobBook book = open();
        append(book, job(1, "alice", "x").in("/scans"));
        append(book, job(2, "alice", "x").in("/scans/monday"));
        append(book, job(3, "alice", "x"));
        append(book, job(4, "bob", "x").in("/scans"));

        assertThat(open().list(JobQuery.of("alice").inGroup("/scans")))
                .containsExactly(job(1, "alice", "x").in("/scans"));
    }
}
