package org.mantle.framework;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** The threads of a host's own for the runs that it starts, made when the first is started: many a host starts none. */
final class RunThreads implements Executor, ThreadFactory {

    private @Nullable ExecutorService pool;
    private boolean closed;
    private int count;

    @Override
    public void execute(Runnable work) {
        pool().execute(work);
    }

    private synchronized ExecutorService pool() {
        if (pool == null) {
            pool = Executors.newCachedThreadPool(this);
            if (closed) {
                pool.shutdown(); // it refuses, as one that was closed later does
            }
        }
        return pool;
    }

    @Override
    public synchronized Thread newThread(Runnable work) {
        count++;
        Thread thread = new Thread(work, "mantle-run-" + count);
        thread.setDaemon(true);
        return thread;
    }

    /** Lets the threads end when their runs have. */
    synchronized void close() {
        closed = true;
        if (pool != null) {
            pool.shutdown();
        }
    }
}
