package org.mantle.framework.internal.run;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.run.RunEvent;

/**
 * The events that one listener has not taken yet, in order.
 *
 * <p>Of a run's reports of progress only the newest is kept. When more than {@link #MOST} events wait, all but the ends of runs
 * are dropped; a listener that lets as many ends wait is taken for dead and gets nothing more, which is logged.
 */
final class Mailbox implements Runnable {

    static final int MOST = 10_000;

    private final RunListeners owner;
    private final Consumer<? super RunEvent> listener;

    /** The key of a report of progress is its run, and of any other event something that there is only once. */
    private final Map<Object, RunEvent> waiting = new LinkedHashMap<>();

    private boolean busy;
    private boolean closed;
    private boolean complained;

    Mailbox(RunListeners owner, Consumer<? super RunEvent> listener) {
        this.owner = owner;
        this.listener = listener;
    }

    /** Adds an event and returns at once. */
    void offer(RunEvent event) {
        boolean full;
        synchronized (this) {
            if (closed) {
                return;
            }
            if (event instanceof RunEvent.Progressed) {
                waiting.remove(event.run()); // the newest is the last of the run
                waiting.put(event.run(), event);
            } else {
                waiting.put(new Object(), event);
            }
            full = waiting.size() > MOST && isFullOfEnds();
            if (full || busy) {
                closed = full;
            } else {
                busy = true;
                owner.deliver(this);
            }
        }
        if (full) {
            log("a listener has not taken " + MOST + " ends of runs and is told nothing more", null);
            owner.remove(this);
        }
    }

    private boolean isFullOfEnds() {
        waiting.values().removeIf(event -> !(event instanceof RunEvent.Ended));
        return waiting.size() >= MOST;
    }

    /** Tells the listener everything that waits. */
    @Override
    public void run() {
        RunEvent event = next();
        while (event != null) {
            try {
                listener.accept(event);
            } catch (Throwable e) { // foreign code: a listener may throw anything, and must get the next event all the
                // same
                complain(e);
            }
            event = next();
        }
        owner.delivered();
    }

    private synchronized @Nullable RunEvent next() {
        Iterator<RunEvent> events = waiting.values().iterator();
        if (closed || !events.hasNext()) {
            busy = false;
            return null;
        }
        RunEvent event = events.next();
        events.remove();
        return event;
    }

    /** Leaves what waits until the next event comes. */
    synchronized void postpone() {
        busy = false;
        owner.delivered();
    }

    /** Lets nothing more through; a call that is under way goes on. */
    synchronized void close() {
        closed = true;
        waiting.clear();
    }

    private void complain(Throwable thrown) {
        if (!complained) {
            complained = true;
            log("a listener to runs failed; further failures of it are not logged", thrown);
        }
    }

    private static void log(String message, @Nullable Throwable thrown) {
        System.getLogger(RunEvent.class.getName()).log(System.Logger.Level.WARNING, message, thrown);
    }
}
