package org.mantle.gateway.local;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.mantle.gateway.job.Execution;
import org.mantle.gateway.job.JobExecutor;
import org.mantle.gateway.job.JobObserver;
import org.mantle.gateway.job.JobRefusedException;
import org.mantle.gateway.job.JobSpec;
import org.mantle.gateway.job.JobStatus;
import org.mantle.gateway.job.LeftJob;

/** Runs jobs as processes of this machine, so many at a time, the others in the order in which they came. */
public final class LocalExecutor implements JobExecutor {

    private static final System.Logger LOG = System.getLogger(LocalExecutor.class.getName());
    /** How many characters the arguments of all jobs that wait may have together: they are kept in memory. */
    private static final long WAITING_TEXT = 16L * 1024 * 1024;

    /** How many may wait, however short their arguments are: an array is a thousand by one submission. */
    private static final int MOST_WAITING = 20_000;

    private static final String STOPPED = "ended when the gateway was stopped";
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<LocalJob> queue = new ArrayDeque<>();
    private final Set<LocalJob> running = new HashSet<>();
    private final Map<Execution, LocalJob> jobs = new HashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "gateway-kill-timer");
        thread.setDaemon(true);
        return thread;
    });
    private final JobRecords records;
    private final int concurrency;
    private final Duration killGrace;
    private final Clock clock;
    private final JobObserver observer;
    private final ThreadFactory threads;
    private final Optional<String> setsid;
    private final boolean isService;
    private boolean closed;
    private boolean detached;

    /**
     * Creates the executor.
     *
     * @param ownFolder where it is noted which jobs run
     * @param concurrency how many jobs run at a time
     * @param killGrace how long a job that is told to end may take before it is killed
     * @param clock by which jobs begin and end
     * @param isService whether jobs go on when this is closed
     * @throws IOException if this machine has not what it takes
     */
    public LocalExecutor(
            Path ownFolder, int concurrency, Duration killGrace, Clock clock, boolean isService, JobObserver observer)
            throws IOException {
        this(ownFolder, concurrency, killGrace, clock, isService, observer, Thread::new, setsidOfMachine());
        if (setsid.isEmpty() && isService) {
            throw new IOException(
                    "jobs cannot go on without the gateway on this machine, since it has no setsid (package util-linux) or no"
                            + " /proc of Linux: install it, or start the gateway without --service");
        }
        if (setsid.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "without setsid (package util-linux) and Linux's /proc, jobs have no process groups: a process that a job"
                            + " leaves behind may go on when the job ends");
        }
    }

    /** Tells whether this machine has what it takes for jobs to have process groups. */
    public static boolean hasProcessGroups() {
        return setsidOfMachine().isPresent();
    }

    /** Groups are made by a command, and seen in /proc; one without the other is of no use. */
    private static Optional<String> setsidOfMachine() {
        return Files.isReadable(Path.of("/proc/self/stat")) ? find("setsid") : Optional.empty();
    }

    LocalExecutor(
            Path ownFolder,
            int concurrency,
            Duration killGrace,
            Clock clock,
            boolean isService,
            JobObserver observer,
            ThreadFactory threads,
            Optional<String> setsid)
            throws IOException {
        records = new JobRecords(ownFolder);
        this.isService = isService;
        this.concurrency = concurrency;
        this.killGrace = killGrace;
        this.clock = clock;
        this.observer = observer;
        this.threads = threads;
        this.setsid = setsid;
    }

    @Override
    public Map<Long, Execution> takeOver(List<LeftJob> left) throws IOException {
        Map<Long, Execution> taken = new HashMap<>();
        for (LeftJob one : left) {
            Optional<JobRecords.Claim> claim = records.claim(one.spec().id());
            LocalJob job = new LocalJob(this, one.spec());
            taken.put(job.id(), job.execution());
            lock.lock();
            try {
                jobs.put(job.execution(), job);
                if (claim.isPresent()) {
                    running.add(job);
                    job.takeOver(claim.get(), one.status());
                    start(job, () -> job.follow(claim.get()));
                } else if (setsid.isEmpty() && one.status().started().isPresent()) {
                    // nothing tells which processes are its
                    job.takeOverWaiting(one.status());
                    job.endIfItHasNot("was lost when the gateway that ran it was killed");
                } else {
                    job.takeOverWaiting(one.status());
                    queue.add(job);
                }
            } finally {
                lock.unlock();
            }
        }
        records.removeAllBut(taken.keySet());
        lock.lock();
        try {
            dispatch();
        } finally {
            lock.unlock();
        }
        return taken;
    }

    @Override
    public void settle(long job) {
        records.remove(job);
    }

    /** Tells whether jobs can run a program: a path, or a name that is found on this process's path. */
    public static boolean isProgram(String name) {
        Path file = Path.of(name);
        return name.indexOf('/') < 0 ? find(name).isPresent() : Files.isRegularFile(file) && Files.isExecutable(file);
    }

    @Override
    public Optional<String> findCommand(String name) {
        return find(name);
    }

    private static Optional<String> find(String name) {
        return List.of(JobEnvironment.path().split(File.pathSeparator, -1)).stream()
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, name))
                .filter(file -> Files.isExecutable(file) && Files.isRegularFile(file))
                .map(Path::toString)
                .findFirst();
    }

    JobRecords records() {
        return records;
    }

    /** Tells whether jobs are no longer this executor's; to be called with the lock held. */
    boolean isDetached() {
        return detached;
    }

    ReentrantLock lock() {
        return lock;
    }

    Condition changed() {
        return changed;
    }

    JobObserver observer() {
        return observer;
    }

    Clock clock() {
        return clock;
    }

    Duration killGrace() {
        return killGrace;
    }

    /** Returns the command that gives a job a group of its own; empty where jobs have none. */
    Optional<String> setsid() {
        return setsid;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    @Override
    public Execution submit(JobSpec spec) throws JobRefusedException {
        submitAll(List.of(spec));
        return execution(spec);
    }

    static Execution execution(JobSpec spec) {
        return new Execution(spec.user(), Long.toString(spec.id()));
    }

    /** Takes several jobs, all or none. */
    void submitAll(List<JobSpec> specs) throws JobRefusedException {
        lock.lock();
        try {
            if (closed) {
                throw new JobRefusedException("The gateway is closing and takes no more jobs");
            }
            if (queue.size() + specs.size() > MOST_WAITING) {
                throw new JobRefusedException("Too many jobs are waiting (at most " + MOST_WAITING
                        + ", and each task of an array is one): submit it again when some of them have begun");
            }
            if (specs.stream().mapToLong(LocalExecutor::length).sum()
                            + queue.stream()
                                    .mapToLong(waiting -> length(waiting.spec()))
                                    .sum()
                    > WAITING_TEXT) {
                throw new JobRefusedException(
                        "Too many jobs with long arguments are waiting: submit it again when some of them have begun");
            }
            for (JobSpec spec : specs) {
                LocalJob job = new LocalJob(this, spec);
                jobs.put(job.execution(), job);
                queue.add(job);
            }
            dispatch();
        } finally {
            lock.unlock();
        }
    }

    private static long length(JobSpec spec) {
        return spec.command().stream().mapToLong(String::length).sum();
    }

    @Override
    public void kill(Execution execution) throws JobRefusedException {
        find(execution).kill();
    }

    @Override
    public void suspend(Execution execution) throws JobRefusedException {
        find(execution).suspend();
    }

    @Override
    public void resume(Execution execution) throws JobRefusedException {
        find(execution).resume();
    }

    @Override
    public void requeue(Execution execution) throws JobRefusedException {
        find(execution).requeue();
    }

    /** Puts a job into the queue again, in place of one that has just ended; to be called with the lock held. */
    void takeAgain(LocalJob job) {
        // what is written there is of its first process
        records.remove(job.id());
        jobs.put(job.execution(), job);
        queue.add(job);
        observer.changed(job.id(), JobStatus.pending());
    }

    /** Tells whether a job can wait here for its next run: in a service the next gateway begins it. To be called with the lock held. */
    boolean takesAgain() {
        return isService || !closed;
    }

    /** Finds a job that has not ended; others are not kept here. */
    private LocalJob find(Execution execution) throws JobRefusedException {
        lock.lock();
        try {
            LocalJob job = jobs.get(execution);
            if (job == null) {
                throw JobRefusedException.finished();
            }
            return job;
        } finally {
            lock.unlock();
        }
    }

    /** Starts what may start; to be called with the lock held. */
    void dispatch() {
        Iterator<LocalJob> waiting = queue.iterator();
        while (!closed && running.size() < concurrency && waiting.hasNext()) {
            LocalJob job = waiting.next();
            if (mayRunBesideOthersOfItsArray(job) && job.beginUnlessHeld()) {
                waiting.remove();
                running.add(job);
                start(job, job::run);
            }
        }
    }

    private boolean mayRunBesideOthersOfItsArray(LocalJob job) {
        OptionalInt most = job.mostAtATime();
        return most.isEmpty()
                || running.stream()
                                .filter(other -> TaskId.job(other.id()) == TaskId.job(job.id()))
                                .count()
                        < most.getAsInt();
    }

    private void start(LocalJob job, Runnable course) {
        try {
            Thread thread = threads.newThread(() -> run(job, course));
            thread.setName("gateway-job-" + TaskId.shown(job.id()));
            // that of a job that goes on must not keep the program from ending
            thread.setDaemon(isService);
            thread.start();
        } catch (OutOfMemoryError e) {
            // what Java throws when the system has no thread left
            LOG.log(System.Logger.Level.ERROR, job + " could not be given a thread", e);
            running.remove(job);
            job.endIfItHasNot("could not be started: the gateway's machine has no thread left; submit it again later");
        }
    }

    private void run(LocalJob job, Runnable course) {
        try {
            course.run();
        } finally {
            lock.lock();
            try {
                job.endIfItHasNot("the gateway lost it");
                running.remove(job);
                dispatch();
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Lets go of a job that has ended; to be called with the lock held. */
    void forget(LocalJob job) {
        queue.remove(job);
        jobs.remove(job.execution());
    }

    /** Ends all jobs; in a service it waits for those alone that are being killed. */
    @Override
    public void close() {
        beginClosing().forEach(Runnable::run);
        lock.lock();
        try {
            awaitEndOfAll(killGrace.multipliedBy(2).plus(CLOSE_LIMIT));
            if (isAnyToEnd()) {
                LOG.log(System.Logger.Level.WARNING, "jobs that could not be ended: {0}", running);
            }
            detached = true;
        } finally {
            lock.unlock();
            timer.shutdownNow();
        }
    }

    private List<Runnable> beginClosing() {
        lock.lock();
        try {
            closed = true;
            List<Runnable> toDo = new ArrayList<>();
            if (!isService) {
                List.copyOf(queue).forEach(job -> toDo.add(job.beginKillingSince(STOPPED)));
                running.forEach(job -> toDo.add(job.beginKillingSince(STOPPED)));
            }
            return toDo;
        } finally {
            lock.unlock();
        }
    }

    private boolean isAnyToEnd() {
        return running.stream().anyMatch(job -> !isService || job.isKillRequested());
    }

    /** Waits even when interrupted, because to leave processes behind would be worse than to be late. */
    private void awaitEndOfAll(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        boolean inTime = true;
        while (isAnyToEnd() && inTime) {
            inTime = Uninterruptibles.awaitUninterruptibly(changed, Duration.ofNanos(end - System.nanoTime()));
        }
    }
}
