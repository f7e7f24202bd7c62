package org.mantle.framework.internal.run;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.thread.ListenerThreads;
import org.mantle.framework.run.RunEvent;
import org.mantle.framework.type.Registration;

/** Who listens to the runs of one host, and the threads that tell them. */
public final class RunListeners {

    private final ListenerThreads threads;

    /** {@code null} while nobody listens. */
    private volatile RunEventQueue @Nullable [] listeners;

    RunListeners(ListenerThreads threads) {
        this.threads = threads;
    }

    /** Returns the threads that tell. */
    public ListenerThreads threads() {
        return threads;
    }

    /** Returns the queues of those who listen to every run; the array does not change, and is {@code null} for nobody. */
    RunEventQueue @Nullable [] all() {
        return listeners;
    }

    boolean isEmpty() {
        return listeners == null;
    }

    /** Adds one who listens to every run. */
    public Registration add(Consumer<? super RunEvent> listener) {
        RunEventQueue queue = new RunEventQueue(this, listener);
        synchronized (this) {
            RunEventQueue[] present = listeners;
            RunEventQueue[] more = present == null ? new RunEventQueue[1] : Arrays.copyOf(present, present.length + 1);
            more[more.length - 1] = queue;
            listeners = more;
        }
        return () -> remove(queue);
    }

    void remove(RunEventQueue queue) {
        queue.close();
        synchronized (this) {
            RunEventQueue[] present = listeners;
            if (present != null) {
                RunEventQueue[] others =
                        Arrays.stream(present).filter(other -> other != queue).toArray(RunEventQueue[]::new);
                listeners = others.length == 0 ? null : others;
            }
        }
    }
}
