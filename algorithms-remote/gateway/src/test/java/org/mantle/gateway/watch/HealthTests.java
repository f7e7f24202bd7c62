package org.mantle.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.gateway.testing.Eventually.await;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How often a gateway is looked at, however many ask. */
class HealthTests {

    private final AtomicInteger looks = new AtomicInteger();

    private static Health health(Health.Check check) {
        return new Health(
                Map.of("the disk", check), Clock.fixed(Instant.parse("2026-11-30T03:12:08.5Z"), ZoneOffset.UTC));
    }

    @Test
    void whatWasFoundCountsForSomeSeconds() {
        Health health = health(() -> {
            looks.incrementAndGet();
            throw new IOException("the disk is full");
        });

        for (int i = 0; i < 100; i++) {
            assertThat(health.troubles()).containsExactly("the disk is full");
        }
        assertThat(looks).hasValue(1);
    }

    @Test
    void oneThreadLooksAndNobodyWaitsForIt() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Health health = health(() -> {
            looks.incrementAndGet();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
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

    @Test
    void whatHangsIsToldToBeSilentToWhoHardlyWaits() {
        CountDownLatch end = new CountDownLatch(1);
        Health health = new Health(
                Map.of(
                        "the disk",
                        () -> looks.incrementAndGet(),
                        "Slurm",
                        () -> Uninterruptibles.awaitUninterruptibly(end)),
                Clock.fixed(Instant.parse("2026-11-30T03:12:08.5Z"), ZoneOffset.UTC));
        try {
            await().untilAsserted(() -> {
                long asked = System.nanoTime();
                List<String> troubles = health.troubles();
                // less than the pause after which a look counts as silent
                assertThat(System.nanoTime() - asked).isLessThan(4_000_000_000L);
                assertThat(troubles).containsExactly("Slurm does not answer since 2026-11-30T03:12:08Z");
            });
            assertThat(health.isWell("Slurm")).isFalse();
            assertThat(health.isWell("the disk")).isTrue();
        } finally {
            end.countDown();
        }
        await().until(() -> health.troubles().isEmpty());
    }
}
