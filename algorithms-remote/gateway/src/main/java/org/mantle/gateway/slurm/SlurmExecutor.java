package org.mantle.gateway.slurm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mantle.gateway.account.Accounts;
import org.mantle.gateway.job.Execution;
import org.mantle.gateway.job.ExecutorException;
import org.mantle.gateway.job.JobExecutor;
import org.mantle.gateway.job.JobObserver;
import org.mantle.gateway.job.JobRefusedException;
import org.mantle.gateway.job.JobSpec;
import org.mantle.gateway.job.JobStage;
import org.mantle.gateway.job.JobStatus;
import org.mantle.gateway.job.LeftJob;
import org.mantle.gateway.job.LostJobs;
import org.mantle.gateway.place.NoAccountException;
import org.mantle.gateway.place.PrivateFiles;
import org.mantle.slurm.CommentMark;

/**
 * Runs jobs on Slurm, each as the account that has its user's name. They go on when the gateway ends.
 *
 * <p>A job is known by a mark of this executor's in its comment, so that one whose submission was not answered is found, and none is
 * submitted twice. All that runs is looked at by one listing from time to time, by a thread of its own ({@link JobWatch}).
 */
public final class SlurmExecutor implements JobExecutor {

    private static final System.Logger LOG = System.getLogger(SlurmExecutor.class.getName());

    /** How many characters the arguments of all jobs that have not ended may have together: they are kept in memory. */
    private static final long TEXT_UNDER_WAY = 64L * 1024 * 1024;

    private static final String NAME_FILE = "slurm-name";
    private static final int NAME_LENGTH = 16;
    private static final int SUBMISSIONS = 2;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** The jobs that have not ended, by their names here. */
    private final Map<String, SlurmJob> jobs = new HashMap<>();

    private final SlurmSettings settings;
    private final RestApi api;
    private final Accounts accounts;
    private final JobObserver observer;
    private final String gateway;
    private final JobWatch watch;
    private final JobChanges changes;
    private long textUnderWay;
    private boolean closed;

    /** Who has lost jobs that are still to be looked for. */
    private @Nullable LostJobs lost;

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
        accounts = new Accounts();
        gateway = name(ownFolder);
        api = api(settings, clock, accounts);
        changes = new JobChanges(this, api);
        watch = new JobWatch(this, api, settings, clock);
        watch.start();
    }

    private static RestApi api(SlurmSettings settings, Clock clock, Accounts accounts) throws IOException {
        RestConnection connection =
                new RestConnection(settings.url(), new UserTokens(settings.key(), clock), settings.patience());
        return new RestApi(connection, accounts.own());
    }

    /**
     * Asks whether Slurm is there and takes the gateway's tokens.
     *
     * @return the version of the operations that its daemon speaks, such as {@code v0.0.38}
     * @throws IOException if not; the message says why, and what whoever runs the gateway can do
     */
    public static String version(SlurmSettings settings, Clock clock) throws IOException {
        return ping(api(settings, clock, new Accounts()));
    }

    /**
     * Asks what the cluster is made of.
     *
     * @throws IOException if Slurm does not tell
     */
    public static ClusterParts parts(SlurmSettings settings, Clock clock) throws IOException {
        return api(settings, clock, new Accounts()).parts();
    }

    private static String ping(RestApi api) throws IOException {
        try {
            return api.ping();
        } catch (ExecutorException e) {
            throw new IOException(ExecutorException.forAdministrator(e), e);
        }
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

    /** Tells whether there is anything to look at; to be called with the lock held. */
    boolean hasWork() {
        return !jobs.isEmpty() || lost != null;
    }

    /** Returns the beginning of the names of all jobs of this gateway. */
    String prefix() {
        return gateway + "-";
    }

    /** What there is on the path of the cluster's machines only those can tell: the script of a job looks there. */
    @Override
    public Optional<String> findCommand(String name) {
        return Optional.of(name);
    }

    @Override
    public Execution submit(JobSpec spec) throws JobRefusedException, IOException {
        requireAccount(spec.user());
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

    /** Returns what is sent for the present run of a job, which may have to wait for the end of another one. */
    BatchJob request(SlurmJob job, Optional<String> after) throws JobRefusedException {
        return BatchJob.of(job, after, settings.umask());
    }

    /** Slurm itself takes jobs of accounts that there are not, and never runs them. */
    private void requireAccount(String user) throws JobRefusedException, IOException {
        try {
            accounts.require(user);
        } catch (NoAccountException e) {
            throw new JobRefusedException(String.valueOf(e.getMessage()));
        }
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
    void send(SlurmJob job, BatchJob request) throws JobRefusedException, IOException {
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
        locked(job::send);
        try {
            long id = api.submit(job.spec().user(), request);
            locked(() -> job.submitted(id));
            return true;
        } catch (RestApi.DoubtException e) {
            String mark = job.mark().text();
            LOG.log(System.Logger.Level.WARNING, "whether Slurm has " + job + " is looked for by its mark " + mark, e);
            return false;
        } finally {
            locked(() -> {
                job.sent();
                changed.signalAll();
            });
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
            requireAccount(job.spec().user());
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

    /** Does something with the lock held. */
    void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void kill(Execution execution) throws JobRefusedException, IOException {
        changes.kill(find(execution), execution.task());
    }

    @Override
    public void suspend(Execution execution) throws JobRefusedException, IOException {
        changes.suspend(find(execution), execution.task());
    }

    @Override
    public void resume(Execution execution) throws JobRefusedException, IOException {
        changes.resume(find(execution), execution.task());
    }

    @Override
    public void requeue(Execution execution) throws JobRefusedException, IOException {
        changes.requeue(find(execution), execution.task());
    }

    /**
     * Asks whether Slurm is there, on the way by which this executor speaks with it.
     *
     * @throws IOException if it is not; the message says why, and what whoever runs the gateway can do
     */
    public void probe() throws IOException {
        ping(api);
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

    /** Such a job bears its own mark and that of its client in its comment; of an array, and of marks of another form, too little is known there. */
    @Override
    public boolean findsAgain(JobSpec spec) {
        return spec.resources().array().isEmpty()
                && spec.mark().map(CommentMark::isAllowed).orElse(false);
    }

    @Override
    public void lookForLost(LostJobs whose) {
        locked(() -> {
            lost = whose;
            watch.hurry();
        });
    }

    @Override
    public boolean awaitLost(Duration patience) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (lost != null && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return lost == null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Finds lost jobs in a listing of all, by the names of the jobs; called by the watch.
     *
     * @throws IOException if they cannot be kept
     */
    void findLost(Map<String, List<JobRecord>> listing) throws IOException {
        LostJobs whose = lost();
        if (whose == null) {
            return;
        }
        List<LeftJob> left = whose.found(LostJobFinder.find(listing, prefix(), whose));
        locked(() -> {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "jobs that are found again: {0}",
                    takeOver(left).keySet());
            lost = null;
            changed.signalAll();
        });
    }

    private @Nullable LostJobs lost() {
        lock.lock();
        try {
            return lost;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<String> outage() {
        return watch.outage();
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
