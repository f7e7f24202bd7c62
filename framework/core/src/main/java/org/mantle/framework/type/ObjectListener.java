package org.mantle.framework.type;

import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One who listens to an {@link ObjectStore}. */
final class ObjectListener implements Flow.Subscriber<ObjectChange>, Registration {

    private final Consumer<ObjectChange> listener;
    private Flow.@Nullable Subscription subscription;
    private boolean closed;

    /** Whether a change was dropped since the listener took the last one. */
    private volatile boolean missed;

    ObjectListener(Consumer<ObjectChange> listener) {
        this.listener = listener;
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (closed) {
            given.cancel();
        } else {
            given.request(Long.MAX_VALUE);
        }
    }

    /** Notes that a change is not told, since too many wait; it is logged where the listener is called. */
    void miss() {
        missed = true;
    }

    @Override
    public void onNext(ObjectChange change) {
        if (missed) {
            missed = false;
            log("a listener to the store of objects is slow and has missed changes", null);
        }
        try {
            listener.accept(change);
        } catch (Throwable e) { // foreign code: a listener may throw anything, and must hear of the next change all the
            // same
            log("a listener to the store of objects failed", e);
        }
    }

    @Override
    public void onError(Throwable thrown) {
        log("a listener to the store of objects hears nothing more", thrown);
    }

    @Override
    public void onComplete() {}

    @Override
    public synchronized void close() {
        closed = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }

    private static void log(String message, @Nullable Throwable thrown) {
        System.getLogger(ObjectStore.class.getName()).log(System.Logger.Level.WARNING, message, thrown);
    }
}
