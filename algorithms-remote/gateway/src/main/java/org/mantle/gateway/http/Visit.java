package org.mantle.gateway.http;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One connection of a client, and how long the gateway still waits for it.
 *
 * <p>A request, and a body that is read before anything is done, must be there within a time. Longer bodies and answers must move:
 * what moves earns the client time, by the least rate, and to let the gateway wait costs it. It never has more than that time, so that
 * it can neither stop nor be slower than the least rate for longer. While the gateway is at work itself no time runs.
 */
final class Visit {

    /** The system keeps much of an answer, and tells in large steps what of it a slow client has taken: it has so many times the time. */
    private static final int ANSWER_PATIENCE = 4;

    private final HttpFront.Limits limits;
    private final LongSupplier nanoTime;
    private final LongSupplier movedBytes;
    private final Runnable end;
    private Phase phase = Phase.ARRIVING;
    private boolean known;
    private long asked;
    private long since;
    private long moved;
    private long left;
    private long most;

    /** What a visit waits for. */
    private enum Phase {
        /** The client, which is to send a request or a short body by a time. */
        ARRIVING,
        /** The client, which is to send or take bytes. */
        MOVING,
        /** The gateway. */
        SERVED
    }

    /**
     * Begins a visit.
     *
     * @param movedBytes tells how many bytes have moved either way
     * @param end ends the connection, and so whatever waits for it
     */
    Visit(HttpFront.Limits limits, LongSupplier nanoTime, LongSupplier movedBytes, Runnable end) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.movedBytes = movedBytes;
        this.end = end;
        expect();
    }

    /** Begins the time within which the next request must be there, whoever sends it. */
    synchronized void expectRequest() {
        known = false;
        expect();
    }

    /** Begins the time within which a short body must be there. */
    synchronized void expect() {
        phase = Phase.ARRIVING;
        asked = nanoTime.getAsLong();
        since = asked;
        left = limits.patience().toNanos();
    }

    /** Notes that the request is one of a user who is logged in. */
    synchronized void know() {
        known = true;
    }

    /** Tells whether the visit can give way to a newer one of the same address: it waits for a request, or a stranger's short body. */
    synchronized boolean canGiveWay() {
        return !known && phase == Phase.ARRIVING;
    }

    /** Returns how many nanoseconds ago the visit began to wait for what is to arrive last. */
    synchronized long waited() {
        return nanoTime.getAsLong() - asked;
    }

    /** Notes that the gateway is at work. */
    synchronized void serve() {
        leaveArrival();
        settle();
        phase = Phase.SERVED;
    }

    /** Notes that the gateway waits for bytes of the client. */
    synchronized void receive() {
        leaveArrival();
        most = limits.patience().toNanos();
        left = Math.min(left, most);
        move();
    }

    /** Notes that the gateway waits for the client to take an answer. */
    synchronized void answer() {
        leaveArrival();
        most = ANSWER_PATIENCE * limits.patience().toNanos();
        left = most;
        move();
    }

    private void move() {
        phase = Phase.MOVING;
        since = nanoTime.getAsLong();
        moved = movedBytes.getAsLong();
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

    /** Ends the connection. */
    void cutOff() {
        end.run();
    }

    private void settle() {
        if (phase == Phase.SERVED) {
            return;
        }
        long now = nanoTime.getAsLong();
        left -= now - since;
        since = now;
        if (phase == Phase.MOVING) {
            long bytes = movedBytes.getAsLong();
            long earned = (bytes - moved) * (TimeUnit.SECONDS.toNanos(1) / limits.leastRate());
            left = Math.min(most, left + earned);
            moved = bytes;
        }
    }
}
