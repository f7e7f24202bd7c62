package org.mantle.ssh.connection;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.mantle.framework.type.Registration;
import org.mantle.remote.job.CallMonitor;
import org.mantle.remote.job.ServiceUnreachableException;

/** The way to a user's account on a host, over one connection at a time, which is made again when it broke. Safe from many threads. */
public interface SshLink {

    /** Returns a connection that holds, as far as is known; made by this call if there is none. */
    SshConnection connection(CallMonitor monitor) throws IOException;

    /** Work that can be begun again after a break, and tells by its progress whether that helps. */
    @FunctionalInterface
    interface Resumable {

        /** Works on from where it came. */
        void workOn(SshConnection connection) throws IOException;
    }

    /** How far work has come. */
    @FunctionalInterface
    interface Progress {

        /** Returns a number that grows as the work goes on. */
        long done();
    }

    /**
     * Does work to its end, over as many connections as it takes: after a break it goes on. It is given up when for as long as the
     * host may take for an answer nothing has moved.
     */
    default void complete(Resumable work, Progress progress, CallMonitor monitor) throws IOException {
        long deadline = 0;
        long done = -1;
        while (true) {
            monitor.checkCancelled();
            Duration patience = Duration.ZERO;
            try {
                SshConnection connection = connection(monitor);
                patience = connection.address().responseTimeout();
                work.workOn(connection);
                return;
            } catch (ServiceUnreachableException e) {
                boolean isFirst = deadline == 0;
                if (progress.done() > done) {
                    done = progress.done();
                    patience = patience.isZero() ? Duration.ofSeconds(1) : patience;
                    deadline = System.nanoTime() + patience.toNanos();
                }
                boolean neverBegan = isFirst && !e.stage().mayHaveArrived();
                if (neverBegan || !e.stage().isQuick() || System.nanoTime() - deadline > 0) {
                    throw e;
                }
                pause(Duration.ofMillis(isFirst ? 50 : 500), monitor);
            }
        }
    }

    private static void pause(Duration time, CallMonitor monitor) {
        CountDownLatch cancelled = new CountDownLatch(1);
        try (Registration waiting = monitor.onCancel(cancelled::countDown)) {
            cancelled.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        monitor.checkCancelled();
    }
}
