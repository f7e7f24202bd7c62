package org.mantle.framework.internal.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.framework.testing.Patience.await;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.history.LargeValue;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.internal.run.LoopTests;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.testing.TestHosts.Body;

/** What the history keeps of runs over lists of inputs. */
class LoopRecordTests {

    @Test
    void theHistoryHasOneRecordWithTheEntriesInside() {
        try (Mantle mantle = LoopTests.host(LoopTests.DOUBLES)) {
            mantle.run("Loops", Map.of("Number", List.of(1, 2), "Label", "x"));

            RunRecord record = mantle.history().records().get(0);
            assertThat(mantle.history().records()).hasSize(1);
            assertThat(record.inputs()).isEqualTo(Map.of("Number", List.of(1, 2), "Label", "x"));
            assertThat(record.outputs().get("Doubled")).isEqualTo(List.of(2, 4));
            assertThat(record.children())
                    .extracting(child -> child.inputs().get("Number"))
                    .containsExactly(1, 2);
            assertThat(record.toJson().getAsJsonObject("inputs").get("Number")).hasToString("[1,2]");
            assertThat(mantle.replay(record, Map.of()).get("Doubled")).isEqualTo(List.of(2, 4));
        }
    }

    @Test
    void theRecordHoldsNoLargeValuesOfTheEntries() {
        List<WeakReference<Object>> large = new CopyOnWriteArrayList<>();
        Body says = run -> {
            String text = "x".repeat(1_000_000 + run.get(LoopTests.NUMBER));
            large.add(new WeakReference<>(text));
            run.set(LoopTests.SAID, text);
        };
        try (Mantle mantle = LoopTests.host(says)) {
            mantle.run("Loops", Map.of("Number", List.of(1, 2)));

            RunRecord record = mantle.history().records().get(0);
            await(() -> {
                System.gc();
                return large.stream().allMatch(text -> text.get() == null);
            });
            assertThat(record.outputs().get("Said")).isInstanceOf(LargeValue.class);
        }
    }

    @Test
    void aRecordThatWasReadBackLoopsAgain(@TempDir Path folder) {
        Path file = folder.resolve("history.jsonl");
        try (Mantle mantle = TestHosts.builder(LoopTests.Loops.class)
                .service(Body.class, LoopTests.DOUBLES)
                .historyFile(file)
                .build()) {
            Map<String, Object> given =
                    Map.of("Number", List.of(1, 3), "Weights", List.of(List.of(4), List.of(5, 6)), "Label", "x");
            Outputs first = mantle.run("Loops", given);

            RunRecord record = mantle.history().records().get(0);
            assertThat(record).isInstanceOf(StoredRecord.class);
            assertThat(mantle.replay(record, Map.of()).toJson()).isEqualTo(first.toJson());
        }
    }
}
