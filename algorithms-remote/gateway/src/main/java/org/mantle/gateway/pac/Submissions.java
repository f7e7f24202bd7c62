package org.mantle.gateway.pac;

import com.google.common.util.concurrent.Striped;
import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.mantle.gateway.application.CommonParameters;
import org.mantle.gateway.job.ArrayStatus;
import org.mantle.gateway.job.Execution;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.job.JobBook;
import org.mantle.gateway.job.JobExecutor;
import org.mantle.gateway.job.JobRefusedException;
import org.mantle.gateway.job.JobSpec;
import org.mantle.gateway.job.JobStatus;
import org.mantle.gateway.job.MarkedJob;
import org.mantle.gateway.job.SubmissionMark;
import org.mantle.gateway.place.Arrivals;
import org.mantle.gateway.place.IncomingFiles;
import org.mantle.gateway.place.Printable;
import org.mantle.gateway.place.StorageException;
import org.mantle.gateway.place.UserFolder;
import org.mantle.pac.MultipartPart;
import org.mantle.pac.MultipartReader;
import org.mantle.pac.Submission;
import org.mantle.slurm.SlurmArray;

/** Makes jobs of submissions. */
final class Submissions {

    private static final System.Logger LOG = System.getLogger(Submissions.class.getName());

    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz";
    private static final int RANDOM_LETTERS = 5;
    private static final int MAXIMUM_NAME = 60;
    private static final int SHOWN_COMMAND = 4096;

    /** What a submission of the longest texts takes while these are read. */
    private static final long MEMORY_OF_READING = 32L * 1024 * 1024;

    /** How many may be under way for each that reads texts: the others keep theirs in memory while attached files go to the disk. */
    private static final int UNDER_WAY = 4;

    private static final int FEWEST_AT_A_TIME = 4;

    /** How long a repetition waits for the submission that it repeats, and how long one waits until others have been read. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** More than can be under way at a time. */
    private static final int KEYS_AT_A_TIME = 1024;

    private final SecureRandom random = new SecureRandom();

    /** As many read texts at a time as there is memory for. */
    private final Semaphore reading;

    private final Semaphore underWay;

    /** Of submissions with one key, one is made a job at a time. */
    private final Striped<Lock> keys = Striped.lazyWeakLock(KEYS_AT_A_TIME);

    private final JobBook book;
    private final Arrivals arrivals;
    private final JobExecutor executor;
    private final Runnables runnables;
    private final Clock clock;

    Submissions(JobBook book, Arrivals arrivals, JobExecutor executor, Runnables runnables, Clock clock) {
        this(book, arrivals, executor, runnables, clock, (int)
                Math.max(FEWEST_AT_A_TIME, Runtime.getRuntime().maxMemory() / MEMORY_OF_READING));
    }

    Submissions(
            JobBook book,
            Arrivals arrivals,
            JobExecutor executor,
            Runnables runnables,
            Clock clock,
            int readingAtATime) {
        reading = new Semaphore(readingAtATime);
        underWay = new Semaphore(readingAtATime * UNDER_WAY);
        this.book = book;
        this.arrivals = arrivals;
        this.executor = executor;
        this.runnables = runnables;
        this.clock = clock;
    }

    /**
     * Reads a submission and hands the job to the executor. If it is refused, nothing of it stays.
     *
     * @param key by which the client marked it: a second with the same gives the job of the first
     */
    Job submit(String user, UserFolder home, Optional<String> key, MultipartReader message)
            throws IOException, RefusedException {
        enter(underWay, Duration.ZERO);
        ArrivingFolder arriving = new ArrivingFolder(home);
        try {
            SubmissionDigest digest = new SubmissionDigest();
            Upload upload = read(home, message, arriving, digest);
            Optional<SubmissionMark> mark = key.map(word -> new SubmissionMark(word, digest.with(upload.submission())));
            return mark.isPresent() ? once(user, home, upload, mark.get()) : start(user, home, upload, mark);
        } finally {
            arriving.remove();
            underWay.release();
        }
    }

    private static void enter(Semaphore room, Duration patience) throws RefusedException {
        if (!Uninterruptibles.tryAcquireUninterruptibly(room, 1, patience)) {
            throw RefusedException.unavailable(
                    "Too many submissions are under way at present: try again in a few seconds");
        }
    }

    private Upload read(UserFolder home, MultipartReader message, ArrivingFolder arriving, SubmissionDigest digest)
            throws IOException, RefusedException {
        // no more can wait than may be under way
        enter(reading, PATIENCE);
        try {
            home.requireRoom("The submission");
            Set<String> attached = new HashSet<>();
            try (IncomingFiles files = new IncomingFiles(arrivals, home)) {
                Submission submission = Submission.read(message, part -> store(part, files, arriving, digest));
                files.files().forEach(file -> attached.add(String.valueOf(file.getFileName())));
                files.commit();
                return new Upload(submission, arriving, attached);
            }
        } finally {
            reading.release();
        }
    }

