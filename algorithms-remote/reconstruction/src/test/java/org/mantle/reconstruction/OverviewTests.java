package org.mantle.reconstruction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pictures of a whole stack, and the stack in one file. */
class OverviewTests {

    private static final int COLUMNS = 64;
    private static final int GAP = 4;
    private static final Ellipse DISK = Ellipse.disk(8, 5, 12, 0.02);

    @TempDir
    private Path temp;

    /** Makes a scan whose disk is seen from one row on; the rows above it are air. */
    private Path scan(int rows, int firstRowOfDisk) {
        TestScan scan = new TestScan(COLUMNS, 30.6, TestScan.turn(91, 182)).with(DISK);
        scan.rows = rows;
        scan.noise = 0.002;
        scan.pixelSize = 0.05;
        scan.pixelUnits = "mm";
        scan.damage = frames -> {
            for (int f = 2; f < frames.length; f++) {
                for (int r = 0; r < firstRowOfDisk; r++) {
                    for (int x = 0; x < COLUMNS; x++) {
                        // What the noise made of the sample tells nothing here; the air has some of its own.
                        frames[f][r][x] = TestScan.FLAT + (f * 31 + x * 17 + r * 7) % 97;
                    }
                }
            }
        };
        return scan.write(temp.resolve("scan.nxs"));
    }

    private BufferedImage picture(Ran ran, String name) throws IOException {
        return ImageIO.read(ran.folder().resolve("overview_" + name + ".png").toFile());
    }

    private static int grey(BufferedImage image, int x, int y) {
        return image.getRaster().getSample(x, y, 0);
    }

