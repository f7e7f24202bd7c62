package org.mantle.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Which calls are done when. */
class UserTurnsTests {

    private final UserTurns turns = new UserTurns(2);
    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();

    private void take(String user, Runnable work) {
        turns.take(user, threads::add, work);
    }

    @Test
    void soManyOfAUserAreDoneAtATimeAndTheNextInTheirOrder() {
        take(
                "alice",
                () -> take("alice", () -> {
                    take("alice", () -> done.add("third"));
                    take("alice", () -> done.add("fourth"));
                    take("bob", () -> done.add("of bob"));
                    done.add("second");
                }));
        assertThat(done).containsExactly("of bob", "second");
        while (!threads.isEmpty()) {
            threads.poll().run();
        }
        assertThat(done).containsExactly("of bob", "second", "third", "fourth");

        take("alice", () -> done.add("at once"));
        assertThat(done).endsWith("at once");
    }

    @Test
    void whatFailsGivesItsTurnOn() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> take("alice", () -> {
                        throw new IllegalStateException("failed");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
        take("alice", () -> done.add("done"));
        assertThat(done).containsExactly("done");
    }

    @Test
    void whatWaitsWhenTheServerEndsIsLeft() {
        Executor ended = work -> {
            throw new RejectedExecutionException();
        };
        turns.take(
                "alice",
                ended,
                () -> turns.take("alice", ended, () -> turns.take("alice", ended, () -> done.add("too late"))));

        assertThat(done).isEmpty();
    }
}
