package org.mantle.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How many uploads there may be. */
class LongBodiesTests {

    private final LongBodies bodies = new LongBodies(6);

    @Test
    void leavesHalfToOthers() {
        assertThat(begun("alice", 10)).isEqualTo(3);
        assertThat(begun("bob", 10)).isEqualTo(3);
        assertThat(begun("carol", 10)).isZero();
        bodies.end("alice");
        assertThat(begun("bob", 1)).isZero();
        assertThat(begun("carol", 10)).isEqualTo(1);
        bodies.end("carol");
        assertThat(begun("alice", 10)).isEqualTo(1);
    }

    private int begun(String user, int tries) {
        int begun = 0;
        for (int i = 0; i < tries; i++) {
            begun += bodies.begin(user) ? 1 : 0;
        }
        return begun;
    }
}
