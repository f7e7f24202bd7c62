package org.mantle.framework;

import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One who listens to an {@link ObjectStore}. */
final class ObjectListener implements Flow.Subscriber<ObjectChange>, Registration {

    private final Consumer<ObjectChange> listener;
    private Flow.@Nullable Subscription subscription;
    private boolean closed;

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

    @Override
    public void onNext(ObjectChange change) {
        try {
            listener.accept(change);
        } catch (Throwable e) { // foreign code: a listener may throw anything, and must hear of the next change all the
            // same
            System.getLogger(ObjectStore.class.getName())
                    .log(System.Logger.Level.WARNING, "a listener to the store of objects failed", e);
        }
    }

    @Override
    public void onError(Throwable thrown) {
        System.getLogger(ObjectStore.class.getName())
                .log(System.Logger.Level.WARNING, "a listener to the store of objects hears nothing more", thrown);
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
}
