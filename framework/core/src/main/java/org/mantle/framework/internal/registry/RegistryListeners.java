package org.mantle.framework.internal.registry;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.thread.ListenerQueue;
import org.mantle.framework.run.AlgorithmRegistry;
import org.mantle.framework.run.RegistryChange;
import org.mantle.framework.type.Registration;

/** Who listens to the registry of one host. They are told by a thread that makes a change, under no lock. Safe from many threads. */
public final class RegistryListeners {

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Those who have something to hear, each once; guarded by itself. */
    private final Queue<Listener> due = new ArrayDeque<>();

    Registration add(Consumer<RegistryChange> consumer) {
        Listener listener = new Listener(consumer);
        listeners.add(listener);
        return () -> {
            listener.close();
            listeners.remove(listener);
        };
    }

    boolean isEmpty() {
        return listeners.isEmpty();
    }

    /** Puts a change in line; to be called in the order of the changes. */
    void enqueue(RegistryChange change) {
        for (Listener listener : listeners) {
            listener.offer(change);
        }
    }

    /** Tells what waits in line, but to no listener whom another thread, or this one further up its stack, is telling. */
    void tell() {
        for (Listener listener = nextDue(); listener != null; listener = nextDue()) {
            listener.run();
        }
    }

    private @Nullable Listener nextDue() {
        synchronized (due) {
            return due.poll();
        }
    }

    /** One listener. */
    private final class Listener extends ListenerQueue<RegistryChange> {

        Listener(Consumer<RegistryChange> consumer) {
            super(consumer, AlgorithmRegistry.class, "the registry");
        }

        @Override
        protected void deliver() {
            synchronized (due) {
                due.add(this);
            }
        }
    }
}
