package org.mantle.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.framework.Patience.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.mantle.framework.TestHosts.Body;

/** What listeners are told when several threads have to do with one run. */
class RunEventRaceTests {

    @Test
    void nothingIsToldAfterTheEndOfARunThatIsCancelledTheMomentItIsAccepted() throws InterruptedException {
        Map<AlgorithmRun, List<String>> events = new ConcurrentHashMap<>();
        AtomicBoolean stop = new AtomicBoolean();
        try (Mantle mantle = TestHosts.builder(RunEventTests.Heard.class)
                .executor(Runnable::run)
                .service(Body.class, run -> {})
                .build()) {
            mantle.subscribe(event -> events.computeIfAbsent(event.run(), unused -> new CopyOnWriteArrayList<>())
                    .add(RunEventTests.word(event)));
            Thread cancels = new Thread(() -> {
                while (!stop.get()) {
                    mantle.manager().cancelAll();
                }
            });
            cancels.start();
            for (int i = 1; i <= 20_000; i++) {
                AlgorithmRun run = mantle.start("Heard", Map.of());
                if (i % 1000 == 0) { // or it would be so far behind that it gets the ends alone
                    await(() -> events.containsKey(run));
                }
            }
            stop.set(true);
            cancels.join();
            await(() -> events.size() == 20_000 && events.values().stream().allMatch(RunEventRaceTests::hasEnded));
        }

        List<List<String>> lives = List.of(
                List.of("Starting", "Cancelled"),
                List.of("Starting", "Started", "Cancelled"),
                List.of("Starting", "Started", "Finished"));
        assertThat(events.values().stream().filter(life -> !lives.contains(life)))
                .isEmpty();
    }

    private static boolean hasEnded(List<String> life) {
        return life.contains("Finished") || life.contains("Cancelled");
    }
}
