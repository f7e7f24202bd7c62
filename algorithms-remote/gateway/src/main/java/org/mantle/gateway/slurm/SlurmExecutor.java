package org.mantle.gateway.slurm;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mantle.gateway.job.Execution;
import org.mantle.gateway.job.ExecutorException;
import org.mantle.gateway.job.JobExecutor;
import org.mantle.gateway.job.JobObserver;
import org.mantle.gateway.job.JobRefusedException;
import org.mantle.gateway.job.JobResources;
import org.mantle.gateway.job.JobSpec;
import org.mantle.gateway.job.JobStage;
import org.mantle.gateway.job.JobStatus;
import org.mantle.gateway.job.LeftJob;
import org.mantle.gateway.place.PrivateFiles;
import org.mantle.slurm.BatchScript;
import org.mantle.slurm.SlurmArray;
import org.mantle.slurm.SlurmJobId;
import org.mantle.slurm.SlurmPhase;
import org.mantle.slurm.SlurmState;

/**
 * Runs jobs on Slurm, each as the account that has its user's name. They go on when the gateway ends.
 *
 * <p>A job is known by a mark of this executor's in its comment, so that one whose submission was not answered is found, and none is
 * submitted twice. All that runs is looked at by one listing from time to time, by a thread of its own ({@link JobWatch}).
 */
public final class SlurmExecutor implements JobExecutor {

    private static final System.Logger LOG = System.getLogger(SlurmExecutor.class.getName());

    /** Job scripts must find the usual commands wherever they run; the gateway's own path means nothing there. */
    private static final String PATH = "/usr/local/bin:/usr/bin:/bin";

    /** How many characters the arguments of all jobs that have not ended may have together: they are kept in memory. */
    private static final long TEXT_UNDER_WAY = 64L * 1024 * 1024;

    private static final String NAME_FILE = "slurm-name";
    private static final int NAME_LENGTH = 16;
    private static final int SUBMISSIONS = 2;

    /** How long to look whether Slurm has done what it was asked to do. */
    private static final Duration CHANGE_PATIENCE = Duration.ofSeconds(5);

    private static final long PAUSE_MILLIS = 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** The jobs that have not ended, by their names here. */
    private final Map<String, SlurmJob> jobs = new HashMap<>();

    private final SlurmSettings settings;
    private final RestApi api;
    private final ClusterAccounts accounts;
    private final JobObserver observer;
    private final String gateway;
    private final JobWatch watch;
    private long textUnderWay;
    private boolean closed;

    /**
     * Creates the executor; Slurm need not be there yet.
     *
     * @param ownFolder where it keeps the name by which it knows its jobs among all others
     * @param clock by which its tokens end
     * @throws IOException if the folder cannot be used, or the system does not tell its accounts
     */
    public SlurmExecutor(Path ownFolder, SlurmSettings settings, Clock clock, JobObserver observer) throws IOException {
        this.settings = settings;
        this.observer = observer;
        accounts = new ClusterAccounts();
        gateway = name(ownFolder);
        api = api(settings, clock, accounts);
        watch = new JobWatch(this, api, settings);
        watch.start();
    }

    private static RestApi api(SlurmSettings settings, Clock clock, ClusterAccounts accounts) throws IOException {
        RestConnection connection =
                new RestConnection(settings.url(), new UserTokens(settings.key(), clock), settings.patience());
        return new RestApi(connection, accounts.own());
    }

    /**
     * Asks whether Slurm is there and takes the gateway's tokens.
     *
     * @return the version of the operations that its daemon speaks, such as {@code v0.0.38}
     * @throws IOException if not; the message says why
     */
    public static String version(SlurmSettings settings, Clock clock) throws IOException {
        return api(settings, clock, new ClusterAccounts()).ping();
    }

    /** Tells whether a gateway has run jobs on Slurm that keeps its own files in a folder. */
    public static boolean hasUsed(Path ownFolder) {
        return Files.exists(ownFolder.resolve(NAME_FILE));
    }

    /** Returns the name of a gateway's data folder, made with it: no two gateways of a cluster have one. */
    private static String name(Path ownFolder) throws IOException {
        Path file = ownFolder.resolve(NAME_FILE);
        Optional<String> known = PrivateFiles.read(file).map(String::strip);
        if (known.isPresent() && known.get().matches("[0-9a-z]{" + NAME_LENGTH + "}")) {
            return known.get();
        }
        String name = UUID.randomUUID().toString().replace("-", "").substring(0, NAME_LENGTH);
        PrivateFiles.write(file, name);
        return name;
    }

    ReentrantLock lock() {
        return lock;
    }

