package org.mantle.reconstruction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.jhdf.HdfFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The measured scans that ship with the project. */
class MeasuredScanTests {

    private static final Path I13 = Ran.data("i13-24737.nxs");
    private static final Path I13_FEW_ROWS = Ran.data("i13-24737-rows96-103.nxs");
    private static final Path TOOTH = Ran.data("tooth.nxs");

    @TempDir
    private Path temp;

    @Test
    void theAxisOfTheI13ScanIsWhereItWasPublished() {
        // Savu's process lists for this scan: 85.5 to 86.5.
        assertThat(Ran.run(I13, temp, "--rows", "0").done().axis()).isBetween(85.5, 86.5);
        assertThat(Ran.run(I13_FEW_ROWS, temp, "--rows", "0").done().axis()).isBetween(85.5, 86.5);
    }

    @Test
    void theAxisOfTheToothIsWhereItWasPublished() {
        // TomoPy's notebooks: 296.
        Ran ran = Ran.run(TOOTH, temp, "--rows", "0").done();
        assertThat(ran.axis()).isCloseTo(296, within(0.5));
        assertThat(ran.axisMethod()).isEqualTo("sinogram spectrum");
    }

    @Test
    void theSampleIsDenserThanTheAirAroundIt() {
        Ran ran = Ran.run(I13, temp, "--rows", "96-103").done();
        for (int row = 96; row <= 103; row++) {
            Ran.Image slice = ran.slice(row);
            assertAllFinite(slice);
            double sample = slice.mean(Ellipse.disk(0, 0, 25, 0), 0);
            double air = ring(slice, 60, 71);
            assertThat(sample).isGreaterThan(0.002);
            assertThat(Math.abs(air)).isLessThan(sample / 10);
        }
    }

    @Test
    void everySliceOfTheWholeScanIsFinite() {
        Ran ran = Ran.run(I13, temp).done();
        for (int row = 0; row < 135; row++) {
            assertAllFinite(ran.slice(row));
        }
        assertThat(ran.report().getAsJsonObject("slices").getAsJsonArray("rows"))
                .hasSize(135);
        // Pixel (0, 0) is 0 in every frame of this scan.
        assertThat(ran.report().getAsJsonObject("correction").get("deadPixels").getAsInt())
                .isEqualTo(1);
    }

    @Test
    void projectingTheI13SliceAgainGivesTheMeasuredSinogram() {
        assertThat(correlationWithMeasurement(I13, 100)).isGreaterThan(0.99);
    }

    @Test
    void projectingTheToothAgainGivesTheMeasuredSinogram() {
        assertThat(correlationWithMeasurement(TOOTH, 0)).isGreaterThan(0.99);
    }

    @Test
    void anAxisThatIsGivenIsUsedAndWorseThanTheOneFound() {
        double found = correlationWithMeasurement(I13, 100);
        double given = correlationWithMeasurement(I13, 100, "--axis", "80");
        assertThat(given).isLessThan(found);
        assertThat(Ran.run(I13, temp, "--axis", "80", "--rows", "0").done().axisMethod())
                .isEqualTo("given");
    }

    @Test
    void someRowsGiveTheSameSlicesAsAllRows() throws Exception {
        Ran all = Ran.run(I13, temp.resolve("all")).done();
        Ran some = Ran.run(I13, temp.resolve("some"), "--rows", "50-52").done();
        for (int row = 50; row <= 52; row++) {
            assertThat(some.slice(row).values()).isEqualTo(all.slice(row).values());
        }
        try (var files = Files.list(some.folder())) {
            assertThat(files).hasSize(11);
        }
    }

    @Test
    void theNumberOfThreadsDoesNotChangeTheResult() {
        Ran one = Ran.run(I13_FEW_ROWS, temp.resolve("one"), "--threads", "1").done();
        Ran five = Ran.run(I13_FEW_ROWS, temp.resolve("five"), "--threads", "5").done();
        for (int row = 0; row < 8; row++) {
            assertThat(five.file(row, "tif")).hasSameBinaryContentAs(one.file(row, "tif"));
        }
        assertThat(five.axis()).isEqualTo(one.axis());
    }

    @Test
    void theReportSaysWhatWasDone() {
        JsonObject report = Ran.run(TOOTH, temp, "--filter", "hann").done().report();
        JsonObject input = report.getAsJsonObject("input");
        assertThat(input.get("file").getAsString()).isEqualTo("tooth.nxs");
        assertThat(input.get("entry").getAsString()).isEqualTo("/entry1/tomo_entry");
        assertThat(input.get("sample").getAsString()).containsIgnoringCase("tooth");
        assertThat(IntStream.of(2, 640, 181, 10, 10, 0).boxed())
                .containsExactlyElementsOf(
                        List.of("rows", "columns", "projections", "flats", "darks", "otherFrames").stream()
                                .map(name -> input.get(name).getAsInt())
                                .toList());
        assertThat(report.getAsJsonObject("filter").get("name").getAsString()).isEqualTo("hann");
        JsonObject slices = report.getAsJsonObject("slices");
        assertThat(slices.get("unit").getAsString()).isEqualTo("1/pixel");
        JsonArray rows = slices.getAsJsonArray("rows");
        assertThat(rows).hasSize(2);
        JsonObject second = rows.get(1).getAsJsonObject();
        assertThat(second.get("row").getAsInt()).isEqualTo(1);
        assertThat(temp.resolve(second.get("image").getAsString())).exists();
        assertThat(temp.resolve(second.get("preview").getAsString())).exists();
        assertThat(second.get("min").getAsDouble())
                .isLessThan(second.get("mean").getAsDouble());
        assertThat(second.get("mean").getAsDouble())
                .isLessThan(second.get("max").getAsDouble());
        assertThat(report.getAsJsonObject("angles").get("largest").getAsDouble())
                .isCloseTo(179.00552, within(1e-4));
    }

