package org.mantle.remote.job;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.mantle.framework.type.Registration;

/**
 * A monitor for work that is no run of an algorithm: it goes on until somebody stops it, which ends it by a
 * {@link CancellationException}. What is done is let go, unless a subclass takes it; what a user should know
 * besides is logged. Safe from many threads.
 *
 * @since 0.1.0
 */
public class StoppableMonitor implements WorkMonitor {

    private static final System.Logger LOG = System.getLogger(StoppableMonitor.class.getName());

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Object lock = new Object();
    private final List<Runnable> aborts = new ArrayList<>();

    /** Makes a monitor of work that goes on. */
    public StoppableMonitor() {}

    /** Ends the work as soon as may be; stopping twice does nothing more. */
    public final void stop() {
        List<Runnable> called;
        synchronized (lock) {
            stopped.countDown();
            called = List.copyOf(aborts);
            aborts.clear();
        }
        called.forEach(Runnable::run);
    }

    /** Returns whether the work was stopped. */
    public final boolean isStopped() {
        return stopped.getCount() == 0;
    }

    @Override
    public final Registration onCancel(Runnable abort) {
        synchronized (lock) {
            if (!isStopped()) {
                aborts.add(abort);
                return () -> remove(abort);
            }
        }
        abort.run();
        return () -> {};
    }

    private void remove(Runnable abort) {
        synchronized (lock) {
            aborts.remove(abort);
        }
    }

    @Override
    public final void checkCancelled() {
        if (isStopped()) {
            throw new CancellationException("it was stopped");
        }
    }

    @Override
    public final void pause(Duration time) {
        try {
            stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
        }
        checkCancelled();
    }

    @Override
    public void doing(String what) {
        // let go
    }

    @Override
    public void transferring(String what, long bytes) {
        // let go
    }

    @Override
    public void goingOn(String what) {
        // let go
    }

    @Override
    public void moved(long count) {
        // let go
    }

    @Override
    public void tell(Level level, String what) {
        LOG.log(level, what);
    }

    @Override
    public void did(String what) {
        // let go
    }
}
