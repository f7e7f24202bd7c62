package org.mantle.reconstruction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The search for the axis: found where the data shows it, else refused with the reason; never a wrong one. */
class AxisSearchTests {

    private static final double[] STANDARD = TestScan.turn(120, 180);

    @TempDir
    private Path temp;

    /** Makes a scan of three disks, of which the farthest reaches to {@code 0.28} of the width from the axis. */
    private static TestScan disks(int columns, double axis, double[] degrees) {
        double r = columns / 96.0;
        TestScan scan = new TestScan(columns, axis, degrees)
                .with(
                        Ellipse.disk(4 * r, 3 * r, 20 * r, 0.02 / r),
                        Ellipse.disk(-8 * r, 5 * r, 5 * r, 0.03 / r),
                        Ellipse.disk(9 * r, -9 * r, 3 * r, 0.02 / r));
        scan.noise = 0.003;
        return scan;
    }

    /** Makes a scan of a sample that is wider than the detector. */
    private static TestScan wide(double axis, double[] degrees) {
        return new TestScan(96, axis, degrees)
                .with(
                        new Ellipse(0, 0, 60, 50, 30, 0.01),
                        Ellipse.disk(20, 5, 8, 0.02),
                        new Ellipse(-15, -20, 6, 9, 0, 0.02),
                        Ellipse.disk(-40, 10, 5, 0.03));
    }

    private Ran run(TestScan scan) {
        return Ran.run(scan.write(temp.resolve("scan.nxs")), temp.resolve("out"));
    }

    private void assertFound(TestScan scan, double tolerance) {
        assertThat(run(scan).done().axis()).isCloseTo(scan.axis, within(tolerance));
    }

