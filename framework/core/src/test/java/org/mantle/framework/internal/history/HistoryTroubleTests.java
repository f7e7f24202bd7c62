package org.mantle.framework.internal.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.history.AlgorithmHistory;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.testing.LogLines;
import org.mantle.framework.testing.Patience;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.type.PropertyType;

/** A history's file that others have written to, and records that no file can take. */
public class HistoryTroubleTests {

    /** What makes its own JSON. */
    static final class MadeJson implements PropertyType<Supplier<JsonElement>> {

        @Override
        public String word() {
            return "json";
        }

        @Override
        public Supplier<JsonElement> fromText(String text) {
            return () -> new JsonPrimitive(text);
        }

        @Override
        public String toText(Supplier<JsonElement> value) {
            return "made";
        }

        @Override
        @SuppressWarnings("unchecked") // the tests give nothing else
        public Supplier<JsonElement> fromObject(Object value) {
            return (Supplier<JsonElement>) value;
        }

        @Override
        public JsonElement toJson(Supplier<JsonElement> value) {
            return value.get();
        }

        @Override
        public JsonObject schema() {
            return new JsonObject();
        }
    }

    public static final Property<Supplier<JsonElement>> MADE =
            Property.of("Made", new MadeJson()).build();

    /** Deeper than can be read back. */
    private static JsonElement deep() {
        JsonElement json = new JsonArray();
        for (int level = 0; level < 100_000; level++) {
            JsonArray around = new JsonArray(1);
            around.add(json);
            json = around;
        }
        return json;
    }

    private static final Supplier<JsonElement> DEEP = HistoryTroubleTests::deep;

    /** Fails with a very long message. */
    static final class Complains extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Complains");
        }

        @Override
        protected void execute(Context run) throws IOException {
            throw new IOException("so ".repeat(3 << 20));
        }
    }

    static final class Digs extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Digs").properties(MADE);
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
        return TestHosts.builder(HistoryFileTests.Keeps.class, Digs.class, Complains.class)
                .historyFile(file())
                .build();
    }

    @Test
    void aRecordThatCannotBeWrittenIsInMemoryAndThoseAfterItAreInTheFile() throws IOException {
        try (LogLines log = new LogLines(AlgorithmHistory.class);
                Mantle mantle = host()) {
            mantle.run("Digs", Map.of("Made", DEEP));
            mantle.run("Keeps", Map.of("Text", "after"));
            mantle.run("Digs", Map.of("Made", DEEP));

            assertThat(Files.readAllLines(file())).singleElement().asString().contains("Keeps");
            assertThat(mantle.history().records())
                    .extracting(RunRecord::algorithm)
                    .containsExactly("Keeps", "Digs", "Digs");
            assertThat(mantle.history().faults()).isEmpty();
            assertThat(log.lines()).singleElement().asString().contains("a record of Digs", "2000 levels", "in memory");

            Files.delete(file());
            Files.createDirectory(file());
            mantle.run("Keeps", Map.of("Text", "nowhere to write"));

            assertThat(log.lines()).hasSize(2).element(1).asString().contains("the history cannot be written");
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
                    Duration.ofSeconds(60), () -> mantle.run("Keeps", Map.of("Text", "second"))); // goes over them
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

            assertTimeoutPreemptively(Duration.ofSeconds(60), () -> mantle.run("Keeps", Map.of("Text", "second")));

            assertThat(mantle.history().records())
                    .extracting(record -> record.inputs().get("Text"))
                    .containsExactly("second");
            assertThat(Files.size(file())).isLessThan(1000);
        }
    }

    @Test
    void aLongErrorIsCut() {
        String kept = "so ".repeat(3333) + "…";
        try (Mantle mantle = host()) {
            mantle.run("Keeps", Map.of("Text", "before"));
            assertThatExceptionOfType(AlgorithmFailedException.class)
                    .isThrownBy(() -> mantle.run("Complains", Map.of()))
                    .withMessageContaining("so so");

            assertThat(mantle.history().records()).hasSize(2);
            assertThat(mantle.history().records().get(1).error()).contains(kept);
        }
        try (Mantle mantle = TestHosts.host(Complains.class)) {
            assertThatExceptionOfType(AlgorithmFailedException.class)
                    .isThrownBy(() -> mantle.run("Complains", Map.of()));

            assertThat(mantle.history().records().get(0).error()).contains(kept);
        }
    }

    @Test
    void numbersGoOnAfterALineThatIsLongerThanTheFileShouldBe() {
        Supplier<JsonElement> wide = () -> new JsonPrimitive("x".repeat((int) HistoryFile.LIMIT + 1));
        try (Mantle mantle = host()) {
            mantle.run("Keeps", Map.of("Text", "first"));
            mantle.run("Digs", Map.of("Made", wide));
            mantle.run("Keeps", Map.of("Text", "third"));

            assertThat(mantle.history().records())
                    .last()
                    .extracting(RunRecord::number)
                    .isEqualTo(3L);
        }
    }

    @Test
    void aFileThatCannotBeMadeSmallerHasEachRunOnce() throws IOException {
        Path inTheWay =
                Files.createDirectories(folder.resolve("history.jsonl.part").resolve("x"));
        try (LogLines log = new LogLines(AlgorithmHistory.class);
                Mantle mantle = host()) {
            mantle.run("Keeps", Map.of("Text", "first"));
            Files.writeString(file(), "\n".repeat((int) HistoryFile.LIMIT - 1000), StandardOpenOption.APPEND);
            mantle.run("Keeps", Map.of("Text", "x".repeat(2000)));
            mantle.run("Keeps", Map.of("Text", "third"));

            assertThat(mantle.history().records()).extracting(RunRecord::number).containsExactly(1L, 2L, 3L);
            assertThat(log.lines()).singleElement().asString().contains(file().toString(), "cannot be made smaller");

            Files.delete(inTheWay);
            Files.delete(folder.resolve("history.jsonl.part"));
            mantle.run("Keeps", Map.of("Text", "fourth"));

            assertThat(mantle.history().records()).extracting(RunRecord::number).containsExactly(2L, 3L, 4L);
            assertThat(Files.size(file())).isLessThanOrEqualTo(HistoryFile.LIMIT / 2);
        }
    }

    @Test
    void aSlowThreadTakesNoNewerRecordAway() throws InterruptedException {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch newerIsThere = new CountDownLatch(1);
        Supplier<JsonElement> slow = () -> {
            writing.countDown();
            try {
                assertThat(newerIsThere.await(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return deep();
        };
        try (LogLines log = new LogLines(AlgorithmHistory.class);
                Mantle mantle = TestHosts.builder(Digs.class)
                        .historyFile(file())
                        .historyCapacity(1)
                        .build()) {
            Thread older = new Thread(() -> mantle.run("Digs", Map.of("Made", slow)));
            older.start();
            assertThat(writing.await(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            mantle.run("Digs", Map.of("Made", DEEP));
            newerIsThere.countDown();
            older.join();

            assertThat(mantle.history().records())
                    .singleElement()
                    .extracting(RunRecord::id)
                    .asString()
                    .endsWith("-2");
            assertThat(log.lines()).hasSize(1);
        }
    }
}