    Condition changed() {
        return changed;
    }

    /** Returns the jobs that have not ended, to be used with the lock held. */
    Map<String, SlurmJob> jobs() {
        return jobs;
    }

    boolean isClosed() {
        return closed;
    }

    /** Returns the beginning of the names of all jobs of this gateway. */
    String prefix() {
        return gateway + "-";
    }

    @Override
    public Optional<String> findCommand(String name) {
        return Stream.of(PATH.split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(file -> Files.isExecutable(file) && Files.isRegularFile(file))
                .map(Path::toString)
                .findFirst();
    }

    @Override
    public Execution submit(JobSpec spec) throws JobRefusedException, IOException {
        accounts.requireUsable(spec.user());
        SlurmJob job = new SlurmJob(spec, prefix() + spec.id(), JobStatus.pending());
        BatchJob request = request(job, Optional.empty());
        enter(job);
        boolean kept = false;
        try {
            send(job, request);
            kept = true;
        } finally {
            if (!kept) {
                locked(() -> leave(job));
            }
        }
        return execution(job);
    }

    private static Execution execution(SlurmJob job) {
        return new Execution(job.spec().user(), job.name());
    }

    private void enter(SlurmJob job) throws JobRefusedException {
        lock.lock();
        try {
            if (closed) {
                throw new JobRefusedException("The gateway is closing and takes no more jobs");
            }
            long text = length(job.spec());
            if (textUnderWay + text > TEXT_UNDER_WAY) {
                throw new JobRefusedException(
                        "Too many jobs with long arguments are under way: submit it again when some of them have ended");
            }
            textUnderWay += text;
            jobs.put(job.name(), job);
        } finally {
            lock.unlock();
        }
    }

    /** Forgets a job; to be called with the lock held. */
    private void leave(SlurmJob job) {
        if (jobs.remove(job.name(), job)) {
            textUnderWay -= length(job.spec());
        }
        changed.signalAll();
    }

    private static long length(JobSpec spec) {
        return spec.command().stream().mapToLong(String::length).sum();
    }

    /**
     * Sends a job until Slurm has it, again only when it is known that Slurm has not got it; when nobody can tell, it stays among those that
     * are looked for.
     */
    private void send(SlurmJob job, BatchJob request) throws JobRefusedException, IOException {
        for (int submission = 1; submission <= SUBMISSIONS; submission++) {
            if (sendOnce(job, request)) {
                return;
            }
            switch (awaitCertainty(job)) {
                case TAKEN -> {
                    return;
                }
                case NOT_TAKEN -> LOG.log(System.Logger.Level.INFO, "Slurm has not got {0}", job);
                case UNKNOWN -> {
                    tellInDoubt(job);
                    return;
                }
            }
        }
        throw new ExecutorException(
                "Slurm lost the submission, and has no such job: nothing was submitted; try again in some minutes");
    }

    /** Sends a job; tells whether Slurm has it, or nobody knows. */
    private boolean sendOnce(SlurmJob job, BatchJob request) throws JobRefusedException, IOException {
        locked(job::touch);
        try {
            long id = api.submit(job.spec().user(), request);
            locked(() -> {
                job.submitted(id);
                job.touch();
                changed.signalAll();
            });
            return true;
        } catch (RestApi.DoubtException e) {
            String mark = job.mark().text();
            LOG.log(System.Logger.Level.WARNING, "whether Slurm has " + job + " is looked for by its mark " + mark, e);
            locked(job::touch);
            return false;
        }
    }

    /** What is known of a submission without an answer. */
    private enum Certainty {
        TAKEN,
        NOT_TAKEN,
        UNKNOWN
    }

    /** Waits until a listing shows the job, or that long after its submission does not. */
    private Certainty awaitCertainty(SlurmJob job) {
        long patience = settings.settling().plus(settings.patience()).toNanos();
        lock.lock();
        try {
            watch.hurry();
            while (patience > 0 && !closed) {
                if (!job.isInDoubt()) {
                    return Certainty.TAKEN;
                }
                if (watch.hasLookedInVainFor(job)) {
                    return Certainty.NOT_TAKEN;
                }
                patience = changed.awaitNanos(patience);
            }
            return job.isInDoubt() ? Certainty.UNKNOWN : Certainty.TAKEN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Certainty.UNKNOWN;
        } finally {
            lock.unlock();
        }
    }

    private void tellInDoubt(SlurmJob job) {
        locked(() -> {
            if (!job.isInDoubt() || jobs.get(job.name()) != job) {
                // learnt just now
                return;
            }
            job.leaveToWatch();
            told(
                    job,
                    job.tell(status(
                            IN_DOUBT,
                            "its submission was not answered, and Slurm cannot be asked at present: it is looked for, and must"
                                    + " not be submitted again")));
        });
    }

    /** Nobody knows yet whether Slurm has the job. */
    private static final JobStage IN_DOUBT = new JobStage("in doubt", false);

    private static JobStatus status(JobStage stage, String remark) {
        JobStatus pending = JobStatus.pending();
        return new JobStatus(
                stage, remark, pending.started(), pending.ended(), pending.exitCode(), pending.processId());
    }

    /** Submits a job that nobody waits for any more, of which it is known that Slurm has not got it; called by the watch. */
    void submitLeft(SlurmJob job) {
        try {
            accounts.requireUsable(job.spec().user());
            sendOnce(job, request(job, Optional.empty()));
        } catch (JobRefusedException e) {
            locked(() -> told(job, job.tell(status(JobStage.FAILED, e.text()))));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, job + " waits until Slurm can be reached", e);
        }
    }