    private double correlationWithMeasurement(Path scan, int row, String... more) {
        List<String> options = new ArrayList<>(List.of(more));
        options.addAll(List.of("--rows", Integer.toString(row)));
        Ran ran = Ran.run(scan, temp, options.toArray(String[]::new)).done();
        double axis = ran.axis();
        Ran.Image slice = ran.slice(row);
        Measured measured = Measured.read(scan, row);
        int columns = slice.width();
        int reach = (int) Math.min(axis, columns - 1 - axis) - 2;
        List<double[]> both = new ArrayList<>();
        for (int p = 0; p < measured.degrees.length; p += 10) {
            for (int x = (int) axis - reach; x <= (int) axis + reach; x++) {
                both.add(new double[] {measured.attenuation[p][x], project(slice, measured.degrees[p], x - axis, reach)
                });
            }
        }
        return correlation(both);
    }

    /** Returns the line integral through the slice, by stepping along the line. */
    private static double project(Ran.Image slice, double degrees, double s, int reach) {
        double t = Math.toRadians(degrees);
        double half = (slice.width() - 1) / 2.0;
        double sum = 0;
        double length = Math.sqrt(Math.max(0, (double) reach * reach - s * s));
        for (double u = -length; u <= length; u += 0.5) {
            double x = half + s * Math.cos(t) - u * Math.sin(t);
            double y = half - s * Math.sin(t) - u * Math.cos(t);
            int left = (int) x;
            int top = (int) y;
            double fx = x - left;
            double fy = y - top;
            sum += (1 - fy) * ((1 - fx) * slice.at(left, top) + fx * slice.at(left + 1, top))
                    + fy * ((1 - fx) * slice.at(left, top + 1) + fx * slice.at(left + 1, top + 1));
        }
        return sum / 2;
    }

    private static double correlation(List<double[]> pairs) {
        double n = pairs.size();
        double sa = 0;
        double sb = 0;
        double saa = 0;
        double sbb = 0;
        double sab = 0;
        for (double[] pair : pairs) {
            sa += pair[0];
            sb += pair[1];
            saa += pair[0] * pair[0];
            sbb += pair[1] * pair[1];
            sab += pair[0] * pair[1];
        }
        return (sab - sa * sb / n) / Math.sqrt((saa - sa * sa / n) * (sbb - sb * sb / n));
    }

    private static double ring(Ran.Image slice, double inner, double outer) {
        double sum = 0;
        int n = 0;
        double half = (slice.width() - 1) / 2.0;
        for (int y = 0; y < slice.height(); y++) {
            for (int x = 0; x < slice.width(); x++) {
                double r = Math.hypot(x - half, y - half);
                if (r > inner && r < outer) {
                    sum += slice.at(x, y);
                    n++;
                }
            }
        }
        return sum / n;
    }

    private static void assertAllFinite(Ran.Image slice) {
        for (float value : slice.values()) {
            assertThat(Float.isFinite(value)).isTrue();
        }
    }

    /** The measured attenuation of a row, read and corrected apart from the program's own code. */
    private static final class Measured {

        final double[] degrees;
        final double[][] attenuation;

        private Measured(double[] degrees, double[][] attenuation) {
            this.degrees = degrees;
            this.attenuation = attenuation;
        }

        static Measured read(Path path, int row) {
            try (HdfFile file = new HdfFile(path)) {
                String entry = "/entry1/tomo_entry/";
                Object[] frames = (Object[]) file.getDatasetByPath(entry + "instrument/detector/data")
                        .getData();
                int[] keys = (int[]) file.getDatasetByPath(entry + "instrument/detector/image_key")
                        .getData();
                double[] angles = (double[])
                        file.getDatasetByPath(entry + "sample/rotation_angle").getData();
                double[] flat = mean(frames, keys, 1, row);
                double[] dark = mean(frames, keys, 2, row);
                int[] projections = IntStream.range(0, keys.length)
                        .filter(i -> keys[i] == 0)
                        .toArray();
                double[][] attenuation = new double[projections.length][flat.length];
                for (int p = 0; p < projections.length; p++) {
                    double[] line = line(frames[projections[p]], row);
                    for (int x = 0; x < line.length; x++) {
                        attenuation[p][x] = -Math.log((line[x] - dark[x]) / (flat[x] - dark[x]));
                    }
                }
                return new Measured(
                        IntStream.of(projections).mapToDouble(i -> angles[i]).toArray(), attenuation);
            }
        }

        private static double[] mean(Object[] frames, int[] keys, int key, int row) {
            int[] which =
                    IntStream.range(0, keys.length).filter(i -> keys[i] == key).toArray();
            double[] mean = new double[line(frames[0], row).length];
            for (int frame : which) {
                double[] line = line(frames[frame], row);
                for (int x = 0; x < mean.length; x++) {
                    mean[x] += line[x] / which.length;
                }
            }
            return mean;
        }

        private static double[] line(Object frame, int row) {
            Object values = ((Object[]) frame)[row];
            return values instanceof int[] whole
                    ? IntStream.of(whole).asDoubleStream().toArray()
                    : IntStream.range(0, ((float[]) values).length)
                            .mapToDouble(i -> ((float[]) values)[i])
                            .toArray();
        }
    }
}
