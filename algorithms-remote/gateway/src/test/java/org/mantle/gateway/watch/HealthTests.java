package org.mantle.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.gateway.testing.Eventually.await;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How often a gateway is looked at, however many ask. */
class HealthTests {

    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void whatWasFoundCountsForSomeSeconds() {
        Health health = new Health(List.of(() -> {
            looks.incrementAndGet();
            throw new IOException("the disk is full");
        }));

        for (int i = 0; i < 100; i++) {
            assertThat(health.troubles()).containsExactly("the disk is full");
        }
        assertThat(looks).hasValue(1);
    }

    @Test
    void oneThreadLooksAndNobodyWaitsForIt() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Health health = new Health(List.of(() -> {
            looks.incrementAndGet();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }));
        Thread looking = new Thread(health::troubles);
        looking.start();
        await().until(() -> looks.get() == 1);

        // of a look that has not ended nothing is known yet
        assertThat(health.troubles()).isEmpty();
        assertThat(looks).hasValue(1);
        end.countDown();
        looking.join();
        assertThat(health.troubles()).isEmpty();
        assertThat(looks).hasValue(1);
    }
}
