package org.mantle.gateway.local;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** All processes of one job, which get signals together. Safe from many threads. */
interface JobProcesses {

    /** How long killed processes may take to be gone before they are killed once more. */
    Duration DEATH_LIMIT = Duration.ofSeconds(1);

    /** How often they are killed: one may just have forked. */
    int DEATH_ROUNDS = 10;

    /** Returns the number of the process that the job was started as. */
    long id();

    /** Returns whether any of them runs. */
    boolean isAlive();

    /** Sends a signal by its name without SIG; returns false if none of them is there (any more). */
    boolean signal(String name) throws IOException;

    /** Tells them to end. */
    default void terminate() throws IOException {
        signal("TERM");
        // a stopped process does not see the other signal before
        signal("CONT");
    }

    /** Ends whatever is left of them; returns whether nothing is. */
    default boolean end(Duration grace) throws IOException {
        if (!isAlive()) {
            return true;
        }
        terminate();
        if (awaitUntil(() -> !isAlive(), grace)) {
            return true;
        }
        boolean ended = false;
        for (int round = 0; round < DEATH_ROUNDS && !ended; round++) {
            signal("KILL");
            ended = awaitUntil(() -> !isAlive(), DEATH_LIMIT);
        }
        return ended;
    }

    /** Waits until a condition holds, or a time is over; returns whether it holds. */
    static boolean awaitUntil(BooleanSupplier condition, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(5_000_000);
        }
        return true;
    }
}
