package org.mantle.framework.internal.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.history.RecordStore;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.property.Property;
import org.mantle.framework.testing.TestHosts;

/** What every store of records promises; a new one extends this. */
abstract class RecordStoreContract {

    /** Opens the store, which is empty the first time in each test and holds what was appended the next times. */
    abstract RecordStore open() throws Exception;

    static final class Counts extends Algorithm {

        static final Property<Integer> NUMBER =
                Property.integer("Number").defaultValue(0).build();

        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Counts").properties(NUMBER);
        }

        @Override
        protected void execute(Context run) {}
    }

    private Mantle host(RecordStore store, int capacity) {
        return TestHosts.builder(Counts.class)
                .recordStore(store)
                .historyCapacity(capacity)
                .build();
    }

    private static List<Object> numbers(Mantle mantle) {
        return mantle.history().records().stream()
                .map(record -> record.inputs().get("Number"))
                .toList();
    }

    @Test
    void theNewestRecordsAreThereInTheirOrderForTheNextHostToo() throws Exception {
        try (Mantle mantle = host(open(), 10)) {
            for (int number = 1; number <= 5; number++) {
                mantle.run("Counts", Map.of("Number", number));
            }
            assertThat(numbers(mantle)).containsExactly(1, 2, 3, 4, 5);
        }
        try (Mantle mantle = host(open(), 3)) {
            assertThat(numbers(mantle)).containsExactly(3, 4, 5);
            assertThat(mantle.history().records()).extracting(RunRecord::number).containsExactly(3L, 4L, 5L);
            assertThat(mantle.history().faults()).isEmpty();
        }
    }

    @Test
    void twoHostsThatUseItAtATimeLoseNothingAndNumberEachRecordOnce() throws Exception {
        try (Mantle one = host(open(), 1000);
                Mantle other = host(open(), 1000)) {
            Thread elsewhere = new Thread(() -> {
                for (int number = 1; number <= 100; number++) {
                    other.run("Counts", Map.of("Number", 1000 + number));
                }
            });
            elsewhere.start();
            for (int number = 1; number <= 100; number++) {
                one.run("Counts", Map.of("Number", number));
            }
            elsewhere.join();

            assertThat(numbers(one))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    IntStream.rangeClosed(1, 100).boxed(),
                                    IntStream.rangeClosed(1001, 1100).boxed())
                            .<Object>map(number -> number)
                            .toList());
            assertThat(one.history().records()).extracting(RunRecord::number).doesNotHaveDuplicates();
            assertThat(numbers(one)).isEqualTo(numbers(other));
        }
    }

    @Test
    void whatIsClearedIsGoneForEveryHost() throws Exception {
        try (Mantle one = host(open(), 10);
                Mantle other = host(open(), 10)) {
            one.run("Counts", Map.of("Number", 1));
            assertThat(numbers(other)).containsExactly(1);

            other.history().clear();

            assertThat(numbers(one)).isEmpty();
            one.run("Counts", Map.of("Number", 2));
            assertThat(numbers(other)).containsExactly(2);
        }
    }

    @Test
    void aRecordThatItsReaderRefusesIsAFaultAndTheOthersAreThere() throws Exception {
        RecordStore store = open();
        try (Mantle mantle = host(store, 10)) {
            mantle.run("Counts", Map.of("Number", 1));
            store.append(new JsonObject());
            mantle.run("Counts", Map.of("Number", 2));

            assertThat(numbers(mantle)).containsExactly(1, 2);
            assertThat(mantle.history().faults()).hasSize(1);
        }
    }

    /** A store that is full. */
    private static final class Full implements RecordStore {

        @Override
        public void append(JsonObject record) throws IOException {
            throw new IOException("it is full");
        }

        @Override
        public Contents newest(int most, Function<JsonObject, RunRecord> reader) {
            return new Contents(List.of(), List.of());
        }

        @Override
        public void clear() {}
    }

    @Test
    void whatAStoreCannotKeepIsKeptInMemory() {
        try (Mantle mantle = host(new Full(), 10)) {
            mantle.run("Counts", Map.of("Number", 7));
            assertThat(numbers(mantle)).containsExactly(7);
            assertThat(mantle.history().records().get(0).value("Number")).isEqualTo(Optional.of(7));
        }
    }
}
