package org.mantle.remote.fetch;

import java.lang.System.Logger.Level;
import java.time.Duration;
import org.mantle.framework.type.Registration;
import org.mantle.remote.job.WorkMonitor;

/** The monitor of work that several threads do, of which its owner hears from one at a time. */
final class SharedMonitor implements WorkMonitor {

    private final WorkMonitor monitor;

    SharedMonitor(WorkMonitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public synchronized void doing(String what) {
        monitor.doing(what);
    }

    @Override
    public synchronized void transferring(String what, long bytes) {
        monitor.transferring(what, bytes);
    }

    @Override
    public synchronized void goingOn(String what) {
        monitor.goingOn(what);
    }

    @Override
    public synchronized void tell(Level level, String what) {
        monitor.tell(level, what);
    }

    @Override
    public synchronized void did(String what) {
        monitor.did(what);
    }

    @Override
    public synchronized void moved(long count) {
        monitor.moved(count);
    }

    @Override
    public void pause(Duration time) {
        monitor.pause(time);
    }

    @Override
    public Registration onCancel(Runnable abort) {
        return monitor.onCancel(abort);
    }

    @Override
    public void checkCancelled() {
        monitor.checkCancelled();
    }
}
