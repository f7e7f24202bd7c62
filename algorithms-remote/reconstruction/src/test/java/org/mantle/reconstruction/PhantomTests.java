package org.mantle.reconstruction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.reconstruction.projection.FilterKind;

/** Slices of phantoms, whose projections and values are known by arithmetic. */
class PhantomTests {

    private static final Ellipse DISK = Ellipse.disk(12, -7, 30, 0.02);
    private static final Ellipse EMPTY = Ellipse.disk(-30, 20, 10, 0);

    @TempDir
    private Path temp;

    private TestScan disk(double[] degrees) {
        return new TestScan(129, 61.3, degrees).with(DISK);
    }

    private Ran reconstruct(TestScan scan, String... more) {
        List<String> args = new ArrayList<>(List.of("--axis", Double.toString(scan.axis)));
        args.addAll(List.of(more));
        return Ran.run(scan.write(temp.resolve("scan.nxs")), temp.resolve("out"), args.toArray(String[]::new))
                .done();
    }

    private static void assertShowsTheDisk(Ran ran) {
        assertThat(ran.slice(0).mean(DISK, -3)).isCloseTo(DISK.mu(), within(0.01 * DISK.mu()));
        assertThat(ran.slice(0).mean(EMPTY, 0)).isCloseTo(0, within(0.01 * DISK.mu()));
    }

    @ParameterizedTest
    @EnumSource(FilterKind.class)
    void aDiskHasItsAttenuationWithEveryFilter(FilterKind filter) {
        assertShowsTheDisk(reconstruct(disk(TestScan.turn(180, 180)), "--filter", filter.label()));
    }

    @Test
    void aLowCutOffKeepsTheAttenuation() {
        assertShowsTheDisk(reconstruct(disk(TestScan.turn(180, 180)), "--filter", "hann", "--cutoff", "0.5"));
    }

    @Test
    void smootherFiltersLeaveLessNoise() {
        TestScan scan = disk(TestScan.turn(180, 180));
        scan.noise = 0.01;
        double[] spread = new double[3];
        for (FilterKind filter : FilterKind.values()) {
            Ran.Image slice = reconstruct(scan, "--filter", filter.label()).slice(0);
            double mean = slice.mean(EMPTY, 0);
            double square = 0;
            for (int y = 40; y < 48; y++) {
                for (int x = 30; x < 38; x++) {
                    square += Math.pow(slice.at(x, y) - mean, 2);
                }
            }
            spread[filter.ordinal()] = square;
        }
        assertThat(spread[FilterKind.SHEPP_LOGAN.ordinal()]).isLessThan(spread[FilterKind.RAMP.ordinal()]);
        assertThat(spread[FilterKind.HANN.ordinal()]).isLessThan(spread[FilterKind.SHEPP_LOGAN.ordinal()]);
    }

    @Test
    void aLastProjectionHalfATurnAfterTheFirstIsNotCountedTwice() {
        assertShowsTheDisk(reconstruct(
                disk(IntStream.rangeClosed(0, 90).mapToDouble(i -> 2 * i).toArray())));
    }

