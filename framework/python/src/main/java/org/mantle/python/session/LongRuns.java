package org.mantle.python.session;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.run.AlgorithmRun;

/**
 * Has runs that take more than a moment watched while they go on. Most calls are over before: to hear of a run and to hand on what it says
 * would take longer than the run. Safe from many threads.
 */
final class LongRuns implements AutoCloseable {

    private static final long INTERVAL_MILLIS = 50;

    /** After so many looks without a run there are no more looks, until the next run. */
    private static final int IDLE_LOOKS = 40;

    private final Map<AlgorithmRun, RunTeller> fresh = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor thread;
    private volatile @Nullable ScheduledFuture<?> looks;
    private int idleLooks;

    LongRuns() {
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "mantle-script-watch");
            made.setDaemon(true);
            return made;
        });
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void begin(AlgorithmRun run, RunTeller teller) {
        fresh.put(run, teller);
        if (looks == null) {
            beginLooks();
        }
    }

    void end(AlgorithmRun run) {
        fresh.remove(run);
    }

    private synchronized void beginLooks() {
        if (looks == null && !thread.isShutdown()) {
            idleLooks = 0;
            looks = thread.scheduleWithFixedDelay(this::look, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void look() {
        boolean isIdle = fresh.isEmpty();
        fresh.forEach((run, teller) -> {
            if (teller.isOlderThan(INTERVAL_MILLIS) && fresh.remove(run, teller)) {
                run.subscribe(teller);
            }
        });
        idleLooks = isIdle ? idleLooks + 1 : 0;
        ScheduledFuture<?> now = looks;
        if (idleLooks > IDLE_LOOKS && now != null) {
            looks = null;
            now.cancel(false);
            if (!fresh.isEmpty()) {
                // one began just now
                beginLooks();
            }
        }
    }

    @Override
    public synchronized void close() {
        thread.shutdownNow();
    }
}
