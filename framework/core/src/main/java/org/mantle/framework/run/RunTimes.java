package org.mantle.framework.run;

import java.time.Duration;

/**
 * How long the parts of a run took.
 *
 * @param checking the checks of its inputs, with the reading of secrets
 * @param waiting the time in the queue of the executor; zero for a run in its caller's thread
 * @param running the execution alone
 * @since 0.1.0
 */
public record RunTimes(Duration checking, Duration waiting, Duration running) {

    public static final RunTimes NONE = new RunTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    public static RunTimes ofNanos(long checking, long waiting, long running) {
        return new RunTimes(Duration.ofNanos(checking), Duration.ofNanos(waiting), Duration.ofNanos(running));
    }
}
