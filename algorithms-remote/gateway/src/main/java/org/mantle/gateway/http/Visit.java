package org.mantle.gateway.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;

/**
 * One connection of a client, and how long the gateway still waits for it.
 *
 * <p>A request, and a body that is read before anything is done, must be there within a time. Longer bodies and answers must move:
 * what moves earns the client time, by the least rate, and to let the gateway wait costs it. It never has more than that time, so that
 * it can neither stop nor be slower than the least rate for longer. While the gateway is at work itself no time runs.
 */
final class Visit {

    private final Connection connection;
    private final HttpFront.Limits limits;
    private final LongSupplier nanoTime;
    private Phase phase = Phase.ARRIVING;
    private boolean known;
    private long since;
    private long moved;
    private long left;

    /** What a visit waits for. */
    private enum Phase {
        /** The client, which is to send a request or a short body by a time. */
        ARRIVING,
        /** The client, which is to send or take bytes. */
        MOVING,
        /** The gateway. */
        SERVED
    }

    Visit(Connection connection, HttpFront.Limits limits, LongSupplier nanoTime) {
        this.connection = connection;
        this.limits = limits;
        this.nanoTime = nanoTime;
        expect();
    }

    Connection connection() {
        return connection;
    }

    /** Begins the time within which the next request must be there, whoever sends it. */
    synchronized void expectRequest() {
        known = false;
        expect();
    }

    /** Begins the time within which a short body must be there. */
    synchronized void expect() {
        phase = Phase.ARRIVING;
        since = nanoTime.getAsLong();
        left = limits.patience().toNanos();
    }

    /** Notes that the request is one of a user who is logged in. */
    synchronized void know() {
        known = true;
    }

    /** Tells whether the visit can give way to a newer one of the same address. */
    synchronized boolean canGiveWay() {
        return !known && phase != Phase.SERVED;
    }

    /** Notes that the gateway is at work. */
    synchronized void serve() {
        leaveArrival();
        settle();
        phase = Phase.SERVED;
    }

    /** Notes that the gateway waits for bytes to move, either way. */
    synchronized void move() {
        leaveArrival();
        phase = Phase.MOVING;
        since = nanoTime.getAsLong();
        moved = movedBytes();
    }

    /** What has arrived in time has all the time again. */
    private void leaveArrival() {
        if (phase == Phase.ARRIVING) {
            phase = Phase.SERVED;
            left = limits.patience().toNanos();
        }
    }

    /** Cuts the connection off if the gateway has waited too long. */
    void check() {
        boolean late;
        synchronized (this) {
            settle();
            late = phase != Phase.SERVED && left < 0;
        }
        if (late) {
            cutOff();
        }
    }

    /** Ends the connection, and so whatever waits for it. */
    void cutOff() {
        connection
                .getEndPoint()
                .close(new TimeoutException("the client was slower than is allowed, or gave way to others"));
    }

    private void settle() {
        if (phase == Phase.SERVED) {
            return;
        }
        long now = nanoTime.getAsLong();
        left -= now - since;
        since = now;
        if (phase == Phase.MOVING) {
            long bytes = movedBytes();
            long earned = (bytes - moved) * (TimeUnit.SECONDS.toNanos(1) / limits.leastRate());
            left = Math.min(limits.patience().toNanos(), left + earned);
            moved = bytes;
        }
    }

    private long movedBytes() {
        return connection.getBytesIn() + connection.getBytesOut();
    }
}
