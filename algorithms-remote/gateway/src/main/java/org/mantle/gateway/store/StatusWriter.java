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
import org.mantle.gateway.place.StoreException;

/**
 * Writes down what becomes of jobs, in a thread of its own: who tells it does not wait for the disk, and many are written at once. While
 * the disk is full, or the database locked, it keeps them in memory and tries again.
 */
final class StatusWriter implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(StatusWriter.class.getName());

    /** How long to wait for more that is told, so that it is written together. */
    private static final Duration GATHERING = Duration.ofMillis(20);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private final Target target;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Apart from the other, since who gathers is not to be woken by all that comes. */
    private final Condition ending = lock.newCondition();

    private final Map<Long, Unkept> unkept = new HashMap<>();
    private @Nullable Thread thread;
    private boolean closed;

    StatusWriter(Target target) {
        this.target = target;
    }

    /** Where it writes to. */
    interface Target {
        void write(Map<Long, JobProgress> noted) throws StoreException;
    }

    /** What is not on the disk yet, and who waits for it to be. */
    private record Unkept(JobProgress progress, List<Runnable> kept) {}

    void note(long id, JobProgress progress, Runnable kept) {
        lock.lock();
        try {
            List<Runnable> waiting = new ArrayList<>(List.of(kept));
            @Nullable Unkept before = unkept.get(id);
            if (before != null) {
                waiting.addAll(before.kept());
            }
            unkept.put(
                    id, new Unkept(before == null ? progress : before.progress().then(progress), waiting));
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

    /** Returns what became of a job and is not on the disk yet. */
    Optional<JobProgress> unkept(long id) {
        lock.lock();
        try {
            return Optional.ofNullable(unkept.get(id)).map(Unkept::progress);
        } finally {
            lock.unlock();
        }
    }

    /** Returns all that are not on the disk yet. */
    Map<Long, JobProgress> unkept() {
        lock.lock();
        try {
            Map<Long, JobProgress> all = new TreeMap<>();
            unkept.forEach((id, noted) -> all.put(id, noted.progress()));
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
            Map<Long, JobProgress> progress = new TreeMap<>();
            batch.forEach((id, noted) -> progress.put(id, noted.progress()));
            try {
                target.write(progress);
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
            gather();
            return new HashMap<>(unkept);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for more; called with the lock held. */
    private void gather() {
        try {
            long left = GATHERING.toNanos();
            while (left > 0 && !closed) {
                left = ending.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            LOG.log(System.Logger.Level.DEBUG, "nobody is meant to interrupt this", e);
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
            ending.signalAll();
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
