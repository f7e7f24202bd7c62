package org.mantle.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How many places users have. */
class UserPlacesTests {

    private final UserPlaces places = new UserPlaces(6, 3);

    @Test
    void leavesHalfToOthers() {
        assertThat(begun("alice", 10)).isEqualTo(3);
        assertThat(begun("bob", 10)).isEqualTo(3);
        assertThat(begun("carol", 10)).isZero();
        places.leave("alice");
        assertThat(begun("bob", 1)).isZero();
        assertThat(begun("carol", 10)).isEqualTo(1);
        places.leave("carol");
        assertThat(begun("alice", 10)).isEqualTo(1);
    }

    private int begun(String user, int tries) {
        int begun = 0;
        for (int i = 0; i < tries; i++) {
            begun += places.take(user) ? 1 : 0;
        }
        return begun;
    }
}
