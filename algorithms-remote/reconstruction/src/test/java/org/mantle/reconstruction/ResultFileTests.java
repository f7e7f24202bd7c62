package org.mantle.reconstruction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mantle.commons.testing.SmallDisk;

/** What the program writes, as others read it. */
class ResultFileTests {

    private static final Path I13_FEW_ROWS = Ran.data("i13-24737-rows96-103.nxs");

    @TempDir
    private Path temp;

    @Test
    void slicesAreFloatTiffImages() throws IOException {
        Ran ran = Ran.run(I13_FEW_ROWS, temp, "--rows", "4").done();
        assertThat(ran.image(4, "tif").getRaster().getDataBuffer().getDataType())
                .isEqualTo(DataBuffer.TYPE_FLOAT);
        // Tags by the TIFF 6.0 specification, sections 2, 3 and 19.
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(ran.file(4, "tif")));
        Map<Integer, Integer> tags = tags(file);
        assertThat(tags)
                .containsEntry(256, 160)
                .containsEntry(257, 160)
                .containsEntry(258, 32)
                .containsEntry(259, 1)
                .containsEntry(262, 1)
                .containsEntry(339, 3);
        assertThat(tags.getOrDefault(277, 1)).isEqualTo(1);
    }

    @Test
    void previewsAreGreyAndScaledAsTheReportSays() {
        Ran ran = Ran.run(I13_FEW_ROWS, temp, "--rows", "4").done();
        BufferedImage preview = ran.image(4, "png");
        assertThat(preview.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
        var slice = ran.report()
                .getAsJsonObject("slices")
                .getAsJsonArray("rows")
                .get(0)
                .getAsJsonObject();
        double black = slice.get("previewBlack").getAsDouble();
        double white = slice.get("previewWhite").getAsDouble();
        Ran.Image values = ran.slice(4);
        int compared = 0;
        for (int y = 40; y < 120; y++) {
            for (int x = 40; x < 120; x++) {
                double expected = Math.max(0, Math.min(255, 255 * (values.at(x, y) - black) / (white - black)));
                assertThat((double) preview.getRaster().getSample(x, y, 0)).isCloseTo(expected, within(0.51));
                compared++;
            }
        }
        assertThat(compared).isEqualTo(6400);
        assertThat(preview.getRaster().getSample(0, 0, 0)).isZero();
    }

    @Test
    void progressLinesHaveTheDocumentedForm() {
        Ran ran = Ran.run(I13_FEW_ROWS, temp).done();
        List<String> lines = ran.out().lines().toList();
        assertThat(lines).hasSize(11);
        assertThat(lines.get(0))
                .isEqualTo("input i13-24737-rows96-103.nxs: 8 rows x 160 columns, 91 projections, 1 flats, 1 darks");
        assertThat(lines.get(1)).matches("axis \\d+\\.\\d\\d columns \\(half-turn pairs, confidence \\d\\.\\d{3}\\)");
        Pattern progress = Pattern.compile("progress (\\d+\\.\\d)% slice (\\d+) of 8");
        for (int k = 1; k <= 8; k++) {
            var match = progress.matcher(lines.get(1 + k));
            assertThat(match.matches()).as(lines.get(1 + k)).isTrue();
            assertThat(match.group(2)).isEqualTo(Integer.toString(k));
            assertThat(Double.parseDouble(match.group(1))).isCloseTo(12.5 * k, within(0.051));
        }
        assertThat(lines.get(10)).matches("done 8 slices in \\d+\\.\\d s: " + temp.getFileName() + "/report\\.json");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void oneSliceIsCountedAsOneAndNoPathOfTheHostIsTold() {
        Ran ran = Ran.run(I13_FEW_ROWS, temp.resolve("out"), "--rows", "3").done();
        assertThat(ran.out().lines().toList().get(3)).matches("done 1 slice in \\d+\\.\\d s: out/report\\.json");
        assertThat(ran.out()).doesNotContain(temp.toString());
    }

    @Test
    void missingDarksAndAMissingWedgeAreNoticed() {
        TestScan scan = new TestScan(64, 31, TestScan.turn(60, 120)).with(Ellipse.disk(3, 2, 12, 0.02));
        scan.darks = 0;
        scan.damage = frames -> {
            for (float[][] frame : frames) {
                for (int x = 0; x < frame[0].length; x++) {
                    frame[0][x] -= TestScan.DARK;
                }
            }
        };
        Ran ran = Ran.run(scan.write(temp.resolve("scan.nxs")), temp.resolve("out"), "--axis", "31")
                .done();
        assertThat(ran.out()).contains("notice no dark frames", "notice no projections over 62.0 degrees");
        assertThat(ran.report().getAsJsonArray("notices")).hasSize(2);
        assertThat(ran.slice(0).mean(Ellipse.disk(3, 2, 8, 0), 0)).isGreaterThan(0.01);
    }

    @ParameterizedTest
    @CsvSource({"2.2, um, 0.0022", "1.5e-6, m, 0.0015", "0.01, mm, 0.01"})
    void thePixelSizeIsReported(double size, String units, double millimetres) {
        assertThat(withPixelSize(size, units).get("pixelSizeMillimetres").getAsDouble())
                .isCloseTo(millimetres, within(1e-12));
    }

    @Test
    void aPixelSizeThatIsNoneIsNotReported() {
        assertThat(withPixelSize("24888", "um").has("pixelSizeMillimetres")).isFalse();
        assertThat(withPixelSize(2.2, null).has("pixelSizeMillimetres")).isFalse();
        assertThat(withPixelSize(-1.0, "mm").has("pixelSizeMillimetres")).isFalse();
    }

    private JsonObject withPixelSize(Object size, @Nullable String units) {
        TestScan scan = new TestScan(32, 15, TestScan.turn(30, 180)).with(Ellipse.disk(1, 2, 8, 0.02));
        scan.pixelSize = size;
        scan.pixelUnits = units;
        return Ran.run(scan.write(temp.resolve("scan.nxs")), temp.resolve("out"), "--axis", "15")
                .done()
                .report()
                .getAsJsonObject("input");
    }

    @Test
    void deadPixelsAndDarkSpotsAreRepaired() {
        TestScan scan = new TestScan(64, 31, TestScan.turn(90, 180)).with(Ellipse.disk(3, 2, 12, 0.02));
        scan.damage = frames -> {
            for (float[][] frame : frames) {
                frame[0][20] = 0;
                frame[0][21] = 0;
            }
            frames[40][0][30] = TestScan.DARK - 5;
        };
        Ran ran = Ran.run(scan.write(temp.resolve("scan.nxs")), temp.resolve("out"), "--axis", "31")
                .done();
        var correction = ran.report().getAsJsonObject("correction");
        assertThat(correction.get("deadPixels").getAsInt()).isEqualTo(2);
        assertThat(correction.get("clampedPixels").getAsInt()).isEqualTo(1);
        assertThat(ran.slice(0).mean(Ellipse.disk(3, 2, 12, 0), -3)).isCloseTo(0.02, within(0.001));
    }

    @Test
    void earlierResultsAreReplacedAndNoPartsAreLeft() throws IOException {
        Files.writeString(temp.resolve("slice_0004.tif"), "old");
        Files.writeString(temp.resolve("slice_0004.tif.part"), "left by a killed run ".repeat(10_000));
        Ran ran = Ran.run(I13_FEW_ROWS, temp, "--rows", "4").done();
        assertThat(ran.image(4, "tif").getWidth()).isEqualTo(160);
        assertThat(Files.size(ran.file(4, "tif"))).isLessThan(110_000);
        try (Stream<Path> files = Files.list(temp)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "slice_0004.tif",
                            "slice_0004.png",
                            "overview_sinogram.png",
                            "overview_axis.png",
                            "report.json");
        }
    }

    @Test
    void aFullDiskLeavesNothingHalfWritten() throws Exception {
        try (SmallDisk disk = SmallDisk.at(Files.createDirectory(temp.resolve("disk")), "size=256k")) {
            Path out = disk.folder().resolve("out");
            Ran ran = Ran.run(I13_FEW_ROWS, out);
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.err()).matches("error: cannot write .*slice_000\\d\\.(tif|png): No space left on device\\R");
            assertThat(out.resolve("report.json")).doesNotExist();
            try (Stream<Path> files = Files.list(out)) {
                for (Path file : files.toList()) {
                    assertThat(file.toString()).doesNotEndWith(".part");
                    assertThat(javax.imageio.ImageIO.read(file.toFile())).isNotNull();
                }
            }
        }
    }

    @Test
    void aFolderThatIsReadOnlyIsRefusedBeforeAnyWork() throws Exception {
        try (SmallDisk disk = SmallDisk.at(Files.createDirectory(temp.resolve("disk")), "ro")) {
            Ran ran = Ran.run(I13_FEW_ROWS, disk.folder());
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.err()).contains("cannot write to the folder disk", "--output");
            assertThat(ran.out()).doesNotContain("axis");
        }
    }

    @Test
    void aScanLargerThanTheHeapIsReconstructedInSeveralPasses() throws Exception {
        TestScan scan = new TestScan(64, 31.5, TestScan.turn(724, 181)).with(Ellipse.disk(2.5, -5, 15, 0.02));
        // Sinograms of 30 MB.
        scan.rows = 160;
        Path input = scan.write(temp.resolve("scan.nxs"));
        Path out = temp.resolve("out");
        String path = Stream.of("java.class.path", "jdk.module.path")
                .map(name -> System.getProperty(name, ""))
                .filter(value -> !value.isEmpty())
                .reduce((a, b) -> a + java.io.File.pathSeparator + b)
                .orElseThrow();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-cp",
                        path,
                        "org.mantle.reconstruction.Reconstruct",
                        input.toString(),
                        "--output",
                        out.toString(),
                        "--threads",
                        "2")
                .redirectError(temp.resolve("err").toFile())
                .redirectOutput(temp.resolve("out.txt").toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(temp.resolve("err"))).isZero();
        assertThat(Files.readString(temp.resolve("err"))).isEmpty();
        Ran ran = new Ran(0, "", "", out);
        for (int row : new int[] {0, 80, 159}) {
            assertThat(ran.slice(row).mean(scan.sample.get(0), -3)).isCloseTo(0.02, within(0.0004));
        }
    }

    /** Returns the first value of each tag of the first image, as far as it stands in the directory itself. */
    private static Map<Integer, Integer> tags(ByteBuffer file) {
        file.order(file.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        assertThat(file.getShort(2)).isEqualTo((short) 42);
        int directory = file.getInt(4);
        Map<Integer, Integer> tags = new HashMap<>();
        for (int i = 0; i < file.getShort(directory); i++) {
            int at = directory + 2 + 12 * i;
            int type = file.getShort(at + 2);
            tags.put(file.getShort(at) & 0xffff, type == 3 ? file.getShort(at + 8) & 0xffff : file.getInt(at + 8));
        }
        return tags;
    }
}
