package org.mantle.framework.internal.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.history.RecordStore;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.property.Property;
import org.mantle.framework.testing.TestHosts;

/** What a history does with a store; that of files, and any other, is held to the contract of the test kit. */
class RecordStoreTests {

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

    private static Mantle host(RecordStore store) {
        return TestHosts.builder(Counts.class)
                .recordStore(store)
                .historyCapacity(10)
                .build();
    }

    private static List<Object> numbers(Mantle mantle) {
        return mantle.history().records().stream()
                .map(record -> record.inputs().get("Number"))
                .toList();
    }

    @Test
    void aRecordThatItsReaderRefusesIsAFaultAndTheOthersAreThere(@TempDir Path folder) throws Exception {
        RecordStore store = new HistoryFile(folder.resolve("history.jsonl"), HistoryFile.LIMIT);
        try (Mantle mantle = host(store)) {
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
        try (Mantle mantle = host(new Full())) {
            mantle.run("Counts", Map.of("Number", 7));
            assertThat(numbers(mantle)).containsExactly(7);
            assertThat(mantle.history().records().get(0).value("Number")).isEqualTo(Optional.of(7));
        }
    }

    /** Each sees what its own algorithms make of the records: the algorithm that ran is not there in the other. */
    @Test
    void twoHostsOfOneStoreReadItEachForItself(@TempDir Path folder) {
        RecordStore store = new HistoryFile(folder.resolve("history.jsonl"), HistoryFile.LIMIT);
        try (Mantle counting = host(store);
                Mantle other = TestHosts.builder()
                        .recordStore(store)
                        .historyCapacity(10)
                        .build()) {
            counting.run("Counts", Map.of("Number", 7));

            assertThat(numbers(counting)).containsExactly(7);
            assertThat(numbers(other)).containsExactly(new JsonPrimitive(7));
            assertThat(numbers(counting)).containsExactly(7);
        }
    }
}
