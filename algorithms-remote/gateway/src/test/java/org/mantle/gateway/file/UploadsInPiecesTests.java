package org.mantle.gateway.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.gateway.place.DataFolder;
import org.mantle.gateway.place.DataFolders;
import org.mantle.gateway.place.PathMap;
import org.mantle.gateway.place.UserFolders;
import org.mantle.gateway.store.Store;
import org.mantle.gateway.testing.SetClock;

/** What becomes of pieces whose gateway is killed, and of those that nobody goes on with. */
class UploadsInPiecesTests {

    @TempDir
    Path folder;

    private final SetClock clock = new SetClock();
    private Path target;
    private Path own;
    private Store store;

    @AfterEach
    void close() {
        store.close();
    }

    @BeforeEach
    void makeFolder() throws IOException {
        own = Files.createDirectories(folder.resolve("own"));
        store = Store.open(own);
        target = Files.createDirectories(folder.resolve("target"));
    }

    private UserFolders folders() throws IOException {
        return new DataFolders(DataFolder.open(folder.resolve("data")), new PathMap(Map.of()));
    }

    private UploadsInPieces uploads() throws IOException {
        return new UploadsInPieces(store.uploads(), own, folders(), clock, Runnable::run);
    }

    private String add(UploadsInPieces uploads, int number, String content) throws IOException {
        try (UploadsInPieces.Arrival arrival =
                uploads.begin(folders().of("fed"), target, new UploadPiece("f", number, 3))) {
            arrival.store(out -> out.write(content.getBytes(UTF_8)));
            return arrival.commit();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.toList();
        }
    }

    @Test
    void joinsAnewWhatAKilledGatewayJoinedByHalf() throws IOException {
        UploadsInPieces killed = uploads();
        add(killed, 1, "one");
        // the beginning of the second piece, of which nothing is noted yet
        Files.writeString(files().get(0), "tw", StandardOpenOption.APPEND);
        UploadsInPieces next = uploads();
        add(next, 2, "two");
        add(next, 3, "three");

        assertThat(target.resolve("f")).hasContent("onetwothree");
        assertThat(files()).containsExactly(target.resolve("f"));
    }

    @Test
    void removesWhatWasOnItsWayToAKilledGateway() throws IOException {
        UploadsInPieces killed = uploads();
        add(killed, 1, "one");
        UploadsInPieces.Arrival left = killed.begin(folders().of("fed"), target, new UploadPiece("f", 2, 3));
        left.store(out -> out.write(7));
        assertThat(files()).hasSize(2);

        uploads();

        assertThat(files()).hasSize(1);
    }

    @Test
    void forgetsWhatNobodyGoesOnWithForAWeek() throws IOException {
        add(uploads(), 1, "one");
        clock.advance(Duration.ofDays(6));
        add(uploads(), 3, "three");
        clock.advance(Duration.ofDays(6));
        uploads();
        assertThat(files()).hasSize(2);
        clock.advance(Duration.ofDays(2));

        uploads();

        assertThat(files()).isEmpty();
    }

    @Test
    void asksAgainForPiecesThatSomebodyRemoved() throws IOException {
        UploadsInPieces uploads = uploads();
        add(uploads, 2, "two");
        for (Path file : files()) {
            Files.delete(file);
        }
        assertThat(add(uploads, 1, "one")).startsWith("Piece 1 of 3");
        assertThat(add(uploads, 2, "two")).startsWith("Piece 2 of 3");
        assertThat(add(uploads, 3, "three")).startsWith("File 'f'");

        assertThat(target.resolve("f")).hasContent("onetwothree");
    }