    @Test
    void aWholeTurnIsNotCountedTwice() {
        assertShowsTheDisk(reconstruct(disk(TestScan.turn(361, 361))));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.001, 0.05, 0.4})
    void repeatedExposuresAreNotCountedTwiceHoweverTheStageTrembles(double jitter) {
        Random random = new Random(8);
        double[] degrees = IntStream.range(0, 900)
                .mapToDouble(i -> i % 90 * 2 + jitter * random.nextGaussian())
                .toArray();
        Ran ran = reconstruct(disk(degrees));
        assertShowsTheDisk(ran);
        assertThat(ran.report().getAsJsonArray("notices")).isEmpty();
    }

    @Test
    void twoAnglesNineTimesEachGiveWhatTheyGiveOnce() {
        double[] degrees = IntStream.range(0, 18).mapToDouble(i -> i % 2 * 90).toArray();
        Ran.Image few = reconstruct(disk(degrees)).slice(0);
        Ran.Image once = reconstruct(disk(new double[] {0, 90})).slice(0);
        for (int i = 0; i < few.values().length; i++) {
            assertThat(few.values()[i]).isCloseTo(once.values()[i], within(1e-5f));
        }
    }

    @Test
    void anglesMayStartAnywhereAndRunBackwards() {
        assertShowsTheDisk(reconstruct(
                disk(IntStream.range(0, 180).mapToDouble(i -> 400.25 - i).toArray())));
    }

    @Test
    void anglesMayBeUneven() {
        Random random = new Random(3);
        double[] degrees = IntStream.range(0, 360)
                .mapToDouble(i -> i / 2.0 + 0.4 * random.nextDouble() + (i < 120 ? 0 : 0.05))
                .toArray();
        // Twice as many between 0 and 60 degrees as elsewhere.
        double[] uneven = IntStream.range(0, 360)
                .filter(i -> i < 120 || i % 2 == 0)
                .mapToDouble(i -> degrees[i])
                .toArray();
        assertShowsTheDisk(reconstruct(disk(uneven)));
    }

    @Test
    void anglesMayBeInRadians() {
        TestScan scan = disk(TestScan.turn(180, 180));
        scan.units = "rad";
        Ran ran = reconstruct(scan);
        assertShowsTheDisk(ran);
        assertThat(ran.report().getAsJsonObject("angles").get("largest").getAsDouble())
                .isCloseTo(179, within(1e-9));
    }

    @Test
    void anglesWithoutUnitsAreDegreesAndImageKeysMayBeFloatingPoint() {
        TestScan scan = disk(TestScan.turn(180, 180));
        scan.units = null;
        scan.keysAsDouble = true;
        scan.wholeCounts = true;
        assertShowsTheDisk(reconstruct(scan));
    }

    @Test
    void airThatTransmitsLessThanTheFlatFramesDoesNotShow() {
        TestScan scan = disk(TestScan.turn(180, 180));
        scan.air = 0.7;
        assertShowsTheDisk(reconstruct(scan));
    }

    @Test
    void severalFlatsAndDarksAreAveraged() {
        TestScan scan = disk(TestScan.turn(180, 180));
        scan.darks = 2;
        scan.flats = 3;
        scan.damage = frames -> {
            add(frames[0], 50);
            add(frames[1], -50);
            add(frames[2], 600);
            add(frames[3], -200);
            add(frames[4], -400);
        };
        assertShowsTheDisk(reconstruct(scan));
    }

    @Test
    void xPointsRightAndYPointsUp() {
        Ellipse right = Ellipse.disk(40, 0, 4, 0.05);
        Ellipse top = Ellipse.disk(0, 30, 4, 0.03);
        TestScan scan = new TestScan(129, 64, TestScan.turn(180, 180)).with(right, top);
        Ran.Image slice = reconstruct(scan).slice(0);
        assertThat(slice.at(64 + 40, 64)).isCloseTo(0.05f, within(0.003f));
        assertThat(slice.at(64, 64 - 30)).isCloseTo(0.03f, within(0.003f));
        assertThat(slice.at(64 - 40, 64)).isCloseTo(0, within(0.003f));
        assertThat(slice.at(64, 64 + 30)).isCloseTo(0, within(0.003f));
    }

    @Test
    void theHeadPhantomHasItsValues() {
        // L. A. Shepp, B. F. Logan 1974 with the contrasts of P. A. Toft 1996, scaled to 100 columns and mu 0.01.
        double r = 100;
        double m = 0.01;
        TestScan scan = new TestScan(256, 121.7, TestScan.turn(402, 180))
                .with(
                        new Ellipse(0, 0, .69 * r, .92 * r, 0, m),
                        new Ellipse(0, -.0184 * r, .6624 * r, .874 * r, 0, -.8 * m),
                        new Ellipse(.22 * r, 0, .11 * r, .31 * r, -18, -.2 * m),
                        new Ellipse(-.22 * r, 0, .16 * r, .41 * r, 18, -.2 * m),
                        new Ellipse(0, .35 * r, .21 * r, .25 * r, 0, .1 * m),
                        new Ellipse(0, .1 * r, .046 * r, .046 * r, 0, .1 * m),
                        new Ellipse(0, -.1 * r, .046 * r, .046 * r, 0, .1 * m),
                        new Ellipse(-.08 * r, -.605 * r, .046 * r, .023 * r, 0, .1 * m),
                        new Ellipse(0, -.605 * r, .023 * r, .023 * r, 0, .1 * m),
                        new Ellipse(.06 * r, -.605 * r, .023 * r, .046 * r, 0, .1 * m));
        Ran.Image slice = reconstruct(scan).slice(0);
        double square = 0;
        int compared = 0;
        for (int y = 0; y < slice.height(); y++) {
            for (int x = 0; x < slice.width(); x++) {
                double px = x - 127.5;
                double py = 127.5 - y;
                boolean atAnEdge = scan.sample.stream().anyMatch(e -> e.contains(px, py, 2) && !e.contains(px, py, -2));
                if (!atAnEdge && Math.hypot(px, py) < 110) {
                    double expected = scan.sample.stream()
                            .filter(e -> e.contains(px, py, 0))
                            .mapToDouble(Ellipse::mu)
                            .sum();
                    square += Math.pow(slice.at(x, y) - expected, 2);
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(20_000);
        assertThat(Math.sqrt(square / compared)).isLessThan(0.02 * m);
    }

    @Test
    void itAgreesWithASlowAndSimpleImplementation() {
        // A power of two, so that too little padding would show.
        TestScan scan = new TestScan(64, 30.4, TestScan.turn(75, 180)).with(Ellipse.disk(5, 3, 21, 0.03), DISK_IN_IT);
        Ran.Image slice = reconstruct(scan).slice(0);
        double[][] filtered = filtered(scan);
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 64; x++) {
                if (Math.hypot(x - 31.5, y - 31.5) < 29) {
                    assertThat((double) slice.at(x, y))
                            .as("pixel %d, %d", x, y)
                            .isCloseTo(slow(scan, filtered, x - 31.5, 31.5 - y), within(2e-5));
                }
            }
        }
    }

    private static final Ellipse DISK_IN_IT = new Ellipse(2, 6, 6, 3, 30, -0.02);

    /** Convolution and back projection term by term (Kak and Slaney, equations 61 and 65). */
    private static double slow(TestScan scan, double[][] filtered, double px, double py) {
        double sum = 0;
        for (int i = 0; i < filtered.length; i++) {
            double t = Math.toRadians(scan.degrees[i]);
            double column = scan.axis + px * Math.cos(t) + py * Math.sin(t);
            int left = (int) Math.floor(column);
            double part = column - left;
            sum += (1 - part) * filtered[i][left] + part * filtered[i][left + 1];
        }
        return sum * Math.PI / scan.degrees.length;
    }

    /** Returns the filtered projections, by angle and column. */
    private static double[][] filtered(TestScan scan) {
        double[][] filtered = new double[scan.degrees.length][scan.columns];
        for (int i = 0; i < filtered.length; i++) {
            for (int column = 0; column < scan.columns; column++) {
                filtered[i][column] = filtered(scan, scan.degrees[i], column);
            }
        }
        return filtered;
    }

    private static double filtered(TestScan scan, double angle, int column) {
        double sum = scan.lineIntegral(angle, column) / 4;
        for (int other = 0; other < scan.columns; other++) {
            int n = Math.abs(column - other);
            if (n % 2 == 1) {
                sum -= scan.lineIntegral(angle, other) / (Math.PI * Math.PI * n * n);
            }
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(doubles = {50, 64.2, 77.25})
    void theAxisIsFoundFromHalfTurnPairs(double axis) {
        TestScan scan =
                disk(IntStream.rangeClosed(0, 90).mapToDouble(i -> 2 * i - 90).toArray());
        scan.axis = axis;
        scan.noise = 0.003;
        scan.air = 0.8;
        Ran ran = Ran.run(scan.write(temp.resolve("scan.nxs")), temp.resolve("out"))
                .done();
        assertThat(ran.axisMethod()).isEqualTo("half-turn pairs");
        assertThat(ran.axis()).isCloseTo(axis, within(0.1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {50, 64.2, 77.25})
    void theAxisIsFoundFromTheSpectrumWhereThereAreNoPairs(double axis) {
        TestScan scan = disk(TestScan.turn(91, 180)).with(Ellipse.disk(-25, 25, 6, 0.03));
        scan.axis = axis;
        scan.noise = 0.003;
        scan.air = 0.8;
        Ran ran = Ran.run(scan.write(temp.resolve("scan.nxs")), temp.resolve("out"))
                .done();
        assertThat(ran.axisMethod()).isEqualTo("sinogram spectrum");
        assertThat(ran.axis()).isCloseTo(axis, within(0.25));
    }

    @Test
    void theAxisOfAWideScanIsFoundFromTheSpectrum() {
        TestScan scan = new TestScan(900, 431.6, TestScan.turn(181, 180))
                .with(Ellipse.disk(80, -50, 200, 0.002), Ellipse.disk(-120, 60, 40, 0.003));
        scan.noise = 0.003;
        Ran ran = Ran.run(scan.write(temp.resolve("scan.nxs")), temp.resolve("out"))
                .done();
        assertThat(ran.axisMethod()).isEqualTo("sinogram spectrum");
        assertThat(ran.axis()).isCloseTo(431.6, within(0.25));
    }

    private static void add(float[][] frame, float offset) {
        for (float[] row : frame) {
            for (int x = 0; x < row.length; x++) {
                row[x] += offset;
            }
        }
    }
}
