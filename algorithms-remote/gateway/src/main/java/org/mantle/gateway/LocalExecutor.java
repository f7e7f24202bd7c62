package org.mantle.gateway;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Runs jobs as processes of this machine, so many at a time, the others in the order in which they came. */
final class LocalExecutor implements JobExecutor {
    private static final System.Logger LOG = System.getLogger(LocalExecutor.class.getName());
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<LocalJob> queue = new ArrayDeque<>();
    private final Set<LocalJob> running = new HashSet<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "gateway-kill-timer");
        thread.setDaemon(true);
        return thread;
    });
    private final int concurrency;
    private final Duration killGrace;
    private final Clock clock;
    private final ThreadFactory threads;
    private final String setsid;
    private boolean closed;

    /**
     * Creates the executor.
     *
     * @throws IOException if this machine has not what it takes
     */
    LocalExecutor(int concurrency, Duration killGrace, Clock clock, ThreadFactory threads) throws IOException {
        this.concurrency = concurrency;
        this.killGrace = killGrace;
        this.clock = clock;
        this.threads = threads;
        setsid = findOnPath("setsid")
                .orElseThrow(
                        () -> new IOException("The gateway needs the command 'setsid' to give each job a process group"
                                + " of its own, and it is not on the PATH: install util-linux"))
                .toString();
        if (!Files.isReadable(Path.of("/proc/self/stat"))) {
            throw new IOException("The gateway needs Linux's /proc to see which processes a job has");
        }
    }

    static Optional<Path> findOnPath(String command) {
        return List.of(Environment.path().split(File.pathSeparator, -1)).stream()
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, command))
                .filter(file -> Files.isExecutable(file) && Files.isRegularFile(file))
                .findFirst();
    }

    ReentrantLock lock() {
        return lock;
    }

    Condition changed() {
        return changed;
    }

    Clock clock() {
        return clock;
    }

    Duration killGrace() {
        return killGrace;
    }

    String setsid() {
        return setsid;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    @Override
    public ExecutingJob submit(JobSpec spec) throws RefusedException {
        LocalJob job = new LocalJob(this, spec);
        lock.lock();
        try {
            if (closed) {
                throw RefusedException.invalid("The gateway is closing and takes no more jobs");
            }
            queue.add(job);
            dispatch();
        } finally {
            lock.unlock();
        }
        return job;
    }

    /** Starts what may start; to be called with the lock held. */
    void dispatch() {
        Iterator<LocalJob> waiting = queue.iterator();
        while (!closed && running.size() < concurrency && waiting.hasNext()) {
            LocalJob job = waiting.next();
            if (job.beginUnlessHeld()) {
                waiting.remove();
                running.add(job);
                start(job);
            }
        }
    }

    private void start(LocalJob job) {
        try {
            Thread thread = threads.newThread(() -> run(job));
            thread.setName("gateway-job-" + job.id());
            thread.start();
        } catch (OutOfMemoryError e) { // what Java throws when the system has no thread left
            LOG.log(System.Logger.Level.ERROR, "Job " + job.id() + " could not be given a thread", e);
            running.remove(job);
            job.endIfItHasNot("could not be started: the gateway's machine has no thread left; submit it again later");
        }
    }

    private void run(LocalJob job) {
        try {
            job.run();
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

    /** To be called with the lock held. */
    void withdraw(LocalJob job) {
        queue.remove(job);
    }

    @Override
    public void close() {
        beginKillingAll().forEach(Runnable::run);
        lock.lock();
        try {
            awaitEndOfAll(killGrace.multipliedBy(2).plus(CLOSE_LIMIT));
            if (!running.isEmpty()) {
                LOG.log(System.Logger.Level.WARNING, "Jobs that could not be ended: {0}", running);
            }
        } finally {
            lock.unlock();
            timer.shutdownNow();
        }
    }

    private List<Runnable> beginKillingAll() {
        lock.lock();
        try {
            closed = true;
            List<Runnable> toDo = new ArrayList<>();
            List.copyOf(queue).forEach(job -> toDo.add(job.beginKilling()));
            running.forEach(job -> toDo.add(job.beginKilling()));
            return toDo;
        } finally {
            lock.unlock();
        }
    }

    /** Waits even when interrupted, because to leave processes behind would be worse than to be late. */
    private void awaitEndOfAll(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        while (!running.isEmpty() && System.nanoTime() - end < 0) {
            try {
                long left = changed.awaitNanos(end - System.nanoTime());
                LOG.log(System.Logger.Level.TRACE, "{0} ns left for jobs to end", left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