    /** The temporary folder of what comes with a submission; most come alone, and have none. */
    private final class ArrivingFolder {

        private final UserFolder home;
        private @Nullable Path folder;

        ArrivingFolder(UserFolder home) {
            this.home = home;
        }

        /** Returns the folder, which is made now if it is the first that comes. */
        Path get() throws IOException {
            Path known = folder;
            if (known == null) {
                known = arrivals.expect(home, home.jobsFolder(), ".arriving-", "");
                folder = known;
                home.makeInJobsFolder(known);
            }
            return known;
        }

        /** Makes it the folder of a job. */
        void become(Path directory) throws IOException {
            if (folder != null) {
                Files.move(folder, directory, StandardCopyOption.ATOMIC_MOVE);
                return;
            }
            home.makeInJobsFolder(directory);
        }

        /** Leaves nothing of it; it is gone already when all went well. */
        void remove() {
            if (folder != null) {
                arrivals.remove(folder);
            }
        }
    }

    /**
     * A submission that has been read.
     *
     * @param arriving where what came with it is
     * @param attached the names of the files that came with it
     */
    private record Upload(Submission submission, ArrivingFolder arriving, Set<String> attached) {}

    /** Makes a job of the first submission with a key, and finds that job for every other one. */
    private Job once(String user, UserFolder home, Upload upload, SubmissionMark mark)
            throws IOException, RefusedException {
        Lock lock = keys.get(List.of(user, mark.key()));
        if (!Uninterruptibles.tryLockUninterruptibly(lock, PATIENCE)) {
            throw RefusedException.underWay("A submission with the " + IdempotencyKey.HEADER + " '" + mark.key()
                    + "' is still under way: try again in a minute");
        }
        try {
            Optional<MarkedJob> before = book.find(user, mark.key());
            if (before.isEmpty()) {
                requireFound();
                before = book.find(user, mark.key());
            }
            if (before.isEmpty()) {
                return start(user, home, upload, Optional.of(mark));
            }
            if (!before.get().isOf(mark)) {
                throw RefusedException.noRepetition("Job <" + before.get().job().id() + "> was submitted with the "
                        + IdempotencyKey.HEADER + " '" + mark.key()
                        + "', and something else than now: give every submission a key of its own");
            }
            return before.get().job();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until jobs that the book has lost are in it again. */
    private void requireFound() throws RefusedException {
        if (!executor.awaitLost(PATIENCE)) {
            throw RefusedException.unavailable(
                    "Whether this was submitted before cannot be told as long as Slurm cannot be"
                            + " asked: nothing was submitted; try again in some minutes");
        }
    }

    /** Stores an attached file, which may take long; meanwhile there is room to read others, since it is not kept in memory. */
    private void store(MultipartPart part, IncomingFiles files, ArrivingFolder arriving, SubmissionDigest digest)
            throws IOException {
        reading.release();
        try {
            files.store(part.fileName(), digest.ofFile(part.fileName(), part::transferTo), arriving.get());
        } finally {
            // waits for none that waits for this one: those that read wait for their clients alone
            reading.acquireUninterruptibly();
        }
    }

    private Job start(String user, UserFolder home, Upload upload, Optional<SubmissionMark> mark)
            throws IOException, RefusedException {
        Submission submission = upload.submission();
        Instant now = clock.instant();
        ArrayName given = ArrayName.of(
                Printable.text(submission.value(CommonParameters.JOB_NAME).orElse("")));
        String group = OwnJobs.JobGroup.ofOptions(
                submission.value(CommonParameters.EXTRA_PARAMS).orElse(""));
        long id = book.nextId();
        String name = given.name().isEmpty() ? "Mantle_job_" + id : given.name();
        Path directory = home.folderOfJob(directoryName(name, now));
        // without a job, a gateway that starts after one that was killed removes it
        arrivals.expect(home, directory);
        boolean accepted = false;
        try {
            upload.arriving().become(directory);
            Set<Path> files = new HashSet<>();
            upload.attached().forEach(file -> files.add(directory.resolve(file)));
            Runnables.Command command = runnables.find(submission, home, directory, files);
            // one of our own where the client gave none, so that a job can always be found at its executor
            String word = mark.map(SubmissionMark::key).orElseGet(() -> "mantle-" + id + "-" + UUID.randomUUID());
            JobSpec spec = spec(id, user, name, submission, home, directory, command, given.array(), word);
            Job job = new Job(
                            id,
                            user,
                            name,
                            submission.application(),
                            shortened(command.shown()),
                            home.place(directory),
                            home.virtual(directory),
                            now,
                            Optional.empty(),
                            given.array()
                                    .map(array -> ArrayStatus.pending(array.indexes()))
                                    .orElseGet(JobStatus::pending))
                    .in(group);
            // written down before it is handed over, because the executor tells the book what becomes of it
            boolean waits = !group.isEmpty() || !executor.findsAgain(spec);
            book.append(job, spec, mark, waits);
            handOver(spec);
            accepted = true;
            return job;
        } catch (JobRefusedException e) {
            throw RefusedException.invalid(e.text());
        } finally {
            if (!accepted) {
                discard(id, directory);
            }
        }
    }

    /** Returns what is kept of a command to be shown, which may be very long: the book remembers many. */
    private static String shortened(String command) {
        return command.length() > SHOWN_COMMAND ? command.substring(0, SHOWN_COMMAND) + "…" : command;
    }

    /** Hands a job to the executor and notes its execution in the book; a job that is not noted is ended. */
    private void handOver(JobSpec spec) throws IOException, JobRefusedException {
        Execution execution = executor.submit(spec);
        boolean noted = false;
        try {
            book.taken(spec.id(), execution);
            noted = true;
        } finally {
            if (!noted) {
                end(execution);
            }
        }
    }

    private void end(Execution execution) {
        try {
            executor.kill(execution);
        } catch (JobRefusedException e) {
            // it has ended by itself
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "a job that nobody knows runs on: \"" + execution + "\"", e);
        }
    }

    /** Leaves nothing of a job that is not accepted; what stays is logged, because the client is to hear why it was not. */
    private void discard(long id, Path directory) {
        try {
            book.remove(id);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "job " + id + " was not accepted, and stays in the book of jobs", e);
        } finally {
            arrivals.remove(directory);
        }
    }

