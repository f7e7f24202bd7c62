package org.mantle.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A history's file that others have written to, and records that no file can take. */
class HistoryTroubleTests {

    /** A text whose JSON is that text inside many lists. */
    static final class Deep implements PropertyType<String> {

        @Override
        public String word() {
            return "deep";
        }

        @Override
        public String fromText(String text) {
            return text;
        }

        @Override
        public String toText(String value) {
            return value;
        }

        @Override
        public String fromObject(Object value) {
            return (String) value;
        }

        @Override
        public JsonElement toJson(String value) {
            JsonElement json = new JsonPrimitive(value);
            for (int level = 0; level < 100_000; level++) {
                JsonArray around = new JsonArray(1);
                around.add(json);
                json = around;
            }
            return json;
        }

        @Override
        public JsonObject schema() {
            return new JsonObject();
        }
    }

    static final Property<String> DEEP =
            Property.of("Deep", new Deep()).defaultValue("").build();

    static final class Digs extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Digs").properties(DEEP);
        }

        @Override
        protected void execute(Context run) {}
    }

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("history.jsonl");
    }

    private Mantle host() {
        return TestHosts.builder(HistoryFileTests.Keeps.class, Digs.class)
                .historyFile(file())
                .build();
    }

    @Test
    void aRecordThatCannotBeWrittenIsInMemoryAndThoseAfterItAreInTheFile() throws IOException {
        try (LogLines log = new LogLines(HistoryFile.class);
                Mantle mantle = host()) {
            mantle.run("Digs", Map.of("Deep", "down"));
            mantle.run("Keeps", Map.of("Text", "after"));
            mantle.run("Digs", Map.of("Deep", "down again"));

            assertThat(Files.readAllLines(file())).singleElement().asString().contains("Keeps");
            assertThat(mantle.history().records())
                    .extracting(RunRecord::algorithm)
                    .containsExactly("Keeps", "Digs", "Digs");
            assertThat(mantle.history().faults()).isEmpty();
            assertThat(log.lines()).singleElement().asString().contains("2000 levels", "in memory only");
        }
    }

    @Test
    void aFileFullOfOtherLinesIsAppendedToInTimeThatItsSizeTakes() throws IOException {
        try (Mantle mantle = host()) {
            mantle.run("Keeps", Map.of("Text", "first"));
            byte[] lines = new byte[(int) HistoryFile.LIMIT - 2000];
            Arrays.fill(lines, (byte) '\n');
            Files.write(file(), lines, StandardOpenOption.APPEND);

            assertTimeoutPreemptively(
                    Duration.ofSeconds(10), () -> mantle.run("Keeps", Map.of("Text", "second"))); // goes over them
            mantle.run("Keeps", Map.of("Text", "x".repeat(2000))); // makes the file smaller

            assertThat(mantle.history().records()).extracting(RunRecord::number).containsExactly(2L, 3L);
            assertThat(Files.size(file())).isLessThanOrEqualTo(HistoryFile.LIMIT / 2);
        }
    }

    @Test
    void aFileWithALineWithoutEndIsNotReadWholeAndMadeSmallByTheNextRun() throws IOException {
        try (Mantle mantle = host()) {
            mantle.run("Keeps", Map.of("Text", "first"));
            try (RandomAccessFile large = new RandomAccessFile(file().toFile(), "rw")) {
                large.setLength(1L << 40); // takes no room on the disk
            }
            assertThat(mantle.history().records()).isEmpty();
            assertThat(mantle.history().faults())
                    .singleElement()
                    .asString()
                    .contains("cannot be read: it has 1099511627776 bytes", "the next run");

            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> mantle.run("Keeps", Map.of("Text", "second")));

            assertThat(mantle.history().records())
                    .extracting(record -> record.inputs().get("Text"))
                    .containsExactly("second");
            assertThat(Files.size(file())).isLessThan(1000);
        }
    }
}
