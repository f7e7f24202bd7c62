package org.mantle.gateway.http;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Which call each thread works for, for those who tell of what happens meanwhile. Safe for use by several threads. */
public final class CallsUnderWay {

    // of one server, and no static state
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Exchange> current = new ThreadLocal<>();

    private final AtomicLong last = new AtomicLong();

    /** Creates it, with no call. */
    public CallsUnderWay() {
        // no call has come yet
    }

    /** Returns a number that no call to this server has had. */
    long next() {
        return last.incrementAndGet();
    }

    /** Does something for a call. */
    void during(Exchange exchange, Runnable action) {
        @Nullable Exchange before = current.get();
        current.set(exchange);
        try {
            action.run();
        } finally {
            if (before == null) {
                current.remove();
            } else {
                current.set(before);
            }
        }
    }

    /** Returns the call that this thread works for at present. */
    public Optional<Exchange> current() {
        return Optional.ofNullable(current.get());
    }
}
