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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.gateway.place.DataFolder;
import org.mantle.gateway.place.DataFolders;
import org.mantle.gateway.place.PathMap;
import org.mantle.gateway.place.UserFolders;
import org.mantle.gateway.testing.SetClock;

/** What becomes of pieces whose gateway is killed, and of those that nobody goes on with. */
class UploadsInPiecesTests {

    @TempDir
    Path folder;

    private final SetClock clock = new SetClock();
    private Path target;

    @BeforeEach
    void makeFolder() throws IOException {
        target = Files.createDirectories(folder.resolve("target"));
    }

    private UserFolders folders() throws IOException {
        return new DataFolders(DataFolder.open(folder.resolve("data")), new PathMap(Map.of()));
    }

    private UploadsInPieces uploads() throws IOException {
        return new UploadsInPieces(Files.createDirectories(folder.resolve("own")), folders(), clock, Runnable::run);
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
    void goesOnWithoutADamagedNote() throws IOException {
        UploadsInPieces uploads = uploads();
        add(uploads, 1, "one");
        try (Stream<Path> notes = Files.list(folder.resolve("own/pieces"))) {
            Files.writeString(notes.findFirst().orElseThrow(), "{\"target\":");
        }
        UploadsInPieces next = uploads();
        for (int number = 1; number <= 3; number++) {
            add(next, number, "x" + number);
        }

        assertThat(target.resolve("f")).hasContent("x1x2x3");
    }
}
