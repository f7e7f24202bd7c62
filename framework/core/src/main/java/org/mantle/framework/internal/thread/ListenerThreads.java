package org.mantle.framework.internal.thread;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads that call listeners. Safe from many threads.
 *
 * <p>They exist only while there is something to tell, and there is more than one only while a listener is still at work when
 * another one has something to hear: so a listener that is slow or hangs delays no other, and nobody who tells.
 */
public final class ListenerThreads {

    private static final long IDLE_SECONDS = 2;

    private @Nullable ThreadPoolExecutor threads;
    private boolean closed;

    /** A thread that calls listeners. */
    private static final class Teller extends Thread {
        Teller(Runnable work) {
            super(work, "mantle-events");
            setDaemon(true);
        }
    }

    /** Has a thread empty a queue. */
    public synchronized void deliver(ListenerQueue<?> queue) {
        if (threads == null) {
            // what is left to tell when the host is closed keeps no thread waiting for more
            long idleSeconds = closed ? 0 : IDLE_SECONDS;
            threads = new ThreadPoolExecutor(
                    0, Integer.MAX_VALUE, idleSeconds, TimeUnit.SECONDS, new SynchronousQueue<>(), Teller::new);
        }
        threads.execute(queue);
    }

    /** Returns whether there may be threads. */
    public synchronized boolean haveBegun() {
        return threads != null;
    }

    /**
     * Ends the threads when they have told what waits, since an idle one would hold the loaders of its host; waits for that, but no
     * longer than a time, and not at all in such a thread. What there is to tell afterwards makes a thread that ends with it.
     */
    public void close(long nanos) throws InterruptedException {
        ThreadPoolExecutor ending;
        synchronized (this) {
            closed = true;
            ending = threads;
            threads = null;
        }
        if (ending != null) {
            ending.shutdown();
            if (!(Thread.currentThread() instanceof Teller)) {
                ending.awaitTermination(nanos, TimeUnit.NANOSECONDS);
            }
        }
    }
}
