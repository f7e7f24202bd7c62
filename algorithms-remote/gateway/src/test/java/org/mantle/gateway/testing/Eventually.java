package org.mantle.gateway.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits for what will come, so long that only what never comes fails, however busy the machine is. */
public final class Eventually {

    private Eventually() {}

    public static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(2));
    }
}
