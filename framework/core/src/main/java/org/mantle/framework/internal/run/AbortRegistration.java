package org.mantle.framework.internal.run;

import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.type.Registration;

/** What wakes one run when it is cancelled. */
final class AbortRegistration implements Registration {

    private final LiveRun run;
    private final Runnable action;

    AbortRegistration(LiveRun run, Runnable action) {
        this.run = run;
        this.action = action;
    }

    void call() {
        try {
            action.run();
        } catch (Throwable e) {
            // foreign code: whoever cancels is not to blame, and the other aborts must be called.
            // The logger is looked up when there is something to log: the first look-up in a JVM takes its time.
            System.getLogger(AlgorithmRun.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "an abort of " + run.descriptor().name() + " failed",
                            e);
        }
    }

    @Override
    public void close() {
        run.attachments().removeAbort(this);
    }
}
