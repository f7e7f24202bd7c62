package org.mantle.reconstruction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void theScanUsedHereIsSoundWhereItIsWhole(@TempDir Path folder) {
        assertThat(run("plain", folder, "--axis", "7.3").out()).doesNotContain("never written");
    }
}
