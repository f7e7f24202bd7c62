package org.mantle.gateway.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mantle.gateway.job.JobStatus;
import org.mantle.gateway.place.StoreException;

/**
 * Writes down what becomes of jobs, in a thread of its own: who tells it does not wait for the disk, and many are written at once. While
 * the disk is full, or the database locked, it keeps them in memory and tries again.
 */
final class StatusWriter implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(StatusWriter.class.getName());

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private final Target target;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Long, Unkept> unkept = new HashMap<>();
    private @Nullable Thread thread;
    private boolean closed;

    StatusWriter(Target target) {
        this.target = target;
    }

    /** Where it writes to. */
    interface Target {
        void write(Map<Long, JobStatus> statuses) throws StoreException;
    }

    /** What is not on the disk yet, and who waits for it to be. */
    private record Unkept(JobStatus status, List<Runnable> kept) {}

    void note(long id, JobStatus status, Runnable kept) {
        lock.lock();
        try {
            List<Runnable> waiting = new ArrayList<>(List.of(kept));
            @Nullable Unkept before = unkept.get(id);
            if (before != null) {
                waiting.addAll(before.kept());
            }
            unkept.put(id, new Unkept(status, waiting));
            if (thread == null) {
                thread = new Thread(this::run, "gateway-job-book");
                thread.setDaemon(true);
                thread.start();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the status of a job that is not on the disk yet. */
    Optional<JobStatus> unkept(long id) {
        lock.lock();
        try {
            return Optional.ofNullable(unkept.get(id)).map(Unkept::status);
        } finally {
            lock.unlock();
        }
    }

    /** Returns all that are not on the disk yet. */
    Map<Long, JobStatus> unkept() {
        lock.lock();
        try {
            Map<Long, JobStatus> all = new TreeMap<>();
            unkept.forEach((id, noted) -> all.put(id, noted.status()));
            return all;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        boolean failing = false;
        Map<Long, Unkept> batch = next();
        while (!batch.isEmpty()) {
            Map<Long, JobStatus> statuses = new TreeMap<>();
            batch.forEach((id, noted) -> statuses.put(id, noted.status()));
            try {
                target.write(statuses);
                forget(batch);
                batch.values().forEach(noted -> noted.kept().forEach(Runnable::run));
                if (failing) {
                    LOG.log(System.Logger.Level.INFO, "what became of jobs can be kept again");
                }
                failing = false;
                pause = FIRST_PAUSE;
            } catch (StoreException e) {
                if (!failing) {
                    LOG.log(
                            System.Logger.Level.ERROR,
                            "what became of jobs cannot be kept at present, and is tried again: " + e.getMessage());
                }
                failing = true;
                rest(pause);
                Duration twice = pause.multipliedBy(2);
                pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
            }
            batch = next();
        }
    }

    /** Waits for something to write; returns nothing when there will be no more. */
    private Map<Long, Unkept> next() {
        lock.lock();
        try {
            while (unkept.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            return new HashMap<>(unkept);
        } finally {
            lock.unlock();
        }
    }

    private void forget(Map<Long, Unkept> written) {
        lock.lock();
        try {
            // not what was noted meanwhile
            written.forEach((id, noted) -> unkept.remove(id, noted));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void rest(Duration pause) {
        lock.lock();
        try {
            boolean closing = closed;
            long left = (closing ? FIRST_PAUSE : pause).toNanos();
            while (left > 0 && closed == closing) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            LOG.log(System.Logger.Level.DEBUG, "nobody is meant to interrupt this", e);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all is on the disk; what is not so soon is lost, and the log says so. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            long left = CLOSE_LIMIT.toNanos();
            while (!unkept.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!unkept.isEmpty()) {
                LOG.log(System.Logger.Level.ERROR, "what became of these jobs could not be kept: {0}", unkept.keySet());
                unkept.clear();
            }
            lock.unlock();
        }
    }
}
