package org.mantle.remote.scarf;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.type.Registration;
import org.mantle.remote.job.WorkMonitor;

/** The tie of calls to a service with the run that makes them: its progress and its cancellation. Used by the run's thread. */
final class RunMonitor implements WorkMonitor {

    private final Context run;
    private String message = "";
    private long done;
    private long total;

    RunMonitor(Context run) {
        this.run = run;
    }

    @Override
    public String nameOf(Given what) {
        return switch (what) {
            case DIRECTORY -> "DestinationDirectory";
            case RUNNABLE -> "RunnablePath, with JobOptions";
        };
    }

    @Override
    public void doing(String what) {
        run.progress().report(Double.NaN, what);
        message = what;
        total = 0;
    }

    @Override
    public void transferring(String what, long bytes) {
        message = what;
        done = 0;
        total = bytes;
        run.progress().report(0, bytes, "bytes", what);
    }

    @Override
    public void goingOn(String what) {
        message = what;
    }

    @Override
    public void did(String what) {
        run.log().info(what);
        if (total > 0) {
            run.progress().report(total, total, "bytes", what);
        } else {
            run.progress().report(1, what);
        }
    }

    @Override
    public void tell(Level level, String what) {
        switch (level) {
            case WARNING, ERROR -> run.log().warning(what);
            case INFO -> run.log().info(what);
            default -> run.log().debug(what);
        }
    }

    @Override
    public void pause(Duration time) {
        CountDownLatch cancelled = new CountDownLatch(1);
        Registration waiting = run.onCancel(cancelled::countDown);
        try {
            cancelled.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.close();
        }
        run.checkCancelled();
    }

    @Override
    public void moved(long count) {
        if (total > 0) {
            done += count;
            // a message is a little longer than the file in it, and a file may grow while it is fetched
            run.progress().report(Math.min(done, total), total, "bytes", message);
        }
    }

    @Override
    public Registration onCancel(Runnable abort) {
        return run.onCancel(abort);
    }

    @Override
    public void checkCancelled() {
        run.checkCancelled();
    }
}
