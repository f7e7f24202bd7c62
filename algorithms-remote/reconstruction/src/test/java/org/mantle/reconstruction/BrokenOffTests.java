package org.mantle.reconstruction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mantle.reconstruction.hdf.HdfTree;
import org.mantle.reconstruction.hdf.NumberArray;

/** Scans whose writer ended before its time: nothing that was never written is taken for measured. */
class BrokenOffTests {

    @TempDir
    private static Path temp;

    private static Path scans;

    @BeforeAll
    static void unpacks() {
        scans = SampleFiles.unpack("broken-off.nxs", temp);
    }

    private static Ran run(String kind, Path folder, String... more) {
        return Ran.run(
                scans,
                folder,
                Stream.concat(Stream.of("--entry", "/" + kind), Stream.of(more)).toArray(String[]::new));
    }

    private static void assertRefused(Ran ran, String... words) {
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.err()).startsWith("error: ").contains(words);
        assertThat(ran.folder()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "angles-never, sample/rotation_angle, 0",
        "angles-never-in-chunks, sample/rotation_angle, 0",
        "angles-half, sample/rotation_angle, 10",
        "angles-last, sample/rotation_angle, 21",
        "keys-never, instrument/detector/image_key, 0",
        "keys-half, instrument/detector/image_key, 10",
    })
    void anglesAndKeysMustBeWritten(String kind, String name, int first, @TempDir Path folder) {
        assertRefused(
                run(kind, folder.resolve("out"), "--axis", "7.3"),
                "/" + kind + "/" + name + " was never written, or only in part (element " + first + " is missing)",
                "broken off",
                "as it was after the measurement");
    }

    @Test
    void theAnglesOfADataExchangeFileMustBeWritten(@TempDir Path folder) {
        assertRefused(
                Ran.run(SampleFiles.path("broken-off.h5"), folder.resolve("out"), "--axis", "7.3"),
                "/exchange/theta was never written, or only in part (element 10 is missing)");
    }

    @Test
    void projectionsThatWereNeverWrittenAreLeftOut(@TempDir Path folder) throws Exception {
        Ran ran = run("frames-half", folder.resolve("out"), "--axis", "7.3").done();
        assertThat(ran.out())
                .contains(
                        "2 rows x 16 columns, 10 projections, 1 flats, 1 darks",
                        "notice 10 of 20 projections (the first is frame 12) were never written, or only in part, and are left out",
                        "notice no projections over 99.0 degrees");
        Ran without = Ran.run(firstHalf(folder.resolve("half.nxs")), folder.resolve("half"), "--axis", "7.3")
                .done();
        for (int row = 0; row < 2; row++) {
            assertThat(ran.slice(row).values()).isEqualTo(without.slice(row).values());
        }
    }

    @Test
    void anAxisThatCannotBeFoundForThemSaysSo(@TempDir Path folder) {
        Ran ran = run("frames-half", folder);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .contains(
                        "the rotation axis cannot be found",
                        "10 of 20 projections (the first is frame 12) were never written",
                        "--axis");
    }

    @ParameterizedTest
    @CsvSource({"frames-flats-only, 20, 2", "frames-one-view, 19, 3"})
    void tooFewProjectionsThatWereWrittenAreRefused(String kind, int missing, int first, @TempDir Path folder) {
        assertRefused(
                run(kind, folder.resolve("out"), "--axis", "7.3"),
                "too few projections of /" + kind,
                missing + " of 20 projections (the first is frame " + first + ") were never written",
                "as it was after the measurement");
    }

    /** Writes the scan with its first ten projections only. */
    private static Path firstHalf(Path target) throws Exception {
        try (HdfTree tree = HdfTree.open(scans)) {
            NumberArray data = tree.find(tree.root(), "plain/instrument/detector/data")
                    .orElseThrow()
                    .numbers();
            TestScan half = new TestScan(16, 7.3, Arrays.copyOf(TestScan.turn(20, 180), 10));
            half.rows = 2;
            half.damage = frames -> {
                for (int frame = 0; frame < frames.length; frame++) {
                    for (int row = 0; row < 2; row++) {
                        frames[frame][row] = data.read(new int[] {frame, row, 0}, new int[] {1, 1, 16});
                    }
                }
            };
            return half.write(target);
        }
    }

    @Test
    void theScanUsedHereIsSoundWhereItIsWhole(@TempDir Path folder) {
        assertThat(run("plain", folder, "--axis", "7.3").out()).doesNotContain("never written");
    }
}