    private void assertRefused(TestScan scan, String... words) {
        Ran ran = run(scan);
        assertThat(ran.code()).as(ran.out()).isEqualTo(1);
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.err())
                .startsWith("error: the rotation axis cannot be found from the data: ")
                .contains("; give it with --axis")
                .contains(words);
    }

    @ParameterizedTest
    @CsvSource({"33, 120", "41, 97", "97, 101", "96, 37", "167, 540", "501, 300", "509, 127", "640, 400"})
    void anySizeHasAnAxis(int columns, int projections) {
        assertFound(disks(columns, columns * 0.524, TestScan.turn(projections, 180)), 0.5);
    }

    @Test
    void smallDetectorsHaveAnAxisOrAReason() {
        for (int columns = 8; columns < 33; columns++) {
            TestScan scan = disks(columns, columns * 0.524, STANDARD);
            Ran ran = run(scan);
            if (ran.code() == 0) {
                assertThat(ran.axis()).as("%d columns", columns).isCloseTo(scan.axis, within(0.5));
            } else {
                assertRefused(scan, "half a turn");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {7, 12, 16, 19, 40, 76, 80, 84, 88})
    void theAxisMayBeAnywhereOnTheDetector(double axis) {
        assertFound(disks(96, axis, STANDARD), 0.3);
        assertFound(disks(96, axis, TestScan.turn(240, 360)), 0.3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {4.8, 12, 24, 50.3, 80, 84})
    void theSampleMayBeWiderThanTheDetector(double axis) {
        assertFound(wide(axis, STANDARD), 0.5);
    }

    @Test
    void anAxisBesideTheDetectorIsNotMistakenForOneOnIt() {
        assertRefused(disks(96, 101, STANDARD), "half a turn apart");
        assertRefused(wide(-3, STANDARD), "half a turn apart");
        assertRefused(wide(98, TestScan.turn(240, 360)), "half a turn apart");
    }

    @Test
    void aBestPlaceAtTheEndOfTheRangeIsNone() {
        TestScan scan = new TestScan(96, 92.6, TestScan.turn(240, 360)).with(new Ellipse(3, -2, 8, 6, 20, 0.05));
        assertRefused(scan, "fit best at the end of the range", "may be beyond");
    }

    @ParameterizedTest
    @ValueSource(ints = {120, 121})
    void anglesMayBeExposedThreeTimes(int angles) {
        double[] degrees =
                IntStream.range(0, 3 * angles).mapToDouble(i -> i / 3 * 1.5).toArray();
        assertFound(disks(96, 50.3, degrees), 0.25);
    }

    @Test
    void anglesMayTrembleAndBeOutOfOrder() {
        Random random = new Random(4);
        double[] degrees = IntStream.range(0, 600)
                .mapToDouble(i -> i % 60 * 3 + 0.3 * random.nextGaussian())
                .toArray();
        assertFound(disks(96, 50.3, degrees), 0.25);
    }

    @Test
    void anglesMayPassAWholeTurn() {
        double[] degrees =
                Arrays.stream(STANDARD).map(angle -> (angle + 250) % 360).toArray();
        assertFound(disks(96, 50.3, degrees), 0.25);
    }

    @Test
    void tooFewAnglesAreTheReason() {
        double[] degrees =
                DoubleStream.iterate(0, angle -> (angle + 15) % 180).limit(60).toArray();
        assertRefused(disks(96, 50.3, degrees), "at 12 angles of half a turn; at least 16 are needed");
    }

    @Test
    void aWedgeThatIsMissingIsTheReason() {
        assertRefused(disks(96, 50.3, TestScan.turn(100, 150)), "none of half a turn lies within 31.5 degrees");
    }

    @Test
    void projectionsThatShowNothingAreTheReason() {
        assertRefused(new TestScan(96, 50.3, STANDARD), "show nothing");
        TestScan noBeam = disks(96, 50.3, TestScan.turn(241, 361.5));
        noBeam.damage = frames -> {
            for (int f = 2; f < frames.length; f++) {
                Arrays.fill(frames[f][0], TestScan.DARK);
            }
        };
        assertRefused(noBeam, "show nothing");
    }

    @Test
    void noiseAloneIsTheReason() {
        TestScan scan = new TestScan(96, 50.3, STANDARD);
        scan.noise = 0.01;
        assertRefused(scan, "do not mirror each other well at any place", "at least 0.85 is needed");
    }

    @Test
    void blankFramesDoNotMoveTheAxisAndAreNoticed() {
        TestScan scan = disks(96, 50.3, STANDARD);
        scan.damage = frames -> {
            for (int f : new int[] {2, 60, 61}) {
                Arrays.fill(frames[f][0], TestScan.DARK);
            }
        };
        Ran ran = run(scan).done();
        assertThat(ran.axis()).isCloseTo(50.3, within(0.3));
        assertThat(ran.out()).contains("notice 3 of 120 projections let nothing through (first frame 2)");
        assertThat(ran.report().getAsJsonArray("notices")).hasSize(1);
    }

    @Test
    void deadPixelsAreNoLackOfBeam() {
        TestScan scan = disks(96, 50.3, STANDARD);
        scan.rows = 2;
        scan.damage = frames -> {
            // the first row is dead from end to end, and half of the second
            for (float[][] frame : frames) {
                Arrays.fill(frame[0], TestScan.DARK);
                Arrays.fill(frame[1], 0, 48, TestScan.DARK);
            }
            Arrays.fill(frames[7][1], TestScan.DARK);
        };
        Path file = scan.write(temp.resolve("scan.nxs"));
        String blank = "let nothing through";
        assertThat(Ran.run(file, temp.resolve("dead"), "--axis", "50.3", "--rows", "0")
                        .done()
                        .out())
                .doesNotContain(blank);
        for (String rows : new String[] {"1", "0-1"}) {
            Ran ran = Ran.run(file, temp.resolve(rows), "--axis", "50.3", "--rows", rows)
                    .done();
            assertThat(ran.out()).contains("notice 1 of 120 projections " + blank + " (first frame 7)");
        }
    }

    @Test
    void anglesWithoutUnitsThatLookLikeRadiansAreSaidTo() {
        TestScan scan =
                disks(96, 50.3, Arrays.stream(STANDARD).map(Math::toRadians).toArray());
        scan.units = null;
        Ran found = run(scan);
        assertThat(found.code()).isEqualTo(1);
        assertThat(found.err()).contains("no units", "a range of 3.115", "looks like radians", "\"units\"");
        Ran given = Ran.run(temp.resolve("scan.nxs"), temp.resolve("out"), "--axis", "50.3")
                .done();
        assertThat(given.out())
                .contains("notice the rotation angles have no units and a range of 3.115, which looks like radians");
    }
}
