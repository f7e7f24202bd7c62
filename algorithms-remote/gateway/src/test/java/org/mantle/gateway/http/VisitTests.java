package org.mantle.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long a client is waited for; by a clock that is set. */
class VisitTests {

    private long now;
    private long bytes;
    private boolean cut;

    private final Visit visit = new Visit(
            new HttpFront.Limits(Duration.ofSeconds(30), 1024, 10, 10, Duration.ZERO),
            () -> now,
            () -> bytes,
            () -> cut = true);

    private void pass(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
        visit.check();
    }

    @Test
    void cutsOffARequestThatIsNotThereInTimeHoweverItsBytesCome() {
        for (int i = 0; i < 30; i++) {
            bytes += 10_000;
            pass(1);
        }
        assertThat(cut).isFalse();
        pass(1);
        assertThat(cut).isTrue();
    }

    @Test
    void givesAllTheTimeAgainToTheNextRequestAndToWhatFollowsIt() {
        pass(29);
        visit.serve();
        visit.receive();
        pass(29);
        visit.expectRequest();
        pass(29);
        assertThat(cut).isFalse();
        pass(2);
        assertThat(cut).isTrue();
    }

    @Test
    void letsWhatMovesTakeAllTheTimeThatItTakes() {
        visit.serve();
        visit.receive();
        for (int i = 0; i < 1000; i++) {
            bytes += 1100;
            pass(1);
        }
        assertThat(cut).isFalse();
    }

    @Test
    void cutsOffWhatMovesTooSlowly() {
        visit.serve();
        visit.receive();
        for (int i = 0; i < 59; i++) {
            bytes += 512;
            pass(1);
        }
        assertThat(cut).isFalse();
        for (int i = 0; i < 3; i++) {
            bytes += 512;
            pass(1);
        }
        assertThat(cut).isTrue();
    }

    @Test
    void letsNobodyStandStillForLongerBecauseHeWasFast() {
        visit.serve();
        visit.receive();
        bytes += 1L << 40;
        pass(1);
        pass(30);
        assertThat(cut).isFalse();
        pass(1);
        assertThat(cut).isTrue();
    }

    @Test
    void givesFourTimesTheTimeToTakeAnAnswer() {
        visit.serve();
        visit.answer();
        pass(120);
        assertThat(cut).isFalse();
        pass(1);
        assertThat(cut).isTrue();
    }

    @Test
    void doesNotCountTheTimeInWhichTheGatewayIsAtWork() {
        visit.serve();
        visit.receive();
        pass(20);
        visit.serve();
        pass(1000);
        visit.receive();
        pass(9);
        assertThat(cut).isFalse();
        pass(2);
        assertThat(cut).isTrue();
    }

    @Test
    void knowsHowLongItHasWaitedForTheRequestHoweverOftenItWasLookedAt() {
        pass(3);
        pass(4);
        assertThat(visit.waited()).isEqualTo(Duration.ofSeconds(7).toNanos());
        visit.serve();
        visit.expectRequest();
        pass(2);
        assertThat(visit.waited()).isEqualTo(Duration.ofSeconds(2).toNanos());
    }

    @Test
    void givesWayOnlyWhileItWaitsForAStranger() {
        assertThat(visit.canGiveWay()).isTrue();
        visit.serve();
        assertThat(visit.canGiveWay()).isFalse();
        visit.receive();
        assertThat(visit.canGiveWay()).isFalse();
        visit.answer();
        assertThat(visit.canGiveWay()).isFalse();
        visit.expect();
        assertThat(visit.canGiveWay()).isTrue();
        visit.know();
        assertThat(visit.canGiveWay()).isFalse();
        visit.expectRequest();
        assertThat(visit.canGiveWay()).isTrue();
    }
}
