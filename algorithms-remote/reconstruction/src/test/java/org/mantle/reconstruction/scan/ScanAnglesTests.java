package org.mantle.reconstruction.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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
                .allSatisfy(pair -> assertThat(angles.degrees(pair.second()) - angles.degrees(pair.first()))
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
    void anEvenHalfTurnIsInOrderAndEndsBeforeItsRepeat() {
        assertThat(new ScanAngles(new double[] {180, 120, 60, 0}).evenHalfTurn())
                .containsExactly(3, 2, 1);
        assertThat(new ScanAngles(new double[] {0, 10, 20, 30, 100}).evenHalfTurn())
                .isEmpty();
    }
}
