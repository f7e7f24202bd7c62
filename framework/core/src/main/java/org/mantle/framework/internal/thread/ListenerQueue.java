package org.mantle.framework.internal.thread;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events that one listener has not taken yet, in order.
 *
 * <p>The promise to every listener, of whatever it hears: it is called by one thread at a time, under no lock of the framework. No
 * call begins after {@link #close} has returned, one that is under way may end, and {@code close} never waits. What a listener
 * throws harms nobody; the first of it is logged. A call is under way from the moment at which its thread has found the queue
 * open.
 *
 * @param <E> the kind of event
 */
public abstract class ListenerQueue<E> implements Runnable {

    private final Consumer<? super E> listener;
    private final String logger;
    private final String heard;
    private final Map<Object, E> waiting = new LinkedHashMap<>();
    private boolean busy;
    private boolean closed;
    private boolean complained;

    /**
     * Makes the queue of one listener.
     *
     * @param source the class whose logger gets complaints
     * @param heard to what it listens, in words for complaints
     */
    protected ListenerQueue(Consumer<? super E> listener, Class<?> source, String heard) {
        this.listener = listener;
        this.logger = source.getName();
        this.heard = heard;
    }

    /** Adds an event and returns at once. */
    public final void offer(E event) {
        boolean givenUp;
        synchronized (this) {
            if (closed) {
                return;
            }
            givenUp = !admit(event, waiting);
            if (givenUp) {
                close();
            } else if (!busy) {
                busy = true;
                try {
                    deliver();
                } catch (Throwable e) {
                    // there is no memory for another thread: the next event tries again
                    busy = false;
                }
            }
        }
        if (givenUp) {
            gaveUp();
        }
    }

    /**
     * Takes an event up, or leaves it out where too many wait.
     *
     * @param untold what waits, in order; the key of an event may be that of an earlier one, in whose place it comes
     * @return whether the listener is told anything more
     */
    protected boolean admit(E event, Map<Object, E> untold) {
        untold.put(new Object(), event);
        return true;
    }

    /** Has a thread run this, now or later; is called under a lock, and must not run it itself. */
    protected abstract void deliver();

    /** Lets others know that the listener is told nothing more; the queue is closed. */
    protected void gaveUp() {}

    /** Tells the listener everything that waits. */
    @Override
    public final void run() {
        for (E event = next(); event != null; event = next()) {
            try {
                tell(event);
            } catch (Throwable e) {
                // foreign code: a listener may throw anything, and must get the next event too
                complain(e);
            }
        }
    }

    /** Calls the listener, unless it was taken away since the event was taken. */
    protected void tell(E event) {
        if (!isClosed()) {
            listener.accept(event);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized @Nullable E next() {
        Iterator<E> events = waiting.values().iterator();
        if (!events.hasNext()) {
            busy = false;
            return null;
        }
        E event = events.next();
        events.remove();
        return event;
    }

    /** Lets nothing more through; a call that is under way goes on. */
    public final synchronized void close() {
        closed = true;
        waiting.clear();
    }

    private void complain(Throwable thrown) {
        if (!complained) {
            complained = true;
            try {
                log("a listener to " + heard + " failed; further failures of it are not logged", thrown);
            } catch (Throwable e) {
                // foreign code: a log that fails too must not keep the listener from hearing more
                complained = false;
            }
        }
    }

    /** Logs a warning about the listener. */
    protected final void log(String message, @Nullable Throwable thrown) {
        System.getLogger(logger).log(System.Logger.Level.WARNING, message, thrown);
    }
}
