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
    private int busy;

    /** A thread that calls listeners. */
    private static final class Teller extends Thread {
        Teller(Runnable work) {
            super(work, "mantle-events");
            setDaemon(true);
        }
    }

    /** Has a thread empty a queue, which calls {@link #delivered} when that is done. */
    public void deliver(ListenerQueue<?> queue) {
        ThreadPoolExecutor tellers;
        synchronized (this) {
            if (threads == null) {
                threads = new ThreadPoolExecutor(
                        0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), Teller::new);
            }
            tellers = threads;
            busy++;
        }
        try {
            tellers.execute(queue);
        } catch (Throwable e) {
            // there is no memory for another thread
            delivered();
            throw e;
        }
    }

    /** Returns whether no queue is being emptied. */
    public synchronized boolean isIdle() {
        return busy == 0;
    }

    /** Says that a queue is empty. */
    public synchronized void delivered() {
        busy--;
        if (busy == 0) {
            notifyAll();
        }
    }

    /** Waits until all queues are empty, but no longer than a time, and not at all in a thread that empties one. */
    public synchronized void await(long nanos) throws InterruptedException {
        long begin = System.nanoTime();
        long left = nanos;
        while (busy > 0 && left > 0 && !(Thread.currentThread() instanceof Teller)) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = nanos - (System.nanoTime() - begin);
        }
    }
}
