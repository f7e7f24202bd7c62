package org.mantle.reconstruction.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.reconstruction.TestScan;

/** Weights and pairs of angles, by arithmetic. */
class ScanAnglesTests {

    private static void assertWeights(ScanAngles angles, double... degrees) {
        double[] weights = Arrays.stream(angles.weights()).map(Math::toDegrees).toArray();
        assertThat(weights).containsExactly(degrees, within(1e-9));
    }

    @Test
    void aProjectionWeighsHalfTheWayToEitherNeighbour() {
        assertWeights(new ScanAngles(new double[] {0, 10, 30, 60, 120}), 35, 15, 25, 45, 60);
        assertWeights(new ScanAngles(new double[] {-60, 0, 30, 190, 60}), 60, 35, 25, 15, 45);
    }

    @Test
    void projectionsHalfATurnApartShareTheirWeight() {
        assertWeights(new ScanAngles(new double[] {0, 60, 120, 180}), 30, 60, 60, 30);
        assertWeights(new ScanAngles(new double[] {-90, -30, 30, 90, 150, 210}), 30, 30, 30, 30, 30, 30);
    }

    @Test
    void aMissingWedgeIsNotGivenToItsNeighbours() {
        ScanAngles angles = new ScanAngles(
                IntStream.rangeClosed(0, 10).mapToDouble(i -> 10 * i).toArray());
        assertThat(angles.hasMissingWedge()).isTrue();
        assertThat(angles.widestGap()).isCloseTo(80, within(1e-9));
        assertWeights(angles, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10);
    }

    @Test
    void aWholeTurnHasNoWedgeAndAllItsPairs() {
        ScanAngles angles =
                new ScanAngles(IntStream.rangeClosed(0, 360).mapToDouble(i -> i).toArray());
        assertThat(angles.hasMissingWedge()).isFalse();
        assertThat(Arrays.stream(angles.weights()).sum()).isCloseTo(Math.PI, within(1e-9));
        assertThat(angles.halfTurnPairs(1000))
                .hasSize(181)
                .allSatisfy(pair -> assertThat(Math.abs(angles.degrees(pair.second()) - angles.degrees(pair.first())))
                        .isEqualTo(180));
        assertThat(angles.halfTurnPairs(3)).hasSize(3);
    }

    @Test
    void onlyProjectionsCloseToHalfATurnApartArePairs() {
        assertThat(new ScanAngles(new double[] {0, 45, 90, 135, 179}).halfTurnPairs(9))
                .containsExactly(new ScanAngles.Pair(0, 4));
        assertThat(new ScanAngles(new double[] {0, 45, 90, 135, 170}).halfTurnPairs(9))
                .isEmpty();
    }

