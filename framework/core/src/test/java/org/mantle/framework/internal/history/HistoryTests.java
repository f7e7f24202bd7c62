package org.mantle.framework.internal.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.history.LargeValue;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.testing.TestHosts;

/** What ran lately. */
class HistoryTests {

    static final Property<Integer> NUMBER =
            Property.integer("Number").defaultValue(0).build();
    static final Property<String> TEXT = Property.string("Text").inOut().build();
    static final Property<List<String>> LIST =
            Property.stringList("List").output().build();

    static final class Recorded extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Recorded").version(3).properties(NUMBER, TEXT, LIST);
        }

        @Override
        protected void execute(Context run) {
            run.set(TEXT, run.get(TEXT) + "!");
            run.set(LIST, Collections.nCopies(run.get(NUMBER), "element"));
        }
    }

    @Test
    void aRecordTellsWhatRanWithWhichInputsAndOutputsWhenAndHowLong() {
        Instant now = Instant.parse("2026-11-22T10:00:00Z");
        try (Mantle mantle = TestHosts.builder(Recorded.class)
                .clock(Clock.fixed(now, ZoneOffset.UTC))
                .build()) {
            mantle.run("recorded", Map.of("Text", "hey", "Number", 2));

            RunRecord record = mantle.history().records().get(0);
            assertThat(record.algorithm()).isEqualTo("Recorded");
            assertThat(record.version()).isEqualTo(3);
            assertThat(record.inputs()).containsExactly(Map.entry("Number", 2), Map.entry("Text", "hey"));
            assertThat(record.outputs())
                    .containsExactly(Map.entry("Text", "hey!"), Map.entry("List", List.of("element", "element")));
            assertThat(record.started()).isEqualTo(now);
            assertThat(record.duration()).isPositive();
            assertThat(record).hasToString("Recorded v3 Completed");

            JsonObject json = record.toJson();
            assertThat(json.get("algorithm").getAsString()).isEqualTo("Recorded");
            assertThat(json.get("status").getAsString()).isEqualTo("Completed");
            assertThat(json.get("started").getAsString()).isEqualTo("2026-11-22T10:00:00Z");
            assertThat(json.get("inputs")).hasToString("{\"Number\":2,\"Text\":\"hey\"}");
            assertThat(json.get("outputs")).hasToString("{\"Text\":\"hey!\",\"List\":[\"element\",\"element\"]}");
            assertThat(mantle.history().toJson()).hasSize(1);
        }
    }

    @Test
    void theRingKeepsTheLastRunsInTheirOrder() {
        try (Mantle mantle =
                TestHosts.builder(Recorded.class).historyCapacity(4).build()) {
            assertThat(mantle.history().records()).isEmpty();
            for (int number = 1; number <= 10; number++) {
                mantle.run("Recorded", Map.of("Number", number));
            }
            assertThat(mantle.history().records())
                    .extracting(record -> record.inputs().get("Number"))
                    .containsExactly(7, 8, 9, 10);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Mantle.builder().historyCapacity(0));
    }

    @Test
    void aLargeValueIsKeptAsTypeSizeAndDigest() throws NoSuchAlgorithmException {
        String large = new Random(1)
                .ints(100_000, 'a', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        try (Mantle mantle = TestHosts.host(Recorded.class)) {
            Outputs outputs = mantle.run("Recorded", Map.of("Text", large, "Number", 5000));
            assertThat(outputs.get(TEXT)).isEqualTo(large + "!");

            RunRecord record = mantle.history().records().get(0);
            assertThat(record.inputs().get("Text")).isEqualTo(new LargeValue("string", 100_000, sha256(large)));
            assertThat(record.outputs().get("List"))
                    .isEqualTo(new LargeValue(
                            "str list", 39_999, sha256(String.join(",", Collections.nCopies(5000, "element")))));
            assertThat(record.toJson().toString())
                    .contains("<string of 100000 characters, SHA-256 " + sha256(large) + ">")
                    .hasSizeLessThan(1000);
        }
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }

    @Test
    void recordsStayInOrderWhileManyThreadsRun() throws InterruptedException {
        try (Mantle mantle =
                TestHosts.builder(Recorded.class).historyCapacity(64).build()) {
            List<Thread> threads = IntStream.range(0, 4)
                    .mapToObj(thread -> new Thread(() -> {
                        for (int number = 0; number < 5000; number++) {
                            mantle.run("Recorded", Map.of("Number", number % 7, "Text", "t" + thread));
                        }
                    }))
                    .toList();
            threads.forEach(Thread::start);
            while (threads.stream().anyMatch(Thread::isAlive)) {
                List<RunRecord> records = mantle.history().records();
                assertThat(records).hasSizeLessThanOrEqualTo(64).doesNotHaveDuplicates();
                assertThat(records).isSortedAccordingTo((a, b) -> Long.compare(a.number(), b.number()));
            }
            assertThat(mantle.history().records()).hasSize(64);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }
}