    @Test
    void asksAgainForAllWhenWhatWasJoinedIsGone() throws IOException {
        UploadsInPieces uploads = uploads();
        add(uploads, 1, "one");
        add(uploads, 2, "two");
        for (Path file : files()) {
            Files.delete(file);
        }
        try (UploadsInPieces.Arrival arrival = uploads.begin(folders().of("fed"), target, new UploadPiece("f", 3, 3))) {
            arrival.store(out -> out.write("three".getBytes(UTF_8)));
            arrival.commit();
            assertThat(arrival.missing()).isEqualTo("1, 2");
        }
        add(uploads, 1, "one");
        assertThat(add(uploads, 2, "two")).startsWith("File 'f'");
        assertThat(target.resolve("f")).hasContent("onetwothree");
    }

    @Test
    void keepsApartWhatTwoUsersSendToOnePlace() throws IOException {
        UploadsInPieces uploads = uploads();
        add(uploads, 1, "one");
        try (UploadsInPieces.Arrival other = uploads.begin(folders().of("other"), target, new UploadPiece("f", 2, 3))) {
            other.store(out -> out.write(2));
            other.commit();
            assertThat(other.missing()).isEqualTo("1");
        }
        add(uploads, 2, "two");
        assertThat(add(uploads, 3, "three")).startsWith("File 'f'");
        assertThat(target.resolve("f")).hasContent("onetwothree");
    }

    @Test
    void theNextVersionOfAFileMayBeginAsTheOneThatIsThere() throws IOException {
        UploadsInPieces uploads = uploads();
        for (String content : List.of("onetwothree", "onetwoFOUR.", "oneTWOthree", "oneTWOthree", "ONEtwothree")) {
            List<String> pieces = List.of(content.substring(0, 3), content.substring(3, 6), content.substring(6));
            for (int number = 1; number <= 3; number++) {
                add(uploads, number, pieces.get(number - 1));
            }
            assertThat(target.resolve("f")).hasContent(content);
            assertThat(files()).containsExactly(target.resolve("f"));
        }
    }

    @Test
    void theNextVersionIsNotMixedWithOneThatItDoesNotBeginAs() throws IOException {
        UploadsInPieces uploads = uploads();
        add(uploads, 1, "one");
        add(uploads, 2, "two");
        add(uploads, 3, "three");
        // a repetition after a lost answer, then the next version from its end to its beginning
        add(uploads, 3, "three");
        add(uploads, 2, "TWO");
        add(uploads, 3, "three");
        assertThat(target.resolve("f")).hasContent("onetwothree");
        assertThat(add(uploads, 1, "ONE")).startsWith("File 'f'");
        assertThat(target.resolve("f")).hasContent("ONETWOthree");

        // one that was changed where it lies is not taken for what came
        add(uploads, 1, "ONE");
        Files.writeString(target.resolve("f"), "xxxxxxxxxxx");
        assertThat(add(uploads, 2, "two")).startsWith("Piece 2 of 3");
        add(uploads, 3, "three");
        assertThat(target.resolve("f")).hasContent("xxxxxxxxxxx");
        add(uploads, 1, "ONE");
        assertThat(target.resolve("f")).hasContent("ONEtwothree");
    }

    @Test
    void goesOnWithoutADamagedNote() throws IOException {
        UploadsInPieces uploads = uploads();
        add(uploads, 1, "one");
        String noted = store.uploads().keys().iterator().next();
        store.uploads().write(noted, "{\"target\":");
        UploadsInPieces next = uploads();
        for (int number = 1; number <= 3; number++) {
            add(next, number, "x" + number);
        }

        assertThat(target.resolve("f")).hasContent("x1x2x3");
    }

    @Test
    void takesInWhatAnEarlierGatewayNotedInFiles() throws IOException {
        UploadsInPieces uploads = uploads();
        add(uploads, 1, "one");
        String noted = store.uploads().keys().iterator().next();
        String note = store.uploads().read(noted).orElseThrow();
        store.uploads().forget(noted);
        Files.writeString(Files.createDirectories(own.resolve("pieces")).resolve("hash.json"), note);

        UploadsInPieces next = uploads();
        add(next, 2, "two");
        assertThat(add(next, 3, "three")).startsWith("File 'f'");
        assertThat(own.resolve("pieces")).doesNotExist();
    }
}
