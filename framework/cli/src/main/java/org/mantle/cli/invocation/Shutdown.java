package org.mantle.cli.invocation;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.mantle.framework.type.Registration;

/**
 * The end of the process by a signal (SIGINT by Ctrl-C, SIGTERM), which lets a command end properly first.
 *
 * <p>The JVM then runs this hook, and ends afterwards with 128 and the number of the signal as exit code: 130 for SIGINT.
 */
public final class Shutdown implements AutoCloseable {

    /** A command that does not end by then is left behind; the next step of a person would be to kill the process. */
    private static final long LONGEST_WAIT_SECONDS = 30;

    private final Set<BooleanSupplier> stops = ConcurrentHashMap.newKeySet();
    private final CountDownLatch commandEnded = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "mantle-stop");

    /** Begins to wait for the end of the process. */
    public Shutdown() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Registers what stops a command; it returns whether there is something to wait for, and must not block. */
    public Registration onStop(BooleanSupplier stop) {
        stops.add(stop);
        return () -> stops.remove(stop);
    }

    private void stop() {
        boolean wait = false;
        for (BooleanSupplier stop : stops) {
            wait |= stop.getAsBoolean();
        }
        if (wait) {
            awaitCommand();
        }
    }

    private void awaitCommand() {
        try {
            commandEnded.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says that the command has ended and everything it had to say is written. */
    @Override
    public void close() {
        commandEnded.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending already: the hook runs, and has just been told that it need not wait
        }
    }
}
