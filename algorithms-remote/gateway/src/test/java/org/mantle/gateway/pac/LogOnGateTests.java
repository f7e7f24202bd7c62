package org.mantle.gateway.pac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who is let to the check of a password, and when. */
class LogOnGateTests {

    private static final LogOnGate.Guest ALICE = new LogOnGate.Guest("alice", "127.0.0.1");

    private final LogOnGate gate = new LogOnGate(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    private final AtomicInteger checks = new AtomicInteger();

    private void enter(LogOnGate.Guest guest) throws RefusedException {
        gate.enter(guest, threads -> checks.incrementAndGet());
    }

    @Test
    void takesManyWrongPasswordsAtOnceForNoMoreThanTheFirstTooMany() {
        for (int i = 0; i < 100; i++) {
            gate.note(ALICE, false);
        }

        assertThatThrownBy(() -> enter(ALICE))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("in 2 s");
        assertThat(checks).hasValue(0);
    }

    @Test
    void keepsApartWhoTriesAndFromWhere() throws Exception {
        for (int i = 0; i < 5; i++) {
            gate.note(ALICE, false);
        }

        enter(new LogOnGate.Guest("bob", "127.0.0.1"));
        enter(new LogOnGate.Guest("alice", "127.0.0.2"));
        assertThat(checks).hasValue(2);
        gate.note(ALICE, true);
        enter(ALICE);
        assertThat(checks).hasValue(3);
    }

    @Test
    void letsOneGuestWaitOftenButNotWithoutEnd() throws Exception {
        for (int i = 0; i < 16; i++) {
            enter(ALICE);
        }

        assertThatThrownBy(() -> enter(ALICE)).hasMessageContaining("Too many log-ins are waiting");
        enter(new LogOnGate.Guest("bob", "127.0.0.1"));
        gate.leave(ALICE);
        enter(ALICE);
        assertThat(checks).hasValue(18);
    }
}
