package org.mantle.gateway.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A clock that nobody sets. */
class SteadyClockTests {

    @Test
    void goesOnFromItsStartAsTimeGoesBy() {
        Instant noon = Instant.parse("2026-11-29T12:00:00Z");
        // such counts may begin anywhere, and go over the end
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
        SteadyClock clock = SteadyClock.of(noon, nanos::get);
        assertThat(clock.instant()).isEqualTo(noon);
        nanos.addAndGet(Duration.ofHours(2).toNanos());

        assertThat(clock.instant()).isEqualTo(noon.plus(Duration.ofHours(2)));
        assertThat(SteadyClock.ofMachine().instant())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    }
}
