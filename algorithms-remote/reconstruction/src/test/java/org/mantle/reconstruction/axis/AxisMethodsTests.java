package org.mantle.reconstruction.axis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mantle.reconstruction.Ran;
import org.mantle.reconstruction.scan.FlatField;
import org.mantle.reconstruction.scan.NxImageKey;
import org.mantle.reconstruction.scan.NxTomo;
import org.mantle.reconstruction.scan.ScanAngles;

/** The ways in which the rotation axis is found, beside each other. */
class AxisMethodsTests {

    @Test
    void allMethodsFindTheSameAxisInTheI13Scan() throws Exception {
        try (NxTomo scan = NxTomo.open(Ran.data("i13-24737.nxs"), null)) {
            int[] projections = scan.framesWithKey(NxImageKey.PROJECTION);
            ScanAngles angles = new ScanAngles(
                    IntStream.of(projections).mapToDouble(scan::degrees).toArray());
            FlatField flatField = FlatField.of(scan);
            HalfTurnPairs pairs = new HalfTurnPairs(scan, flatField, projections);
            double byPairs = pairs.exact(angles).orElseThrow().column();
            List<ScanAngles.View> half = angles.evenHalfTurn();
            double almost = pairs.almost(half).orElseThrow().column();
            double bySpectrum = SinogramSpectrum.near(almost, scan, flatField, projections, half, 2)
                    .orElseThrow();
            assertThat(almost).isCloseTo(byPairs, within(0.5));
            assertThat(bySpectrum).isCloseTo(byPairs, within(0.2));
        }
    }
}
