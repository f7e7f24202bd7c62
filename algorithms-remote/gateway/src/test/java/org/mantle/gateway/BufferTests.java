package org.mantle.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What calls take of the machine's memory outside the heap. */
class BufferTests extends RunningGateway {

    private static long outsideTheHeap() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    @Test
    void callsOnNewConnectionsUseTheSameBuffersAgain() throws IOException {
        long before = outsideTheHeap();
        // the buffers of so many together would be 50 MB and more
        for (int call = 0; call < 200; call++) {
            assertThat(wire.get(SERVICE + "jobs", cookie).status()).isEqualTo(200);
        }

        assertThat(outsideTheHeap() - before).isLessThan(8_000_000);
    }
}
