package org.mantle.gateway.user;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** A clock that goes on from the time at which it was made, whatever the machine's is set to meanwhile. */
public final class SteadyClock extends Clock {

    private final Instant start;
    private final LongSupplier nanoTime;
    private final long startNanos;

    private SteadyClock(Instant start, LongSupplier nanoTime) {
        this.start = start;
        this.nanoTime = nanoTime;
        startNanos = nanoTime.getAsLong();
    }

    /** Returns a clock that begins with the machine's time. */
    public static SteadyClock ofMachine() {
        return of(Instant.now(), System::nanoTime);
    }

    static SteadyClock of(Instant start, LongSupplier nanoTime) {
        return new SteadyClock(start, nanoTime);
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanoTime.getAsLong() - startNanos);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
