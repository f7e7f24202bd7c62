package org.mantle.framework.internal.registry;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.run.RegistryChange;
import org.mantle.framework.type.Registration;

/** Tells whoever wants to know of changes: in their order, one at a time, and under no lock. Safe from many threads. */
final class RegistryListeners {

    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    /** Guarded by itself. */
    private final Queue<RegistryChange> waiting = new ArrayDeque<>();

    /** Whether a thread is telling; guarded by {@link #waiting}. */
    private boolean telling;

    Registration add(Consumer<RegistryChange> listener) {
        Subscription subscription = new Subscription(listener);
        subscriptions.add(subscription);
        return subscription;
    }

    boolean isEmpty() {
        return subscriptions.isEmpty();
    }

    /** Puts a change in line; to be called in the order of the changes. */
    void enqueue(RegistryChange change) {
        synchronized (waiting) {
            waiting.add(change);
        }
    }

    /** Tells what waits in line, unless another thread is doing so, or this one further up its stack. */
    void tell() {
        for (RegistryChange change = next(true); change != null; change = next(false)) {
            for (Subscription subscription : subscriptions) {
                subscription.tell(change);
            }
        }
    }

    private @Nullable RegistryChange next(boolean first) {
        synchronized (waiting) {
            if (first && telling) {
                return null;
            }
            RegistryChange change = waiting.poll();
            telling = change != null;
            return change;
        }
    }

    /** One listener. */
    private final class Subscription implements Registration {

        private final Consumer<RegistryChange> listener;

        Subscription(Consumer<RegistryChange> listener) {
            this.listener = listener;
        }

        void tell(RegistryChange change) {
            try {
                listener.accept(change);
            } catch (
                    Throwable e) { // foreign code: a listener may throw anything, and the others must hear all the same
                System.getLogger(LiveRegistry.class.getName())
                        .log(System.Logger.Level.WARNING, "a listener to the registry failed", e);
            }
        }

        @Override
        public void close() {
            subscriptions.remove(this);
        }
    }
}
