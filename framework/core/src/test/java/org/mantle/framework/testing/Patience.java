package org.mantle.framework.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** How long a test waits for what must come: longer than the slowest machine needs, since that costs nothing where it comes. */
public final class Patience {

    public static final Duration LONG = Duration.ofMinutes(3);

    private Patience() {}

    /** Waits for a condition, no longer than the patience lasts. */
    public static void await(Callable<Boolean> condition) {
        Awaitility.await().pollDelay(Duration.ZERO).atMost(LONG).until(condition);
    }
}
