package org.mantle.gateway.pac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mantle.gateway.testing.SetClock;

/** Who is let to the check of a password, and when. */
class LogOnGateTests {

    private static final LogOnGate.Guest ALICE = new LogOnGate.Guest("alice", "127.0.0.1");

    private final List<Runnable> standing = new ArrayList<>();
    private final SetClock clock = new SetClock();
    private final LogOnGate gate = new LogOnGate(clock, standing::add);

    private void enter(LogOnGate.Guest guest) throws RefusedException {
        gate.enter(guest, threads -> threads.execute(() -> {}));
    }

    @Test
    void takesManyWrongPasswordsAtOnceForNoMoreThanTheFirstTooMany() {
        for (int i = 0; i < 100; i++) {
            gate.note(ALICE, false);
        }

        assertThatThrownBy(() -> enter(ALICE))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("in 2 s");
        assertThat(standing).isEmpty();
    }

    @Test
    void keepsApartWhoTriesAndFromWhere() throws Exception {
        for (int i = 0; i < 5; i++) {
            gate.note(ALICE, false);
        }

        enter(new LogOnGate.Guest("bob", "127.0.0.1"));
        enter(new LogOnGate.Guest("alice", "127.0.0.2"));
        assertThat(standing).hasSize(2);
        gate.note(ALICE, true);
        enter(ALICE);
        assertThat(standing).hasSize(3);
    }

    @Test
    void letsOneAddressWaitOftenButNotInAllPlaces() throws Exception {
        for (int i = 0; i < 16; i++) {
            enter(new LogOnGate.Guest("made-up" + i, "127.0.0.1"));
        }

        assertThatThrownBy(() -> enter(ALICE)).hasMessageContaining("Too many log-ins are waiting");
        enter(new LogOnGate.Guest("alice", "127.0.0.2"));
        gate.leave(new LogOnGate.Guest("made-up0", "127.0.0.1"));
        enter(ALICE);
        assertThat(standing).hasSize(18);
    }

    @Test
    void letsNoMoreWaitThanCan() throws Exception {
        for (int i = 0; i < 64; i++) {
            enter(new LogOnGate.Guest("alice", "127.0.0." + i));
        }

        assertThatThrownBy(() -> enter(new LogOnGate.Guest("alice", "127.0.0.64")))
                .hasMessageContaining("Too many log-ins are waiting");
        assertThat(standing).hasSize(64);
    }

    @Test
    void takesOneTryAfterEachPauseHoweverManyAreSentAtOnce() throws Exception {
        for (int i = 0; i < 5; i++) {
            gate.note(ALICE, false);
        }
        clock.advance(Duration.ofSeconds(1));

        enter(ALICE);
        assertThatThrownBy(() -> enter(ALICE)).hasMessageContaining("too many wrong passwords for 'alice'");
        assertThat(standing).hasSize(1);
        gate.note(ALICE, false);
        gate.leave(ALICE);
        assertThatThrownBy(() -> enter(ALICE)).hasMessageContaining("in 3 s");
        clock.advance(Duration.ofSeconds(2));
        enter(ALICE);
        assertThat(standing).hasSize(2);
    }

    @Test
    void keepsNoPlaceForWhoCouldNotBegin() throws Exception {
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> gate.enter(ALICE, threads -> {
                        throw new OutOfMemoryError("unable to create native thread");
                    }))
                    .isInstanceOf(OutOfMemoryError.class);
        }

        enter(ALICE);
        assertThat(standing).hasSize(1);
    }
}
