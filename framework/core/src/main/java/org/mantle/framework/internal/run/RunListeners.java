package org.mantle.framework.internal.run;

import java.util.Arrays;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.run.RunEvent;
import org.mantle.framework.type.Registration;

/**
 * Who listens to the runs of one host, and the threads that tell them.
 *
 * <p>Each listener is called by one thread at a time, which takes from a mailbox of its own. Threads exist only while there is
 * something to tell, and there is more than one only while a listener is still at work when another one has mail: so a listener
 * that is slow or hangs delays no other and no run. What it has not taken yet is bounded, see {@link Mailbox}.
 */
public final class RunListeners {

    private static final long IDLE_SECONDS = 2;

    /** {@code null} while nobody listens. */
    private volatile Mailbox @Nullable [] listeners;

    private @Nullable ThreadPoolExecutor threads;
    private int busy;

    /** A thread that calls listeners. */
    private static final class Teller extends Thread {
        Teller(Runnable work) {
            super(work, "mantle-events");
            setDaemon(true);
        }
    }

    /** Returns the mailboxes of those who listen to every run; the array does not change, and is {@code null} for nobody. */
    Mailbox @Nullable [] all() {
        return listeners;
    }

    boolean isEmpty() {
        return listeners == null;
    }

    /** Adds one who listens to every run. */
    public Registration add(Consumer<? super RunEvent> listener) {
        Mailbox mailbox = new Mailbox(this, listener);
        synchronized (this) {
            Mailbox[] present = listeners;
            Mailbox[] more = present == null ? new Mailbox[1] : Arrays.copyOf(present, present.length + 1);
            more[more.length - 1] = mailbox;
            listeners = more;
        }
        return () -> remove(mailbox);
    }

    void remove(Mailbox mailbox) {
        mailbox.close();
        synchronized (this) {
            Mailbox[] present = listeners;
            if (present != null) {
                Mailbox[] others =
                        Arrays.stream(present).filter(other -> other != mailbox).toArray(Mailbox[]::new);
                listeners = others.length == 0 ? null : others;
            }
        }
    }

    /** Has a thread empty a mailbox. */
    void deliver(Mailbox mailbox) {
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
            tellers.execute(mailbox);
        } catch (
                Throwable e) { // there is no memory for another thread: the run goes on, and the next event tries again
            mailbox.postpone();
        }
    }

    synchronized boolean isIdle() {
        return busy == 0;
    }

    /** Says that a mailbox is empty. */
    synchronized void delivered() {
        busy--;
        if (busy == 0) {
            notifyAll();
        }
    }

    /** Waits until all mailboxes are empty, but no longer than a time, and not at all in a thread that empties one. */
    public synchronized void await(long nanos) throws InterruptedException {
        long begin = System.nanoTime();
        long left = nanos;
        while (busy > 0 && left > 0 && !(Thread.currentThread() instanceof Teller)) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = nanos - (System.nanoTime() - begin);
        }
    }
}
