package org.mantle.framework.internal.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.history.AlgorithmHistory;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.history.UnkeptValue;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.property.UnknownPropertyException;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.run.RunState;
import org.mantle.framework.testing.LogLines;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.type.Secret;

/** A history that is kept in a file, which hosts and processes share. */
class HistoryFileTests {

    static final Property<String> TEXT = Property.string("Text").inOut().build();
    static final Property<List<Double>> NUMBERS = Property.numberList("Numbers").build();
    static final Property<Secret> PASSWORD = Property.secret("Password").build();
    static final Property<Thread> OBJECT =
            Property.of("Object", PropertyTypes.javaObject(Thread.class)).build();
    static final Property<String> MODE =
            Property.string("Mode").defaultValue("plain").build();

    static final class Keeps extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Keeps").version(2).properties(TEXT, NUMBERS, PASSWORD, OBJECT, MODE);
        }

        @Override
        protected void execute(Context run) throws IOException {
            if (run.get(MODE).equals("fail")) {
                throw new IOException("the disk \"is\" full\n\u00e9");
            }
            if (run.get(MODE).equals("parent")) {
                run.log().info("begins");
                run.log().warning("the child is small");
                run.createChild("Keeps", 0, 1)
                        .setProperty("Text", "of the child")
                        .execute();
            }
            run.set(TEXT, run.get(TEXT) + "!");
        }
    }

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("state").resolve("history.jsonl");
    }

    private Mantle host() {
        return TestHosts.builder(Keeps.class).historyFile(file()).build();
    }

    private Mantle hostWithoutTheAlgorithm() {
        return TestHosts.builder(HistoryTests.Recorded.class)
                .historyFile(file())
                .build();
    }

    @Test
    void anotherHostReadsWhatWasWritten() {
        JsonObject written;
        try (Mantle mantle = host()) {
            mantle.run(
                    "Keeps",
                    Map.of(
                            "Text",
                            "quote \" backslash \\ line\nend \u00e9 \ud83d\ude00 half \ud83d",
                            "Numbers",
                            List.of(0.1, 1e300, -0.0, Double.NaN),
                            "Password",
                            Secret.deferred("@env:SOME", () -> "pw".toCharArray()),
                            "Object",
                            Thread.currentThread()));
            assertThat(mantle.history().faults()).isEmpty();
            written = mantle.history().records().get(0).toJson();
        }
        try (Mantle mantle = host()) {
            RunRecord record = mantle.history().records().get(0);

            assertThat(record.toJson()).isEqualTo(written);
            assertThat(record).hasToString("Keeps v2 Completed");
            assertThat(record.number()).isEqualTo(1);
            assertThat(record.inputs())
                    .containsEntry("Text", "quote \" backslash \\ line\nend \u00e9 \ud83d\ude00 half \ud83d")
                    .containsEntry("Numbers", List.of(0.1, 1e300, -0.0, Double.NaN))
                    .containsEntry("Object", new UnkeptValue("Thread", "in memory only"));
            assertThat(record.inputs().get("Password"))
                    .isInstanceOfSatisfying(
                            Secret.class, kept -> assertThat(kept.reference()).isEqualTo("@env:SOME"));
            assertThat(record.value("text").orElseThrow().toString()).startsWith("quote");
            assertThat(record.value("mode")).contains("plain");
            assertThat(record.isDefault("Mode")).isTrue();
            assertThat(record.isDefault("Text")).isFalse();
            assertThat(record.ended()).isEqualTo(record.started().plus(record.duration()));
            assertThatExceptionOfType(UnknownPropertyException.class)
                    .isThrownBy(() -> record.value("Txet"))
                    .withMessageContaining("did you mean Text");
        }
    }

    @Test
    void failuresAndPartsAreThereToo() {
        try (Mantle mantle = host()) {
            assertThatExceptionOfType(AlgorithmFailedException.class)
                    .isThrownBy(() -> mantle.run("Keeps", Map.of("Mode", "fail")));
            mantle.run("Keeps", Map.of("Mode", "parent"));
        }
        try (Mantle mantle = host()) {
            List<RunRecord> records = mantle.history().records();
            assertThat(records).extracting(RunRecord::state).containsExactly(RunState.FAILED, RunState.COMPLETED);
            assertThat(records.get(0).error()).contains("the disk \"is\" full\n\u00e9");
            RunRecord parent = records.get(1);
            assertThat(parent.warnings()).singleElement().satisfies(line -> {
                assertThat(line.text()).isEqualTo("the child is small");
                assertThat(line.level()).isEqualTo(System.Logger.Level.WARNING);
            });
            RunRecord child = parent.child(0);
            assertThat(child.inputs()).containsEntry("Text", "of the child");
            assertThat(child.outputs()).containsEntry("Text", "of the child!");
            assertThat(child.number()).isEqualTo(1);
            assertThat(child.id()).isEqualTo(parent.id() + ".1");
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> parent.child(1));
        }
    }

    @Test
    void aRecordOfAnAlgorithmThatIsGoneHasItsValuesAsJson() {
        JsonObject written;
        try (Mantle mantle = host()) {
            mantle.run("Keeps", Map.of("Text", "hey", "Numbers", List.of(1.5, 2.0)));
            written = mantle.history().records().get(0).toJson();
        }
        try (Mantle mantle = hostWithoutTheAlgorithm()) {
            RunRecord record = mantle.history().records().get(0);

            assertThat(record.algorithm()).isEqualTo("Keeps");
            assertThat(record.version()).isEqualTo(2);
            assertThat(record.inputs().get("Numbers"))
                    .isInstanceOf(JsonElement.class)
                    .hasToString("[1.5,2.0]");
            assertThat(record.value("text").orElseThrow()).hasToString("\"hey\"");
            assertThat(record.isDefault("numbers")).isFalse();
            assertThatExceptionOfType(UnknownPropertyException.class).isThrownBy(() -> record.value("Mode"));
            assertThat(record.toJson()).isEqualTo(written);
        }
    }

    @Test
    void nothingIsMadeBeforeTheFirstRunAndOnlyTheOwnerCanReadIt() throws IOException {
        try (Mantle mantle = host()) {
            assertThat(mantle.history().records()).isEmpty();
            assertThat(file().getParent()).doesNotExist();

            mantle.run("Keeps", Map.of());
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())))
                .isEqualTo("rwx------");
        assertThat(Files.readAllLines(file())).hasSize(1);
    }

    @Test
    void aTornLineIsSkippedToldAndLeftAsItIs() throws IOException {
        try (Mantle mantle = host()) {
            mantle.run("Keeps", Map.of("Text", "first"));
            String torn = Files.readString(file()).strip().substring(0, 60);
            Files.writeString(file(), torn, StandardOpenOption.APPEND);
            assertThat(mantle.history().records()).hasSize(1);
            assertThat(mantle.history().faults())
                    .singleElement()
                    .asString()
                    .contains("line 2 of " + file(), "is not whole");

            mantle.run("Keeps", Map.of("Text", "second"));

            assertThat(Files.readAllLines(file())).hasSize(3).element(1).isEqualTo(torn);
            assertThat(mantle.history().records())
                    .extracting(record -> record.inputs().get("Text"))
                    .containsExactly("first", "second");
            assertThat(mantle.history().faults()).singleElement().asString().contains("line 2", "no record");
        }
    }

    @Test
    void linesThatAreNoRecordsHarmNoOthers() throws IOException {
        try (Mantle mantle = host()) {
            mantle.run("Keeps", Map.of("Text", "first"));
            String line = Files.readString(file()).strip();
            Files.writeString(
                    file(),
                    String.join(
                                    "\n",
                                    "[]",
                                    "{}",
                                    "null",
                                    "\u0000\u0000",
                                    "[".repeat(100_000),
                                    line.replace("\"Completed\"", "\"Dreamt\""),
                                    line.replace("\"version\":2", "\"version\":\"two\""),
                                    line.replaceFirst("\"started\":\"[^\"]*\"", "\"started\":\"noon\""),
                                    line.replaceFirst("\"inputs\":\\{[^}]*}", "\"inputs\":[]"),
                                    line.replace("\"children\":[]", "\"children\":[4]"),
                                    line + line,
                                    "")
                            + "\n",
                    StandardOpenOption.APPEND);

            assertThat(mantle.history().records()).hasSize(1);
            assertThat(mantle.history().faults()).hasSize(11);
            mantle.run("Keeps", Map.of("Text", "last"));
            assertThat(mantle.history().records()).hasSize(2);
        }
    }

    @Test
    void aFileFullOfOtherLinesIsReadInTimeThatItsSizeTakes() throws IOException {
        try (Mantle mantle = host()) {
            mantle.run("Keeps", Map.of("Text", "first"));
            Files.writeString(file(), "x\n".repeat(500_000), StandardOpenOption.APPEND);

            assertTimeoutPreemptively(
                    Duration.ofSeconds(60),
                    () -> assertThat(mantle.history().records()).hasSize(1));
            List<String> faults = mantle.history().faults();
            assertThat(faults).hasSize(101);
            assertThat(faults.get(0)).contains("499900 older lines");
            assertThat(faults.get(1)).contains("line 499902 of ");
            assertThat(faults.get(100)).contains("line 500001 of ");
        }
    }

    @Test
    void onlyTheNewestAreRead() {
        try (Mantle mantle = host()) {
            for (int i = 1; i <= 10; i++) {
                mantle.run("Keeps", Map.of("Text", "t" + i));
            }
        }
        try (Mantle mantle = TestHosts.builder(Keeps.class)
                .historyFile(file())
                .historyCapacity(3)
                .build()) {
            assertThat(mantle.history().records()).extracting(RunRecord::number).containsExactly(8L, 9L, 10L);
        }
    }

    @Test
    void aFileThatHasGrownTooLargeKeepsItsNewestHalf() throws IOException {
        HistoryFile small = new HistoryFile(file(), 20_000);
        LiveHistory history = new LiveHistory(1000, small, false, (name, version) -> Optional.empty());
        LiveRecord made;
        for (int i = 1; i <= 300; i++) {
            try (Mantle mantle = TestHosts.host(Keeps.class)) {
                mantle.run("Keeps", Map.of("Text", "text " + i));
                made = (LiveRecord) mantle.history().records().get(0);
            }
            long before = Files.exists(file()) ? Files.size(file()) : 0;
            history.add(made);
            long after = Files.size(file());
            assertThat(after).isLessThanOrEqualTo(after < before ? 10_000 : 20_000);
            List<RunRecord> records = history.records();
            assertThat(records.get(records.size() - 1).number()).isEqualTo(i);
        }
        List<RunRecord> records = history.records();
        assertThat(records).hasSizeGreaterThan(15).hasSizeLessThan(100);
        long first = records.get(0).number();
        assertThat(records)
                .extracting(RunRecord::number)
                .containsExactlyElementsOf(IntStream.rangeClosed((int) first, 300)
                        .mapToObj(i -> (long) i)
                        .toList());
        assertThat(history.faults()).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        try (var left = Files.list(file().getParent())) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("history.jsonl", "history.jsonl.lock");
        }
    }

    @Test
    void whatOthersMayDoWithTheFileIsTakenFromThem() throws IOException {
        try (Mantle mantle = host()) {
            mantle.run("Keeps", Map.of("Text", "first"));
            Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rwxr-xr--"));
            mantle.run("Keeps", Map.of("Text", "second"));
            assertThat(mantle.history().records()).hasSize(2);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void aLinkIsRefusedAndWhatItLeadsToStaysAsItIs() throws IOException {
        Path elsewhere =
                Files.createFile(Files.createDirectories(file().getParent()).resolve("elsewhere"));
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(file(), elsewhere);
        String why = "it is a link, which private state never follows; put the file itself there";
        try (LogLines log = new LogLines(AlgorithmHistory.class);
                Mantle mantle = host()) {
            mantle.run("Keeps", Map.of("Text", "first"));
            mantle.run("Keeps", Map.of("Text", "second"));
            assertThat(log.lines()).singleElement().asString().contains(link.toString(), why);
            assertThat(mantle.history().records()).hasSize(2);
            assertThat(mantle.history().faults())
                    .singleElement()
                    .asString()
                    .isEqualTo("the history in " + link + " cannot be read: " + why);
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> mantle.history().clear())
                    .withMessage("the history in " + link + " cannot be cleared: " + why);
        }
        assertThat(link).isSymbolicLink();
        assertThat(elsewhere).isEmptyFile();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(elsewhere)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void aRecordThatWouldTakeTooMuchOfTheFileIsKeptWithoutTheRunsInsideIt() {
        LiveRecord parent;
        try (Mantle mantle = TestHosts.host(Keeps.class)) {
            mantle.run("Keeps", Map.of("Mode", "parent"));
            parent = (LiveRecord) mantle.history().records().get(0);
        }
        for (int limit : List.of(800, 100_000)) {
            LiveHistory history =
                    new LiveHistory(10, new HistoryFile(file(), limit), false, (name, version) -> Optional.empty());
            history.add(parent);
            RunRecord kept = history.records().get(0);
            assertThat(kept.children()).hasSize(limit == 800 ? 0 : 1);
            assertThat(kept.toJson().has("childrenLeftOut")).isEqualTo(limit == 800);
            assertThat(kept.warnings()).hasSize(1);
            history.clear();
        }
    }

    @Test
    void manyThreadsOfSeveralHostsLoseNothing() throws InterruptedException, IOException {
        int hosts = 3;
        int threadsOfEach = 3;
        int runs = 50;
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        List<Mantle> mantles = IntStream.range(0, hosts).mapToObj(i -> host()).toList();
        for (Mantle mantle : mantles) {
            for (int t = 0; t < threadsOfEach; t++) {
                Thread thread = new Thread(() -> {
                    try {
                        begin.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    for (int run = 0; run < runs; run++) {
                        mantle.run("Keeps", Map.of("Text", "x".repeat(run * 40)));
                    }
                });
                thread.start();
                threads.add(thread);
            }
        }
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        mantles.forEach(Mantle::close);

        Set<Long> numbers = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (String line : Files.readAllLines(file())) {
            JsonObject record = JsonParser.parseString(line).getAsJsonObject();
            numbers.add(record.get("number").getAsLong());
            ids.add(record.get("id").getAsString());
        }
        assertThat(numbers).hasSize(hosts * threadsOfEach * runs);
        assertThat(ids).hasSize(hosts * threadsOfEach * runs);
    }

    @Test
    void anInterruptedThreadRecordsItsRunAndStaysInterrupted() {
        try (Mantle mantle = host()) {
            Thread.currentThread().interrupt();
            mantle.run("Keeps", Map.of("Text", "interrupted"));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(mantle.history().records()).hasSize(1);
            assertThat(mantle.history().faults()).isEmpty();
        }
    }

    @Test
    void whatCannotBeWrittenIsKeptInMemoryAndFailsNoRun() throws IOException {
        Files.createDirectories(file()); // a folder where the file should be
        try (LogLines log = new LogLines(AlgorithmHistory.class);
                Mantle mantle = host()) {
            Outputs outputs = mantle.run("Keeps", Map.of("Text", "one"));
            mantle.run("Keeps", Map.of("Text", "two"));

            assertThat(outputs.get(TEXT)).isEqualTo("one!");
            assertThat(mantle.history().records())
                    .extracting(record -> record.inputs().get("Text"))
                    .containsExactly("one", "two");
            assertThat(mantle.history().records()).extracting(RunRecord::number).containsExactly(1L, 2L);
            assertThat(mantle.history().faults()).singleElement().asString().contains("cannot be read");
            assertThat(log.lines()).singleElement().asString().contains(file().toString(), "in memory only");
        }
    }

    @Test
    void clearingForgetsTheFileToo() {
        try (Mantle mantle = host()) {
            mantle.run("Keeps", Map.of("Text", "one"));
            mantle.history().clear();
            assertThat(mantle.history().records()).isEmpty();
            assertThat(file()).doesNotExist();
            mantle.run("Keeps", Map.of("Text", "two"));
            assertThat(mantle.history().records()).extracting(RunRecord::number).containsExactly(1L);
        }
    }
}
