package org.mantle.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every book of jobs; to be extended by the tests of each. */
abstract class JobBookContract {

    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path folder;

    /** Opens the book of {@link #folder}, also for a second time. */
    abstract JobBook open() throws IOException;

    static Job job(long id, String user, String name) {
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

    static JobStatus ended(JobStage stage, Instant end) {
        return new JobStatus(stage, "", Optional.of(NOON), Optional.of(end), OptionalInt.of(0), OptionalLong.of(4711));
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
    void keepsAJobAsItWasWrittenAndAsItWasChanged() throws IOException {
        JobBook book = open();
        long id = book.nextId();
        Job job = job(id, "alice", "first");
        book.append(job);
        assertThat(book.find(id)).contains(job);

        Execution execution = new Execution("alice", "slurm-17");
        JobStatus done = ended(new JobStage("preempted", true), NOON.plusSeconds(60));
        book.update(id, known -> known.with(execution));
        book.update(id, known -> known.with(done));
        assertThat(book.find(id)).contains(job.with(execution).with(done));
    }

    @Test
    void losesNoChangeThatIsMadeAtTheSameTime() throws Exception {
        JobBook book = open();
        long id = book.nextId();
        book.append(job(id, "alice", ""));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 100; i++) {
            threads.submit(() -> {
                book.update(id, job -> {
                    String remark = job.status().remark() + "x";
                    return job.with(new JobStatus(
                            JobStage.RUNNING,
                            remark,
                            Optional.empty(),
                            Optional.empty(),
                            OptionalInt.empty(),
                            OptionalLong.empty()));
                });
                return id;
            });
        }
        threads.shutdown();

        assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
        assertThat(book.find(id).orElseThrow().status().remark()).hasSize(100);
    }

    @Test
    void changesNothingThatItDoesNotKnow() throws IOException {
        JobBook book = open();
        book.update(4711, known -> known.with(ended(JobStage.DONE, NOON)));

        assertThat(book.find(4711)).isEmpty();
        assertThat(book.find(0)).isEmpty();
        assertThat(book.list(JobQuery.of("alice"))).isEmpty();
    }

    @Test
    void strikesAJobOut() throws IOException {
        JobBook book = open();
        long id = book.nextId();
        book.append(job(id, "alice", "refused"));
        book.remove(id);

        assertThat(book.find(id)).isEmpty();
        assertThat(book.list(JobQuery.of("alice"))).isEmpty();
        assertThat(book.nextId()).isGreaterThan(id);
        book.remove(id);
    }

    @Test
    void listsTheJobsThatAreAskedForInTheOrderOfTheirIds() throws IOException {
        JobBook book = open();
        book.append(job(2, "alice", "a"));
        book.append(job(1, "alice", "b"));
        book.append(job(3, "bob", "a"));
        book.append(job(4, "alice", "a"));
        book.update(1, known -> known.with(ended(JobStage.DONE, NOON)));
        book.update(2, known -> known.with(ended(JobStage.FAILED, NOON.plusSeconds(60))));
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
    void hasNotForgottenWhatItHasGivenItself() throws IOException {
        JobBook book = open();
        long id = book.nextId();
        book.append(job(id, "alice", "x"));

        assertThat(book.hasForgotten(id)).isFalse();
        assertThat(book.hasForgotten(id + 1)).isFalse();
        assertThat(book.hasForgotten(0)).isFalse();
        assertThat(book.hasForgotten(-1)).isFalse();
    }
}
