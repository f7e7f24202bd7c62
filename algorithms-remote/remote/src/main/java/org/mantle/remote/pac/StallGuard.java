package org.mantle.remote.pac;

import java.time.Duration;

/** The end of a transfer in which no byte has moved for some time; sockets have no time-out for writing. */
final class StallGuard implements AutoCloseable {

    private final long limitNanos;
    private final Runnable abort;
    private long lastMove = System.nanoTime();
    private boolean closed;
    private boolean fired;

    StallGuard(Duration limit, Runnable abort) {
        this.limitNanos = limit.toNanos();
        this.abort = abort;
        Thread thread = new Thread(this::watch, "mantle-stall-guard");
        thread.setDaemon(true);
        thread.start();
    }

    synchronized void moved() {
        lastMove = System.nanoTime();
    }

    synchronized boolean hasFired() {
        return fired;
    }

    private void watch() {
        if (waitsForStall()) {
            abort.run();
        }
    }

    private synchronized boolean waitsForStall() {
        while (!closed) {
            long left = limitNanos - (System.nanoTime() - lastMove);
            if (left <= 0) {
                fired = true;
                return true;
            }
            try {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            } catch (InterruptedException e) {
                // nobody but the end of the program interrupts this thread
                return false;
            }
        }
        return false;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
