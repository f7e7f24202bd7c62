package org.mantle.gateway.pac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mantle.gateway.testing.Eventually.await;

import com.google.common.collect.Range;
import com.google.common.util.concurrent.Uninterruptibles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.gateway.job.Execution;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.job.JobBook;
import org.mantle.gateway.job.JobExecutor;
import org.mantle.gateway.job.JobQuery;
import org.mantle.gateway.job.JobSpec;
import org.mantle.gateway.job.JobStage;
import org.mantle.gateway.job.JobStatus;
import org.mantle.gateway.job.LeftJob;
import org.mantle.gateway.job.MarkedJob;
import org.mantle.gateway.job.SubmissionMark;
import org.mantle.gateway.local.LocalExecutor;
import org.mantle.gateway.place.Arrivals;
import org.mantle.gateway.place.DataFolder;
import org.mantle.gateway.place.DataFolders;
import org.mantle.gateway.place.PathMap;
import org.mantle.gateway.place.UserFolder;
import org.mantle.gateway.place.UserFolders;
import org.mantle.gateway.store.Store;
import org.mantle.pac.MultipartReader;

/** Submissions to a gateway whose book of jobs cannot be written to, and of clients that are slow. */
class SubmissionsTests {

    @TempDir
    Path folder;

    private Store store;

    @BeforeEach
    void open() throws IOException {
        store = Store.open(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void endsAJobWhoseExecutionCannotBeNoted() throws Exception {
        FailingBook book = new FailingBook(store.jobs(), true, false);

        assertThat(endsOfFailing(book, "sleep 100000", "not taken")).containsExactly(JobStage.FAILED);
        assertThat(book.find(1)).isEmpty();
    }

    @Test
    void removesTheFolderAndTellsTheFirstFailureWhenTheBookKeepsTheEntry() throws Exception {
        FailingBook book = new FailingBook(store.jobs(), true, true);

        assertThat(endsOfFailing(book, "sleep 100000", "not taken")).containsExactly(JobStage.FAILED);
    }

    @Test
    void removesTheFolderOfARefusedJobThatTheBookKeeps() throws Exception {
        FailingBook book = new FailingBook(store.jobs(), false, true);

        assertThat(endsOfFailing(book, "no-such-command", "The gateway has no command 'no-such-command'"))
                .isEmpty();
    }

    @Test
    void readsOthersWhileAnAttachedFileIsOnItsWay() throws Exception {
        Prerequisites.command("setsid", "util-linux");
        // there is room to read one
        try (JobExecutor executor = new LocalExecutor(
                        folder, 0, Duration.ofMillis(100), Clock.systemUTC(), false, (id, status) -> {});
                PipedInputStream slow = new PipedInputStream(1 << 20)) {
            OutputStream slowly = new PipedOutputStream(slow);
            UserFolder home = home();
            Submissions submissions = new Submissions(
                    store.jobs(),
                    new Arrivals(store.arrivals(), folders(), Runnable::run),
                    executor,
                    new Runnables(Map.of(), executor),
                    Clock.systemUTC(),
                    1);
            FutureTask<Job> waiting =
                    new FutureTask<>(() -> submissions.submit("fed", home, Optional.empty(), reader(slow)));
            new Thread(waiting).start();
            String file = "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n";
            slowly.write((parameters("true") + file + "half".repeat(100_000)).getBytes(StandardCharsets.UTF_8));
            await().until(() -> isArriving(home.jobsFolder()));

            byte[] other = (parameters("true") + "--B--\r\n").getBytes(StandardCharsets.UTF_8);
            assertThat(submissions
                            .submit("fed", home, Optional.empty(), reader(new ByteArrayInputStream(other)))
                            .id())
                    .isEqualTo(1);
            slowly.write("\r\n--B--\r\n".getBytes(StandardCharsets.UTF_8));
            slowly.close();
            assertThat(waiting.get().id()).isEqualTo(2);
        }
    }

    @Test
    void letsOneWaitUntilAnotherHasBeenRead() throws Exception {
        Prerequisites.command("setsid", "util-linux");
        try (JobExecutor executor = new LocalExecutor(
                        folder, 0, Duration.ofMillis(100), Clock.systemUTC(), false, (id, status) -> {});
                PipedInputStream slow = new PipedInputStream(1 << 20)) {
            OutputStream slowly = new PipedOutputStream(slow);
            UserFolder home = home();
            Submissions submissions = new Submissions(
                    store.jobs(),
                    new Arrivals(store.arrivals(), folders(), Runnable::run),
                    executor,
                    new Runnables(Map.of(), executor),
                    Clock.systemUTC(),
                    1);
            FutureTask<Job> first =
                    new FutureTask<>(() -> submissions.submit("fed", home, Optional.empty(), reader(slow)));
            new Thread(first).start();
            slowly.write(parameters("true").getBytes(StandardCharsets.UTF_8));
            await().until(() -> slow.available() == 0);
            byte[] whole = (parameters("true") + "--B--\r\n").getBytes(StandardCharsets.UTF_8);
            FutureTask<Job> second = new FutureTask<>(
                    () -> submissions.submit("fed", home, Optional.empty(), reader(new ByteArrayInputStream(whole))));
            Thread waiting = new Thread(second);
            waiting.start();
            await().until(() -> second.isDone() || waiting.getState() == Thread.State.TIMED_WAITING);
            slowly.write("--B--\r\n".getBytes(StandardCharsets.UTF_8));
            slowly.close();

            assertThat(Set.of(first.get().id(), second.get().id())).isEqualTo(Set.of(1L, 2L));
        }
    }

    @Test
    void readsOthersWhileAJobIsMadeOfOne() throws Exception {
        Prerequisites.command("setsid", "util-linux");
        // its folder may lie where nothing answers
        try (JobExecutor executor =
                new LocalExecutor(folder, 0, Duration.ofMillis(100), Clock.systemUTC(), false, (id, status) -> {})) {
            HeldClock clock = new HeldClock();
            Submissions submissions = new Submissions(
                    store.jobs(),
                    new Arrivals(store.arrivals(), folders(), Runnable::run),
                    executor,
                    new Runnables(Map.of(), executor),
                    clock,
                    1);
            FutureTask<Job> held = new FutureTask<>(() -> submissions.submit("fed", home(), Optional.empty(), whole()));
            new Thread(held).start();
            clock.isAsked.await();

            assertThat(submissions
                            .submit("fed", home(), Optional.empty(), whole())
                            .id())
                    .isEqualTo(1);
            clock.mayAnswer.countDown();
            assertThat(held.get().id()).isEqualTo(2);
        }
    }

    private static MultipartReader whole() throws IOException {
        byte[] body = (parameters("true") + "--B--\r\n").getBytes(StandardCharsets.UTF_8);
        return reader(new ByteArrayInputStream(body));
    }

    /** Keeps the first who asks waiting. */
    private static final class HeldClock extends Clock {

        private final CountDownLatch isAsked = new CountDownLatch(1);
        private final CountDownLatch mayAnswer = new CountDownLatch(1);
        private final AtomicBoolean isFirst = new AtomicBoolean(true);

        @Override
        public Instant instant() {
            if (isFirst.getAndSet(false)) {
                isAsked.countDown();
                Uninterruptibles.awaitUninterruptibly(mayAnswer);
            }
            return Instant.now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static boolean isArriving(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".part"));
        }
    }

    private UserFolders folders() throws IOException {
        return new DataFolders(DataFolder.open(folder.resolve("data")), new PathMap(Map.of()));
    }

    private UserFolder home() throws IOException {
        return folders().of("fed");
    }

    private static MultipartReader reader(InputStream body) throws IOException {
        return MultipartReader.of(body, "multipart/mixed; boundary=B");
    }

    private static String parameters(String command) {
        return "--B\r\nContent-Disposition: form-data; name=\"AppName\"\r\n\r\ngeneric\r\n"
                + "--B\r\nContent-Disposition: form-data; name=\"COMMANDTORUN\"\r\n\r\n"
                + "<AppParam><id>COMMANDTORUN</id><value>" + command + "</value><type></type></AppParam>\r\n";
    }

    /** Submits what must fail and leave no folder, and returns the stages in which jobs ended by that. */
    private List<JobStage> endsOfFailing(JobBook book, String command, String message) throws Exception {
        Prerequisites.command("setsid", "util-linux");
        String body = parameters(command) + "--B--\r\n";
        List<JobStage> ends = new CopyOnWriteArrayList<>();
        // it starts nothing, so that no job writes to its folder while that is removed
        try (JobExecutor executor =
                new LocalExecutor(folder, 0, Duration.ofMillis(100), Clock.systemUTC(), false, (id, status) -> {
                    if (status.stage().ended()) {
                        ends.add(status.stage());
                    }
                })) {
            UserFolder home = home();
            Submissions submissions = new Submissions(
                    book,
                    new Arrivals(store.arrivals(), folders(), Runnable::run),
                    executor,
                    new Runnables(Map.of(), executor),
                    Clock.systemUTC());
            MultipartReader reader = reader(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));

            assertThatThrownBy(() -> submissions.submit("fed", home, Optional.empty(), reader))
                    .hasMessage(message);

            try (Stream<Path> left = Files.list(home.jobsFolder())) {
                assertThat(left).isEmpty();
            }
            // before the executor closes, which ends all jobs
            return List.copyOf(ends);
        }
    }

