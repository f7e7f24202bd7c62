package org.mantle.framework.internal.thread;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A host's own threads for its runs: so many at a time, the others wait in line.
 *
 * <p>A run that was told to stop gives up its place while it goes on, so that one that never stops takes none for good. Threads
 * are made when they are needed and end when they are idle.
 */
public final class RunThreads implements Executor {

    private static final long IDLE_SECONDS = 10;

    private final int most;

    /** Made when the first run is started: many a host starts none. */
    private @Nullable ThreadPoolExecutor pool;

    private boolean closed;

    public RunThreads(int most) {
        this.most = most;
    }

    /** Makes the threads. */
    private static final class Threads implements ThreadFactory {
        private final AtomicLong count = new AtomicLong();

        @Override
        public Thread newThread(Runnable work) {
            Thread thread = new Thread(work, "mantle-run-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }
    }

    @Override
    public void execute(Runnable work) {
        pool().execute(work);
    }

    private synchronized ThreadPoolExecutor pool() {
        if (pool == null) {
            pool = new ThreadPoolExecutor(
                    most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new Threads());
            pool.allowCoreThreadTimeOut(true);
            if (closed) {
                // it refuses, as one that was closed later does
                pool.shutdown();
            }
        }
        return pool;
    }

    /** Returns the place of a run in one of the threads, which the thread that executes it leaves at the end. */
    public Place place() {
        return new Place();
    }

    /** Wakes what waits in the threads, and takes no more work. */
    public synchronized void interrupt() {
        closed = true;
        if (pool != null) {
            pool.shutdownNow();
        }
    }

    /** Takes no more work. */
    public synchronized void shutdown() {
        closed = true;
        if (pool != null) {
            pool.shutdown();
        }
    }

    private synchronized void changeSize(int by) {
        ThreadPoolExecutor threads = pool();
        int size = threads.getMaximumPoolSize() + by;
        // the one must never be above the other
        if (by > 0) {
            threads.setMaximumPoolSize(size);
            threads.setCorePoolSize(size);
        } else {
            threads.setCorePoolSize(size);
            threads.setMaximumPoolSize(size);
        }
    }

    /** One run's place. Running it gives it up. */
    public final class Place implements Runnable {

        private boolean givenUp;
        private boolean left;

        /** Lets another run have it. */
        @Override
        public synchronized void run() {
            if (!left && !givenUp) {
                givenUp = true;
                changeSize(1);
            }
        }

        /** Says that the run has ended. */
        public synchronized void leave() {
            left = true;
            if (givenUp) {
                changeSize(-1);
            }
        }
    }
}
