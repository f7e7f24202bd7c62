package org.mantle.gateway.http;

import static org.mantle.gateway.testing.Eventually.await;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.junit.jupiter.api.Test;

/** Looking after clients, whatever goes wrong with one of them. */
class VisitsTests {

    private final AtomicInteger failures = new AtomicInteger();

    /** A connection that cannot be cut off. */
    private Connection failing() {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class, ConnectionMetaData.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    case "getEndPoint" -> throw new IllegalStateException("failure " + failures.incrementAndGet());
                    default -> 0L;
                });
    }

    @Test
    void looksAfterTheTimeOfAllWhenOneCannotBeCutOff() throws Exception {
        Visits visits = new Visits(new HttpFront.Limits(Duration.ofMillis(8), 1024, 10, 10, Duration.ZERO));
        for (int i = 0; i < 3; i++) {
            Connection connection = failing();
            try {
                visits.onOpened(connection);
            } catch (IllegalStateException e) {
                // it has no address either
            }
        }
        int before = failures.get();
        ScheduledExecutorScheduler scheduler = new ScheduledExecutorScheduler();
        scheduler.start();
        try {
            visits.watch(scheduler);
            await().until(() -> failures.get() > before + 10);
        } finally {
            scheduler.stop();
        }
    }
}