    @Test
    void repeatedExposuresShareTheWeightOfTheirAngle() {
        assertWeights(new ScanAngles(repeated(9, 0, 90)), share(9, 90, 90));
        assertWeights(new ScanAngles(repeated(5, 0, 30, 60, 120)), share(5, 45, 30, 45, 60));
        assertWeights(new ScanAngles(repeated(10, TestScan.turn(60, 180))), share(10, same(60, 3)));
        assertWeights(new ScanAngles(new double[] {0, 60, 120, 180, 180, 360}), 15, 60, 60, 15, 15, 15);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 0.001, 0.01, 0.05, 0.2, 1})
    void theWeightsOfAnglesThatTrembleAddUpToHalfATurn(double jitter) {
        Random random = new Random(5);
        for (double[] views :
                List.of(new double[] {0, 90}, TestScan.turn(3, 180), TestScan.turn(60, 180), TestScan.turn(120, 360))) {
            double[] degrees = Arrays.stream(repeated(10, views))
                    .map(angle -> angle + jitter * random.nextGaussian())
                    .toArray();
            ScanAngles angles = new ScanAngles(shuffled(degrees, random));
            assertThat(angles.hasMissingWedge()).isFalse();
            assertThat(Arrays.stream(angles.weights()).sum()).isCloseTo(Math.PI, within(1e-9));
        }
    }

    @Test
    void exposuresOfAnAngleThatTremblesLittleWeighTheSame() {
        Random random = new Random(5);
        double[] degrees = Arrays.stream(repeated(10, TestScan.turn(60, 180)))
                .map(angle -> angle + 0.002 * random.nextDouble() - 0.001)
                .toArray();
        for (double weight : new ScanAngles(degrees).weights()) {
            assertThat(Math.toDegrees(weight)).isCloseTo(0.3, within(0.001));
        }
    }

    @Test
    void theWeightsOfAnglesAtRandomAddUpToHalfATurn() {
        Random random = new Random(6);
        for (int count : new int[] {20, 100, 1000}) {
            double[] degrees =
                    random.doubles(count).map(part -> 720 * part - 100).toArray();
            assertThat(Arrays.stream(new ScanAngles(degrees).weights()).sum()).isCloseTo(Math.PI, within(1e-9));
        }
    }

    @Test
    void aMissingWedgeBetweenRepeatedExposuresAddsOneStep() {
        double[] views = IntStream.rangeClosed(0, 10).mapToDouble(i -> 10 * i).toArray();
        ScanAngles angles = new ScanAngles(repeated(20, views));
        assertThat(angles.hasMissingWedge()).isTrue();
        assertWeights(angles, share(20, same(11, 10)));
    }

    @Test
    void severalMissingWedgesAreSeen() {
        double[] views = IntStream.range(0, 180)
                .filter(i -> i % 60 <= 20)
                .mapToDouble(i -> i)
                .toArray();
        assertWeights(new ScanAngles(views), same(63, 1));
    }

    @Test
    void exposuresOfOneAngleAreASingleView() {
        assertThat(new ScanAngles(new double[] {30, 210.001, 30.002, 29.999}).isSingleView())
                .isTrue();
        assertThat(new ScanAngles(new double[] {30, 31}).isSingleView()).isFalse();
        assertThat(new ScanAngles(repeated(9, 0, 90)).isSingleView()).isFalse();
    }

    @Test
    void anEvenHalfTurnIsInOrderAndEndsBeforeItsRepeat() {
        assertHalfTurn(new ScanAngles(new double[] {180, 120, 60, 0}), new int[] {3, 2, 1}, 0, 60, 120);
        assertHalfTurn(new ScanAngles(new double[] {330, 30, 90}), new int[] {0, 1, 2}, 330, 390, 450);
        assertThat(new ScanAngles(new double[] {0, 10, 20, 30, 100}).evenHalfTurn())
                .isEmpty();
    }

    @Test
    void anEvenHalfTurnHasOneExposureOfEachAngle() {
        assertHalfTurn(new ScanAngles(repeated(3, 0, 45, 90, 135)), new int[] {0, 3, 6, 9}, 0, 45, 90, 135);
    }

    private static void assertHalfTurn(ScanAngles angles, int[] projections, double... degrees) {
        List<ScanAngles.View> half = angles.evenHalfTurn();
        assertThat(half.stream().mapToInt(ScanAngles.View::projection).toArray())
                .isEqualTo(projections);
        assertThat(half.stream().mapToDouble(ScanAngles.View::degrees).toArray())
                .containsExactly(degrees, within(1e-9));
    }

    private static double[] repeated(int times, double... degrees) {
        return Arrays.stream(degrees)
                .flatMap(angle -> DoubleStream.generate(() -> angle).limit(times))
                .toArray();
    }

    private static double[] share(int exposures, double... weights) {
        return repeated(
                exposures, Arrays.stream(weights).map(w -> w / exposures).toArray());
    }

    private static double[] same(int count, double value) {
        return repeated(count, value);
    }

    private static double[] shuffled(double[] values, Random random) {
        List<Double> list = new ArrayList<>(Arrays.stream(values).boxed().toList());
        Collections.shuffle(list, random);
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