    /** Finds where output goes, and makes the folders on the way once nothing is to be refused any more. */
    private static JobSpec spec(
            long id,
            String user,
            String name,
            Submission submission,
            UserFolder home,
            Path directory,
            Runnables.Command command,
            Optional<SlurmArray> array,
            String mark)
            throws IOException, RefusedException {
        Path output = outputFile(submission, CommonParameters.OUTPUT_FILE, "%J.output", id, home, directory);
        Path error = outputFile(submission, CommonParameters.ERROR_FILE, "%J.error", id, home, directory);
        refuseFolderOfOther(home, CommonParameters.OUTPUT_FILE, output, CommonParameters.ERROR_FILE, error);
        refuseFolderOfOther(home, CommonParameters.ERROR_FILE, error, CommonParameters.OUTPUT_FILE, output);
        makeFolderOf(output, directory, home);
        makeFolderOf(error, directory, home);
        return new JobSpec(
                id,
                user,
                name,
                home.place(home.root()),
                command.arguments(),
                home.place(directory),
                home.place(output),
                home.place(error),
                command.resources().with(array.map(SlurmArray::text)),
                command.environment(),
                Optional.of(mark));
    }

    private static void makeFolderOf(Path file, Path directory, UserFolder home) throws IOException {
        Path folder = file.getParent();
        if (folder != null && !directory.equals(folder)) {
            try {
                UserFolder.makeFolderOf(file);
            } catch (FileSystemException e) {
                throw StorageException.of(home.virtual(file), e);
            }
        }
    }

    /** Returns a name like {@code Mantid_tomography_1_1423743450375PtlPj}. */
    private String directoryName(String name, Instant now) {
        String safe = name.replaceAll("[^A-Za-z0-9._-]", "_");
        StringBuilder out = new StringBuilder(safe.substring(0, Math.min(MAXIMUM_NAME, safe.length())));
        if (out.charAt(0) == '.') {
            // hidden folders are not listed
            out.setCharAt(0, '_');
        }
        out.append('_').append(now.toEpochMilli());
        for (int i = 0; i < RANDOM_LETTERS; i++) {
            out.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return out.toString();
    }

    /** Finds where output is to go; a refusal must leave nothing, so the folders on the way are not made here. */
    private static Path outputFile(
            Submission submission, String parameter, String otherwise, long id, UserFolder home, Path directory)
            throws RefusedException, IOException {
        String given = submission.value(parameter).orElse(otherwise).replace("%J", Long.toString(id));
        Path file = home.resolve(given, directory);
        if (directory.equals(file.getParent())) {
            // a new folder, in which there are files alone
            return file;
        }
        if (Files.isDirectory(file)) {
            throw RefusedException.invalid(
                    "'" + Printable.text(given) + "' (" + parameter + ") is a directory: name a file");
        }
        Path folder = nearestExistingParent(file);
        if (!Files.isDirectory(folder)) {
            throw RefusedException.invalid("'" + Printable.text(given) + "' (" + parameter + ") leads through '"
                    + home.virtual(folder) + "', which is no folder: name another place");
        }
        return file;
    }

    private static void refuseFolderOfOther(
            UserFolder home, String parameter, Path file, String otherParameter, Path other) throws RefusedException {
        if (other.startsWith(file) && !other.equals(file)) {
            throw RefusedException.invalid(
                    "'" + home.virtual(file) + "' (" + parameter + ") cannot be a file and the folder of '"
                            + home.virtual(other) + "' (" + otherParameter + "): name another place for one of them");
        }
    }

    private static Path nearestExistingParent(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            // the root, which is always there
            return file;
        }
        return Files.exists(parent) ? parent : nearestExistingParent(parent);
    }
}
