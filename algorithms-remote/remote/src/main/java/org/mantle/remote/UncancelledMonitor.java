package org.mantle.remote;

import org.mantle.framework.type.Registration;

/** Lets a call go on to its end although its caller has given up, because the outcome must be known. */
record UncancelledMonitor(CallMonitor monitor) implements CallMonitor {

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
