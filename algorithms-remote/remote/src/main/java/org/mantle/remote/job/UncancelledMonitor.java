package org.mantle.remote.job;

import org.mantle.framework.type.Registration;

/** The monitor of a call that goes on to its end although its caller has given up. */
record UncancelledMonitor(CallMonitor monitor) implements CallMonitor {

    @Override
    public String nameOf(Given what) {
        return monitor.nameOf(what);
    }

    @Override
    public void moved(long count) {
        monitor.moved(count);
    }

    @Override
    public Registration onCancel(Runnable abort) {
        return () -> {};
    }

    @Override
    public void checkCancelled() {
        // goes on
    }
}
