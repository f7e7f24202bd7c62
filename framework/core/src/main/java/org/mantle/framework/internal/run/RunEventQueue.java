package org.mantle.framework.internal.run;

import java.util.Map;
import java.util.function.Consumer;
import org.mantle.framework.internal.thread.ListenerQueue;
import org.mantle.framework.run.RunEvent;

/**
 * The events of runs that one listener has not taken yet.
 *
 * <p>Of a run's reports of progress only the newest is kept. When more than {@link #MOST} events wait, all but the ends of runs
 * are dropped; a listener that lets as many ends wait is taken for dead and gets nothing more, which is logged.
 */
final class RunEventQueue extends ListenerQueue<RunEvent> {

    static final int MOST = 10_000;

    private final RunListeners owner;

    RunEventQueue(RunListeners owner, Consumer<? super RunEvent> listener) {
        super(listener, RunEvent.class, "runs");
        this.owner = owner;
    }

    @Override
    protected boolean admit(RunEvent event, Map<Object, RunEvent> untold) {
        if (event instanceof RunEvent.Progressed) {
            // the newest is the last of the run
            untold.remove(event.run());
            untold.put(event.run(), event);
        } else {
            untold.put(new Object(), event);
        }
        if (untold.size() <= MOST) {
            return true;
        }
        untold.values().removeIf(waits -> !(waits instanceof RunEvent.Ended));
        return untold.size() < MOST;
    }

    @Override
    protected void deliver() {
        owner.threads().deliver(this);
    }

    @Override
    protected void gaveUp() {
        log("a listener has not taken " + MOST + " ends of runs and is told nothing more", null);
        owner.remove(this);
    }
}
