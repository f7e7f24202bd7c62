package org.mantle.framework.internal.history;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Records that wait to be written, so that no run waits for a disk. They are written together, some thousandths of a second after the first
 * of them. Safe from many threads.
 */
final class LaterRecords {

    private static final long GATHERING_MILLIS = 20;
    private static final long IDLE_SECONDS = 2;

    /** Whoever adds another record while so many wait, waits until they are written. */
    private static final int MOST_WAITING = 10_000;

    private final Consumer<List<LiveRecord>> writing;
    private final LinkedBlockingQueue<LiveRecord> waiting = new LinkedBlockingQueue<>();
    private final AtomicBoolean isPlanned = new AtomicBoolean();
    private final Semaphore hurry = new Semaphore(0);
    private final ThreadPoolExecutor thread;

    /** Only for the one thread. The first record is written at once, and not when a host closes that had only this to do. */
    private boolean hasWritten;

    /** @param writing writes records; never throws */
    LaterRecords(Consumer<List<LiveRecord>> writing) {
        this.writing = writing;
        thread = new ThreadPoolExecutor(0, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread made = new Thread(task, "mantle-history");
            made.setDaemon(true);
            return made;
        });
    }

    void add(LiveRecord record) {
        waiting.add(record);
        if (!isPlanned.getAndSet(true)) {
            thread.execute(this::write);
        }
        if (waiting.size() > MOST_WAITING) {
            flush();
        }
    }

    private void write() {
        try {
            boolean isHurried = hurry.tryAcquire(hasWritten ? GATHERING_MILLIS : 0, TimeUnit.MILLISECONDS);
            hasWritten = true;
            if (isHurried) {
                hurry.drainPermits();
            }
        } catch (InterruptedException e) {
            // nobody has this thread: what waits is written now
            Thread.currentThread().interrupt();
        }
        drain();
    }

    private void drain() {
        // what is added from now on plans the next writing
        isPlanned.set(false);
        List<LiveRecord> records = new ArrayList<>();
        waiting.drainTo(records);
        if (!records.isEmpty()) {
            writing.accept(records);
        }
    }

    /** Returns when what was added before is written, or could not be. An interrupt does not disturb it. */
    void flush() {
        if (waiting.isEmpty() && thread.getActiveCount() == 0) {
            return;
        }
        hurry.release();
        FutureTask<?> behind = new FutureTask<>(this::drain, null);
        thread.execute(behind);
        boolean interrupted = false;
        while (true) {
            try {
                behind.get();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                throw new IllegalStateException("it does nothing", e);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