    private static int brightest(BufferedImage image) {
        Raster raster = image.getRaster();
        return Arrays.stream(raster.getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null))
                .max()
                .orElseThrow();
    }

    @Test
    void allPreviewsHaveOneScaleSoThatAirStaysDark() {
        Ran ran = Ran.run(scan(10, 9), temp.resolve("out")).done();
        assertThat(brightest(ran.image(9, "png"))).isEqualTo(255);
        for (int row = 0; row < 9; row++) {
            assertThat(brightest(ran.image(row, "png"))).as("row %d", row).isLessThan(100);
        }
        JsonArray rows = ran.report().getAsJsonObject("slices").getAsJsonArray("rows");
        for (String end : List.of("previewBlack", "previewWhite")) {
            assertThat(StreamSupport.stream(rows.spliterator(), false)
                            .map(row -> row.getAsJsonObject().get(end).getAsFloat())
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void theMontageShowsSlicesFromTheFirstToTheLast() throws IOException {
        Ran ran = Ran.run(scan(40, 20), temp.resolve("out"), "--rows", "3-39").done();
        BufferedImage montage = picture(ran, "montage");
        assertThat(montage.getWidth()).isEqualTo(4 * COLUMNS + 3 * GAP);
        assertThat(montage.getHeight()).isEqualTo(4 * COLUMNS + 3 * GAP);
        JsonArray rows = ran.report().getAsJsonObject("overview").getAsJsonArray("montageRows");
        assertThat(rows).hasSize(16);
        assertThat(rows.get(0).getAsInt()).isEqualTo(3);
        assertThat(rows.get(15).getAsInt()).isEqualTo(39);
        for (int tile = 0; tile < 16; tile++) {
            int left = tile % 4 * (COLUMNS + GAP);
            int top = tile / 4 * (COLUMNS + GAP);
            assertThat(grey(montage, left + 39, top + 26) > 128)
                    .as("the disk in tile %d", tile)
                    .isEqualTo(rows.get(tile).getAsInt() >= 20);
        }
    }

    @Test
    void threeCutsGoThroughTheMiddle() throws IOException {
        Ran ran = Ran.run(scan(30, 10), temp.resolve("out")).done();
        BufferedImage cuts = picture(ran, "cuts");
        assertThat(cuts.getWidth()).isEqualTo(COLUMNS + GAP + 30);
        assertThat(cuts.getHeight()).isEqualTo(COLUMNS + GAP + 30);
        BufferedImage middle = ran.image(15, "png");
        for (int i = 0; i < COLUMNS; i++) {
            assertThat(grey(cuts, i, 20)).isEqualTo(grey(middle, i, 20));
            assertThat(grey(cuts, i, COLUMNS + GAP + 15)).isEqualTo(grey(middle, i, COLUMNS / 2));
            assertThat(grey(cuts, COLUMNS + GAP + 15, i)).isEqualTo(grey(middle, COLUMNS / 2, i));
        }
        assertThat(grey(cuts, 39, COLUMNS + GAP + 9)).isLessThan(100);
        assertThat(grey(cuts, 39, COLUMNS + GAP + 10)).isGreaterThan(100);
    }

    @Test
    void theSinogramShowsEachProjectionOfTheMiddleRow() throws IOException {
        Ran ran = Ran.run(scan(3, 0), temp.resolve("out")).done();
        BufferedImage sinogram = picture(ran, "sinogram");
        assertThat(sinogram.getWidth()).isEqualTo(COLUMNS);
        assertThat(sinogram.getHeight()).isEqualTo(91);
        // At angle 0 the disk is seen about column 30.6 + 8.
        assertThat(grey(sinogram, 38, 0)).isGreaterThan(200);
        assertThat(grey(sinogram, 10, 0)).isLessThan(30);
        assertThat(ran.report().getAsJsonObject("overview").get("middleRow").getAsInt())
                .isEqualTo(1);
    }

    @Test
    void theAxisIsShownBetweenTwoThatAreWorse() throws IOException {
        Ran ran = Ran.run(scan(3, 0), temp.resolve("out")).done();
        JsonArray axes = ran.report().getAsJsonObject("overview").getAsJsonArray("axisColumns");
        double axis = ran.axis();
        assertThat(axes).hasSize(3);
        assertThat(axes.get(0).getAsDouble()).isCloseTo(axis - 1, within(1e-9));
        assertThat(axes.get(1).getAsDouble()).isEqualTo(axis);
        assertThat(axes.get(2).getAsDouble()).isCloseTo(axis + 1, within(1e-9));
        BufferedImage slices = picture(ran, "axis");
        assertThat(slices.getWidth()).isEqualTo(3 * COLUMNS + 2 * GAP);
        // The picture in the middle is the flattest where there is one value.
        List<DoubleSupplier> spreads = new ArrayList<>();
        for (int panel = 0; panel < 3; panel++) {
            int left = panel * (COLUMNS + GAP);
            spreads.add(() -> spreadInAir(slices, left));
        }
        assertThat(spreads.get(1).getAsDouble())
                .isLessThan(spreads.get(0).getAsDouble())
                .isLessThan(spreads.get(2).getAsDouble());
    }

    /** Returns the spread of the greys in a ring around the disk, where there is air. */
    private static double spreadInAir(BufferedImage slices, int left) {
        double sum = 0;
        double squares = 0;
        int n = 0;
        for (int y = 0; y < COLUMNS; y++) {
            for (int x = 0; x < COLUMNS; x++) {
                double fromDisk = Math.hypot(x - 31.5 - 8, 31.5 - y - 5);
                if (fromDisk > 13.5 && fromDisk < 17) {
                    int grey = grey(slices, left + x, y);
                    sum += grey;
                    squares += grey * grey;
                    n++;
                }
            }
        }
        return squares / n - sum / n * (sum / n);
    }

    @Test
    void oneSliceNeedsNoMontageAndTakesTheOldOneAway() {
        Path scan = scan(3, 0);
        Path out = temp.resolve("out");
        Ran.run(scan, out, "--volume", "tiff").done();
        assertThat(out.resolve("overview_montage.png")).exists();
        JsonObject overview = Ran.run(scan, out, "--rows", "1").done().report().getAsJsonObject("overview");
        assertThat(out.resolve("overview_montage.png")).doesNotExist();
        assertThat(out.resolve("overview_cuts.png")).doesNotExist();
        assertThat(out.resolve("volume.tif")).doesNotExist();
        assertThat(overview.has("montage")).isFalse();
        assertThat(overview.get("sinogram").getAsString()).isEqualTo("overview_sinogram.png");
    }

    @Test
    void anAxisAtTheEdgeHasNoSlicesBesideIt() {
        Ran ran = Ran.run(scan(1, 0), temp.resolve("out"), "--axis", "1.5").done();
        assertThat(ran.folder().resolve("overview_axis.png")).doesNotExist();
        assertThat(ran.report().getAsJsonObject("overview").getAsJsonArray("axisColumns"))
                .isEmpty();
    }

    @Test
    void theVolumeHoldsEverySliceAsAPage() throws IOException {
        Ran ran = Ran.run(scan(5, 2), temp.resolve("out"), "--volume", "tiff", "--rows", "1-4", "--threads", "3")
                .done();
        assertThat(ran.report().getAsJsonObject("slices").get("volume").getAsString())
                .isEqualTo("volume.tif");
        Path volume = ran.folder().resolve("volume.tif");
        ImageReader reader = ImageIO.getImageReadersByFormatName("tiff").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(volume.toFile())) {
            reader.setInput(in);
            assertThat(reader.getNumImages(true)).isEqualTo(4);
            for (int row = 1; row <= 4; row++) {
                assertThat(reader.read(row - 1).getRaster().getSamples(0, 0, COLUMNS, COLUMNS, 0, (float[]) null))
                        .containsExactly(ran.slice(row).values());
            }
        } finally {
            reader.dispose();
        }
        assertThat(new String(Files.readAllBytes(ran.file(2, "tif")), java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("slice of detector row 2 of scan.nxs", "1/pixel", "0.0500000 mm", "mantle-reconstruction");
    }

    @Test
    void thereIsNoVolumeUnlessAskedFor() {
        Ran ran = Ran.run(scan(2, 0), temp.resolve("out")).done();
        assertThat(ran.folder().resolve("volume.tif")).doesNotExist();
        assertThat(ran.report().getAsJsonObject("slices").has("volume")).isFalse();
    }
}
