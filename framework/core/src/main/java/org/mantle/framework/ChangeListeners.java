package org.mantle.framework;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells whoever wants to know of changes: in their order, one at a time, and under no lock. Safe from many threads.
 *
 * @param <E> what tells of a change
 */
final class ChangeListeners<E> {

    private final Class<?> source;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    /** Guarded by itself. */
    private final Queue<E> waiting = new ArrayDeque<>();

    /** Whether a thread is telling; guarded by {@link #waiting}. */
    private boolean telling;

    /** @param source what changes, for the log */
    ChangeListeners(Class<?> source) {
        this.source = source;
    }

    Registration add(Consumer<E> listener) {
        Subscription subscription = new Subscription(listener);
        subscriptions.add(subscription);
        return subscription;
    }

    boolean isEmpty() {
        return subscriptions.isEmpty();
    }

    /** Puts a change in line; to be called in the order of the changes. */
    void enqueue(E change) {
        synchronized (waiting) {
            waiting.add(change);
        }
    }

    /** Tells what waits in line, unless another thread is doing so, or this one further up its stack. */
    void tell() {
        for (E change = next(true); change != null; change = next(false)) {
            for (Subscription subscription : subscriptions) {
                subscription.tell(change);
            }
        }
    }

    private @Nullable E next(boolean first) {
        synchronized (waiting) {
            if (first && telling) {
                return null;
            }
            E change = waiting.poll();
            telling = change != null;
            return change;
        }
    }

    /** One listener. */
    private final class Subscription implements Registration {

        private final Consumer<E> listener;

        Subscription(Consumer<E> listener) {
            this.listener = listener;
        }

        void tell(E change) {
            try {
                listener.accept(change);
            } catch (
                    Throwable e) { // foreign code: a listener may throw anything, and the others must hear all the same
                System.getLogger(source.getName())
                        .log(System.Logger.Level.WARNING, "a listener to " + source.getSimpleName() + " failed", e);
            }
        }

        @Override
        public void close() {
            subscriptions.remove(this);
        }
    }
}
