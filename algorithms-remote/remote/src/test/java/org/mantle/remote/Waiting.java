package org.mantle.remote;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits for what will come, so long that only what never comes fails, however busy the machine is. */
final class Waiting {

    /** For waits that have a limit of their own. */
    static final Duration LONG = Duration.ofMinutes(2);

    private Waiting() {}

    static ConditionFactory await() {
        return Awaitility.await().atMost(LONG);
    }
}