    /** Tells the observer, and forgets what has ended; to be called with the lock held. */
    void told(SlurmJob job, @Nullable JobStatus status) {
        if (status == null) {
            return;
        }
        observer.changed(job.spec().id(), status);
        if (status.stage().ended()) {
            leave(job);
        }
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    private static BatchJob request(SlurmJob job, Optional<String> after) throws JobRefusedException {
        JobSpec spec = job.spec();
        JobResources resources = spec.resources();
        boolean isArray = resources.array().isPresent();
        if (isArray && resources.array().flatMap(SlurmArray::parse).isEmpty()) {
            throw new JobRefusedException("\"" + resources.array().get()
                    + "\" says no tasks of an array: give them as 0-9, 1,3,5 or 0-9%2 (two at a time)");
        }
        String script;
        try {
            script = isArray ? BatchScript.ofTasks(spec.command()) : BatchScript.of(spec.command());
        } catch (IllegalArgumentException e) {
            throw new JobRefusedException("It cannot be run: " + e.getMessage());
        }
        if (script.length() > BatchScript.GREATEST_SIZE) {
            throw new JobRefusedException("Its arguments are too long: Slurm takes 4 MiB");
        }
        String output = pattern(spec.output(), isArray);
        String error = pattern(spec.error(), isArray);
        return new BatchJob(
                spec.name(),
                job.comment(),
                script,
                spec.directory().toString(),
                output,
                error,
                environment(spec),
                resources,
                after);
    }

    /** Returns a file's name as Slurm reads it; each task of an array has a file of its own. */
    private static String pattern(Path file, boolean isArray) throws JobRefusedException {
        String name = file.toString();
        if (name.indexOf('\\') >= 0) {
            throw new JobRefusedException(
                    "Slurm cannot write output into a file whose name has a backslash: name another one");
        }
        String index = "\0";
        // what stands for the index is no text of the name
        String marked = isArray ? JobSpec.fileOfTask(name, index) : name;
        return marked.replace("%", "%%").replace(index, "%a");
    }

    private static Map<String, String> environment(JobSpec spec) throws JobRefusedException {
        Map<String, String> environment = new TreeMap<>();
        environment.put("PATH", PATH);
        environment.put("HOME", spec.home().toString());
        environment.put("USER", spec.user());
        environment.put("LOGNAME", spec.user());
        environment.put("LANG", "C.UTF-8");
        environment.putAll(spec.environment());
        environment.put("MANTLE_JOB_ID", Long.toString(spec.id()));
        environment.put("MANTLE_JOB_NAME", spec.name());
        for (Map.Entry<String, String> entry : environment.entrySet()) {
            if (!BatchScript.isVariable(entry.getKey()) || entry.getValue().indexOf('\0') >= 0) {
                throw new JobRefusedException(
                        "\"" + entry.getKey()
                                + "\" cannot be a variable of its environment: use letters, digits and underscores, and no NUL");
            }
        }
        return environment;
    }

    @Override
    public void kill(Execution execution) throws JobRefusedException, IOException {
        SlurmJob job = find(execution);
        String id = requireId(job);
        if (execution.task().isPresent()) {
            killTask(job, id, execution.task().getAsInt());
            return;
        }
        locked(job::requestKill);
        boolean done = false;
        try {
            requireDone(api.cancel(job.spec().user(), id));
            done = true;
        } finally {
            if (!done) {
                locked(job::withdrawKill);
            }
        }
        look(job, id);
    }

    private void killTask(SlurmJob job, String id, int task) throws JobRefusedException, IOException {
        look(job, id);
        if (job.stage(OptionalInt.of(task)).ended()) {
            throw JobRefusedException.finished();
        }
        locked(() -> job.requestKill(task));
        boolean done = false;
        try {
            requireDone(api.cancel(job.spec().user(), addressOf(id, task)));
            done = true;
        } finally {
            if (!done) {
                locked(() -> job.withdrawKill(task));
            }
        }
        look(job, id);
    }

    private static String addressOf(String id, int task) {
        return new SlurmJobId(Long.parseLong(id)).task(task).toString();
    }

    @Override
    public void suspend(Execution execution) throws JobRefusedException, IOException {
        SlurmJob job = find(execution);
        String id = requireId(job);
        if (job.isKillRequested()) {
            throw new JobRefusedException("Job is being terminated");
        }
        String user = job.spec().user();
        changeUntil(
                job,
                id,
                execution.task(),
                SlurmExecutor::isStopped,
                (record, address) -> record.state().phase() == SlurmPhase.PENDING
                        ? api.hold(user, address, true)
                        : api.signal(user, address, "SIGSTOP"));
    }

    private static boolean isStopped(JobRecord record) {
        return record.isHeld() || record.state().phase() == SlurmPhase.SUSPENDED;
    }

    @Override
    public void resume(Execution execution) throws JobRefusedException, IOException {
        SlurmJob job = find(execution);
        String id = requireId(job);
        look(job, id);
        if (job.stage(execution.task()).ended()) {
            throw JobRefusedException.finished();
        }
        if (!job.stage(execution.task()).equals(JobStage.SUSPENDED)) {
            throw new JobRefusedException("Job is not suspended");
        }
        String user = job.spec().user();
        changeUntil(
                job,
                id,
                execution.task(),
                record -> !isStopped(record) && record.state() != SlurmState.SIGNALING,
                (record, address) ->
                        record.isHeld() ? api.hold(user, address, false) : api.signal(user, address, "SIGCONT"));
        if (job.stage(execution.task()).equals(JobStage.SUSPENDED)) {
            throw new JobRefusedException("Job was suspended by the cluster's administrator, who alone can resume it");
        }
    }

    /** What is done to a job, or a task of an array, that is as a record says, under the address that it has. */
    private interface Change {
        RestAnswer of(JobRecord record, String address) throws IOException;
    }

    /** Chooses the records of what is meant: of a task that has not started it is the one of all such tasks. */
    private static List<JobRecord> meant(List<JobRecord> records, OptionalInt task) {
        if (task.isEmpty()) {
            return records;
        }
        List<JobRecord> own =
                records.stream().filter(record -> record.task().equals(task)).toList();
        return own.isEmpty()
                ? records.stream().filter(record -> record.task().isEmpty()).toList()
                : own;
    }

    /**
     * Changes a job, and all tasks of an array, until they are as they should be. They may go on meanwhile: what waits now may run before it
     * is held. What Slurm answers says little: an array that was held as a whole is told to have failed.
     */
    private void changeUntil(SlurmJob job, String id, OptionalInt task, Predicate<JobRecord> right, Change change)
            throws JobRefusedException, IOException {
        Set<String> asked = new HashSet<>();
        RestAnswer refusal = null;
        long begun = System.nanoTime();
        while (true) {
            List<JobRecord> open = meant(look(job, id), task).stream()
                    .filter(record -> !record.state().phase().hasEnded() && record.state() != SlurmState.COMPLETING)
                    .toList();
            if (open.isEmpty()) {
                throw JobRefusedException.finished();
            }
            List<JobRecord> wrong =
                    open.stream().filter(record -> !right.test(record)).toList();
            if (wrong.isEmpty()) {
                return;
            }
            if (System.nanoTime() - begun > CHANGE_PATIENCE.toNanos()) {
                if (refusal != null) {
                    requireDone(refusal);
                }
                return;
            }
            for (JobRecord record : wrong) {
                String key = record.id() + " " + record.word();
                if (!asked.contains(key)) {
                    RestAnswer answer =
                            change.of(record, task.isPresent() ? addressOf(id, task.getAsInt()) : record.address());
                    if (answer.isFine()) {
                        asked.add(key);
                    } else {
                        refusal = answer;
                    }
                }
            }
            pause();
        }
    }

    private static void pause() throws ExecutorException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExecutorException("The gateway is closing: try again when it is back", e);
        }
    }

    @Override
    public void requeue(Execution execution) throws JobRefusedException, IOException {
        SlurmJob job = find(execution);
        String id = requireId(job);
        if (execution.task().isPresent()) {
            throw new JobRefusedException(
                    "Slurm requeues whole arrays alone: requeue the array, or submit what this task does as a job");
        }
        if (job.isKillRequested()) {
            throw new JobRefusedException("Job is being terminated");
        }
        List<JobRecord> records = look(job, id);
        if (records.stream().allMatch(record -> record.state().phase().hasEnded())) {
            throw JobRefusedException.finished();
        }
        if (records.stream().allMatch(record -> record.state().phase() == SlurmPhase.PENDING)) {
            throw new JobRefusedException("Job has not started yet");
        }
        long before = records.get(0).submitted();
        beginAgain(job, id);
        boolean sent = false;
        try {
            // the operations of the daemon have no requeue: the next run waits for the end of this one
            send(job, request(job, Optional.of(id)));
            sent = true;
        } finally {
            if (!sent) {
                locked(() -> job.runAsBefore(before));
            }
        }
        RestAnswer cancelled = api.cancel(job.spec().user(), id);
        if (!cancelled.isNoSuchJob() && !cancelled.isJobFinished()) {
            requireDone(cancelled);
        }
        Optional<String> next = job.slurmId();
        if (next.isPresent()) {
            look(job, next.get());
        }
    }

    /** Notes that a job is to run again, unless something else was done to it since it was looked at. */
    private void beginAgain(SlurmJob job, String id) throws JobRefusedException {
        lock.lock();
        try {
            boolean isAsBefore =
                    jobs.get(job.name()) == job && job.slurmId().equals(Optional.of(id)) && !job.isKillRequested();
            if (!isAsBefore) {
                throw new JobRefusedException("Something else is being done to it at present: look at its state");
            }
            job.runAgain();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Asks whether Slurm is there, on the way by which this executor speaks with it.
     *
     * @throws IOException if it is not; the message says why
     */
    public void probe() throws IOException {
        api.ping();
    }

    /** Learns how a job is now, and tells it. */
    private List<JobRecord> look(SlurmJob job, String id) throws JobRefusedException, IOException {
        List<JobRecord> found = api.job(id);
        lock.lock();
        try {
            List<JobRecord> own = job.ofPresentRun(found);
            if (own.isEmpty()) {
                // Slurm has forgotten it, or given its id to another job
                throw JobRefusedException.finished();
            }
            told(job, job.learn(own));
            job.touch();
            return own;
        } finally {
            lock.unlock();
        }
    }

    private static void requireDone(RestAnswer answer) throws JobRefusedException {
        if (answer.isNoSuchJob() || answer.isJobFinished()) {
            throw JobRefusedException.finished();
        }
        if (!answer.isFine()) {
            throw new JobRefusedException("Slurm refuses it: " + answer.words());
        }
    }

    /** Finds a job that has not ended; others are not kept here. */
    private SlurmJob find(Execution execution) throws JobRefusedException {
        lock.lock();
        try {
            SlurmJob job = jobs.get(execution.id());
            if (job == null || !job.spec().user().equals(execution.user())) {
                throw JobRefusedException.finished();
            }
            return job;
        } finally {
            lock.unlock();
        }
    }

    private String requireId(SlurmJob job) throws ExecutorException {
        lock.lock();
        try {
            return job.slurmId()
                    .orElseThrow(() -> new ExecutorException(
                            "Slurm has not told yet that it has this job: try again in a moment"));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes over the jobs of an earlier gateway; called once, before all else. Slurm need not be there yet.
     *
     * <p>Those that run are followed, those that have ended are told to have, and those that Slurm has never got are submitted.
     *
     * @return the jobs as this executor knows them, by the gateway's ids
     */
    @Override
    public Map<Long, Execution> takeOver(List<LeftJob> left) {
        Map<Long, Execution> known = new LinkedHashMap<>();
        lock.lock();
        try {
            for (LeftJob each : left) {
                SlurmJob job = SlurmJob.left(
                        each.spec(),
                        prefix() + each.spec().id(),
                        each.status(),
                        each.execution().isPresent() && !each.status().stage().equals(IN_DOUBT));
                textUnderWay += length(each.spec());
                jobs.put(job.name(), job);
                known.put(each.spec().id(), execution(job));
                if (job.isInDoubt()) {
                    // so that the next gateway knows it too, should this one end before Slurm has told
                    told(job, job.tell(status(IN_DOUBT, "whether Slurm has it is looked for")));
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return known;
    }

    /** Lets go of what it still keeps of a job that has ended, which is nothing. */
    @Override
    public void settle(long job) {
        LOG.log(System.Logger.Level.TRACE, "the end of job {0} is written down", job);
    }

    /** Takes no more jobs, and looks at none any more; those at Slurm go on. */
    @Override
    public void close() {
        locked(() -> {
            closed = true;
            changed.signalAll();
        });
        watch.end(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
    }
}