    /** A book in memory whose disk is full, as it were. */
    private record FailingBook(JobBook book, boolean failsToTake, boolean failsToRemove) implements JobBook {

        @Override
        public int count(JobStage stage) throws IOException {
            return book.count(stage);
        }

        @Override
        public List<Job> latest(int count) throws IOException {
            return book.latest(count);
        }

        @Override
        public List<Job> endedBefore(Instant time, long after, int count) throws IOException {
            return book.endedBefore(time, after, count);
        }

        @Override
        public long nextId() throws IOException {
            return book.nextId();
        }

        @Override
        public Range<Long> idsInDoubt() throws IOException {
            return book.idsInDoubt();
        }

        @Override
        public void append(Job job, JobSpec spec, Optional<SubmissionMark> mark, boolean waits) throws IOException {
            book.append(job, spec, mark, waits);
        }

        @Override
        public void note(long id, JobStatus status, Runnable kept) {
            book.note(id, status, kept);
        }

        @Override
        public void taken(long id, Execution execution) throws IOException {
            if (failsToTake) {
                throw new IOException("not taken");
            }
            book.taken(id, execution);
        }

        @Override
        public void remove(long id) throws IOException {
            if (failsToRemove) {
                throw new IOException("no removal");
            }
            book.remove(id);
        }

        @Override
        public List<Job> list(JobQuery query) throws IOException {
            return book.list(query);
        }

        @Override
        public Optional<Job> find(long id) throws IOException {
            return book.find(id);
        }

        @Override
        public Optional<MarkedJob> find(String user, String key) throws IOException {
            return book.find(user, key);
        }

        @Override
        public List<LeftJob> underWay() throws IOException {
            return book.underWay();
        }
    }
}
