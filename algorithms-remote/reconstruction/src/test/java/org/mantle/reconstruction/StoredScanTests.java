package org.mantle.reconstruction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mantle.reconstruction.hdf.HdfTree;
import org.mantle.reconstruction.hdf.NumberArray;
import org.mantle.reconstruction.hdf.UnreadableException;

/** One scan in every kind of storage that HDF5 has: the slices of the scan stored plainly, or a refusal that names the kind. */
class StoredScanTests {

    private static final int ROWS = 2;

    /** What the refusal of a kind says. */
    private static final Map<String, String> REFUSALS = Map.ofEntries(
            Map.entry("refused-never-written", "no frame of /refused-never-written was ever written"),
            Map.entry("refused-flat-never-written", "frame 1, a flat or a dark, was never written"),
            Map.entry("refused-no-fill-value", "never written, and the file gives no value"),
            Map.entry("refused-virtual", "a virtual dataset"),
            Map.entry("refused-external-bytes", "external files"),
            Map.entry("refused-scale-offset", "the scale-offset filter"),
            Map.entry("refused-n-bit", "the n-bit filter"),
            Map.entry("refused-szip", "szip compression"),
            Map.entry("refused-blosc", "Blosc compression (filter 32001)"),
            Map.entry("refused-long-double", "numbers of 16 bytes"),
            Map.entry("refused-texts", "does not hold numbers"),
            Map.entry("damaged-checksum", "a chunk does not fit its checksum"));

    /** The kinds that another program can write anew as this one reads them. */
    private static final List<String> REPACKED =
            List.of("virtual", "external-bytes", "scale-offset", "n-bit", "szip", "blosc");

    @TempDir
    private static Path temp;

    private static final Map<String, Path> FILES = new ConcurrentHashMap<>();

    private static Path file(String name) {
        return FILES.computeIfAbsent(name, packed -> SampleFiles.unpack(packed, temp));
    }

    private static Stream<Arguments> kinds(boolean sound) {
        return Stream.of("storage.nxs", "storage-latest.nxs").flatMap(name -> {
            try (HdfTree tree = HdfTree.open(file(name))) {
                return tree.root().names().stream()
                        .filter(kind -> !kind.startsWith("plain") && sound != REFUSALS.containsKey(kind))
                        .map(kind -> Arguments.of(name, kind));
            } catch (UnreadableException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    static Stream<Arguments> sound() {
        return kinds(true).filter(kind -> !isUnwritten(kind));
    }

    static Stream<Arguments> unwritten() {
        return kinds(true).filter(StoredScanTests::isUnwritten);
    }

    private static boolean isUnwritten(Arguments kind) {
        return String.valueOf(kind.get()[1]).matches("(half|gaps).*");
    }

    private static String plain(String kind) {
        int dashes = kind.indexOf("--");
        return dashes < 0 ? "plain" : kind.substring(dashes + 2);
    }

    static Stream<Arguments> refused() {
        return kinds(false);
    }

    private static Ran run(String name, String kind, Path folder) {
        return Ran.run(file(name), folder, "--entry", "/" + kind, "--axis", "7.3");
    }

    @ParameterizedTest
    @MethodSource
    void sound(String name, String kind, @TempDir Path folder) {
        Ran ran = run(name, kind, folder.resolve("out")).done();
        Ran expected = run(name, plain(kind), folder.resolve("plain")).done();
        for (int row = 0; row < ROWS; row++) {
            assertThat(ran.slice(row).values()).isEqualTo(expected.slice(row).values());
        }
    }

    @ParameterizedTest
    @MethodSource
    void refused(String name, String kind, @TempDir Path folder) {
        Ran ran = run(name, kind, folder.resolve("out"));
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.err()).startsWith("error: ").contains(REFUSALS.get(kind));
        assertThat(folder.resolve("out").resolve("slice_0000.tif")).doesNotExist();
        boolean whole = !kind.startsWith("damaged");
        assertThat(ran.err().contains("transfer it again")).isEqualTo(!whole);
        boolean filtered = REPACKED.stream().anyMatch(kind::endsWith);
        assertThat(ran.err().contains("h5repack")).isEqualTo(filtered);
    }

    @ParameterizedTest
    @MethodSource
    void unwritten(String name, String kind) throws UnreadableException {
        try (HdfTree tree = HdfTree.open(file(name))) {
            NumberArray numbers = data(tree, kind);
            assertThat(numbers.unwritten().isEmpty()).isFalse();
            assertThat(numbers.all()).isEqualTo(data(tree, plain(kind)).all());
        }
    }

    private static NumberArray data(HdfTree tree, String kind) throws UnreadableException {
        return tree.find(tree.root(), kind + "/instrument/detector/data")
                .orElseThrow()
                .numbers();
    }

    @Test
    void framesThatWereNeverWrittenGiveANotice(@TempDir Path folder) {
        String notice =
                "notice 10 of 20 projections (the first is frame 12) were never written, or only in part, and are left out";
        assertThat(run("storage.nxs", "half-filled--plain-half-65535", folder).out())
                .contains(notice);
        assertThat(run("storage.nxs", "plain-half-65535", folder).out()).doesNotContain("never written");
    }

    @Test
    void aFileWithShortAddressesIsRefused(@TempDir Path folder) {
        Ran ran = Ran.run(SampleFiles.path("short-addresses.nxs"), folder);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("addresses of 4 bytes").doesNotContain("transfer it again");
    }

    @Test
    void theKindsAreAllThere() {
        assertThat(sound()).hasSizeGreaterThan(90);
        assertThat(unwritten()).hasSize(14);
        assertThat(refused()).hasSize(2 * REFUSALS.size());
    }

    @ParameterizedTest
    @CsvSource({
        "large-chunks.nxs, wide",
        "large-chunks.nxs, long",
        "large-chunks-latest.nxs, wide",
        "large-chunks-latest.nxs, long"
    })
    void chunksTooLargeForThisProgramAreNoDamage(String name, String entry) {
        Ran ran = Ran.run(SampleFiles.path(name), temp.resolve("out"), "--entry", entry, "--axis", "7.3");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .contains("/" + entry + "/instrument/detector/data has chunks of 2 GiB or more")
                .contains("h5repack -l /" + entry + "/instrument/detector/data:CHUNK=1xROWSxCOLUMNS OLD NEW")
                .doesNotContain("transfer it again");
    }
}
