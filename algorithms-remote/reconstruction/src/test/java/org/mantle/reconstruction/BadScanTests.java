package org.mantle.reconstruction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scans and folders with which nothing can be done: one clear line, exit code 1, and no result. */
class BadScanTests {

    @TempDir
    private Path temp;

    private Path out;

    @BeforeEach
    void choosesAFolder() {
        out = temp.resolve("out");
    }

    private void assertRefused(Path input, String... words) {
        assertRefused(Ran.run(input, out), words);
    }

    private void assertRefused(Ran ran, String... words) {
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err().lines()).hasSize(1);
        // a job runs on a host whose paths mean nothing to whoever reads this
        assertThat(ran.err()).startsWith("error: ").contains(words).doesNotContain(temp.toString());
        assertNoResults();
    }

    private void assertNoResults() {
        if (Files.exists(out)) {
            try (var files = Files.list(out)) {
                assertThat(files).isEmpty();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private Path scan(Consumer<TestScan> change) {
        TestScan scan = new TestScan(32, 15.2, TestScan.turn(20, 180)).with(Ellipse.disk(2, 1, 8, 0.05));
        scan.rows = 3;
        change.accept(scan);
        return scan.write(temp.resolve("scan.nxs"));
    }

    @Test
    void theScanUsedHereIsSoundUnlessChanged() {
        assertThat(Ran.run(scan(s -> {}), out).code()).isZero();
    }

    @Test
    void aBrokenExternalLink() {
        assertRefused(Ran.data("24888.nxs"), "instrument/detector/data", "pco1-24888.hdf", "not there");
    }

    @Test
    void anHdf5FileWithoutAScan() {
        assertRefused(SampleFiles.path("nowhere.nxs"), "no NXtomo entry in nowhere.nxs", "no Data Exchange group");
    }

    @Test
    void anEntryOfAnotherDefinition() {
        assertRefused(scan(s -> s.definition = "NXscan"), "no NXtomo entry");
    }

    @Test
    void anEntryThatIsNamedButNotThere() {
        assertRefused(Ran.run(scan(s -> {}), out, "--entry", "/entry7/tomo"), "/entry7/tomo", "no entry");
    }

    @Test
    void aGroupThatIsNamedButNoNxTomoEntry() {
        assertRefused(Ran.run(scan(s -> {}), out, "--entry", "/entry1"), "/entry1", "not an NXtomo entry");
    }

    @Test
    void aScanWithoutImages() {
        assertRefused(scan(s -> s.withData = false), "no instrument/detector/data");
    }

    @Test
    void imagesWithoutAFrameDimension() {
        assertRefused(scan(s -> s.flatImages = true), "2 dimensions", "frame, row, column");
    }

    @Test
    void moreFramesThanImageKeys() {
        assertRefused(scan(s -> s.extraKeys = -1), "22 frames", "21 image keys", "22 rotation angles");
    }

    @Test
    void moreAnglesThanFrames() {
        assertRefused(scan(s -> s.extraAngles = 1), "22 frames", "22 image keys", "23 rotation angles");
    }

    @Test
    void noFlats() {
        assertRefused(scan(s -> s.flats = 0), "no flat frames", "image_key 1");
    }

    @Test
    void noProjections() {
        assertRefused(
                scan(s -> {
                    s.degrees = new double[0];
                    s.flats = 5;
                }),
                "0 projections");
    }

    @Test
    void allProjectionsAtOneAngle() {
        assertRefused(scan(s -> s.degrees = new double[20]), "same angle");
    }

    @Test
    void anAngleThatIsNotANumber() {
        assertRefused(scan(s -> s.degrees[4] = Double.NaN), "rotation_angle of frame 6", "finite");
    }

    @Test
    void anglesInUnitsUnknown() {
        assertRefused(scan(s -> s.units = "furlongs"), "furlongs", "degrees and radians");
    }

    @Test
    void aPixelThatIsNotANumber() {
        assertRefused(
                scan(s -> s.damage = frames -> frames[9][2][17] = Float.NaN), "frame 9", "row 2", "column 17", "NaN");
    }

    @Test
    void anAxisThatTheDataDoesNotShow() {
        assertRefused(scan(s -> s.degrees = TestScan.turn(20, 90)), "axis", "--axis");
    }

    @Test
    void anAxisBesideTheDetector() {
        assertRefused(Ran.run(scan(s -> {}), out, "--axis", "31"), "--axis 31", "from 1 to 30");
    }

    @Test
    void rowsBeyondTheLast() {
        assertRefused(Ran.run(scan(s -> {}), out, "--rows", "2-3"), "--rows 2-3", "0 to 2");
    }

    @Test
    void aFileThatIsNotThere() {
        assertRefused(temp.resolve("none.nxs"), "there is no file", "none.nxs");
    }

    @Test
    void aFolderInsteadOfAFile() {
        assertRefused(temp, "not a readable file");
    }

    @Test
    void aFileThatIsNotHdf5() throws IOException {
        Path text = Files.writeString(temp.resolve("scan.nxs"), "these are not the frames you are looking for\n");
        assertRefused(text, "not an HDF5 file");
    }

    @Test
    void anEmptyFile() throws IOException {
        assertRefused(Files.createFile(temp.resolve("scan.nxs")), "not an HDF5 file");
    }

    @Test
    void aFileCutShortAnywhere() throws IOException {
        Path imagesLast = scan(s -> s.rows = 30);
        for (Path scan : List.of(Ran.data("i13-24737.nxs"), Ran.data("i13-24737-rows96-103.nxs"), imagesLast)) {
            byte[] whole = Files.readAllBytes(scan);
            for (int part = 1; part < 20; part++) {
                Path cut = Files.write(
                        temp.resolve("cut.nxs"), Arrays.copyOf(whole, (int) ((long) whole.length * part / 20)));
                Ran ran = Ran.run(cut, out, "--rows", "0-7");
                assertThat(ran.err()).as("%s cut at %d/20", scan, part).contains("cut.nxs");
                assertRefused(ran, "error: cannot read", "cut short");
            }
        }
    }

    @Test
    void anOutputFolderThatIsAFile() throws IOException {
        Files.writeString(out, "in the way");
        Ran ran = Ran.run(scan(s -> {}), out);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .contains("cannot write to the folder out (there is a file in its place)", "--output")
                .doesNotContain(temp.toString(), "Exception");
        assertThat(out).hasContent("in the way");
    }

    @Test
    void anOutputFolderBelowAFile() throws IOException {
        Files.writeString(out, "in the way");
        Ran ran = Ran.run(scan(s -> {}), out.resolve("below"));
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .contains("cannot write to the folder below (", "--output")
                .doesNotContain(temp.toString(), "Exception");
    }

    @Test
    void aFailedRunTakesAwayTheReportOfTheRunBefore() throws IOException {
        assertThat(Ran.run(scan(s -> {}), out).code()).isZero();
        assertThat(out.resolve("report.json")).exists();
        Path bad = scan(s -> s.damage = frames -> frames[21][1][1] = Float.POSITIVE_INFINITY);
        assertThat(Ran.run(bad, out).code()).isEqualTo(1);
        assertThat(out.resolve("report.json")).doesNotExist();
    }
}
