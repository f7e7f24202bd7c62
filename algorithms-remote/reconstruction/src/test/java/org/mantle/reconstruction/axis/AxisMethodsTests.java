package org.mantle.reconstruction.axis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mantle.reconstruction.Ran;
import org.mantle.reconstruction.scan.FlatField;
import org.mantle.reconstruction.scan.NxImageKey;
import org.mantle.reconstruction.scan.NxTomo;
import org.mantle.reconstruction.scan.ScanAngles;

/** The two ways in which the rotation axis is found, beside each other. */
class AxisMethodsTests {

    @Test
    void bothMethodsFindTheSameAxisInTheI13Scan() throws Exception {
        try (NxTomo scan = NxTomo.open(Ran.data("i13-24737.nxs"), null)) {
            int[] projections = scan.framesWithKey(NxImageKey.PROJECTION);
            ScanAngles angles = new ScanAngles(
                    IntStream.of(projections).mapToDouble(scan::degrees).toArray());
            FlatField flatField = FlatField.of(scan);
            double byPairs = HalfTurnPairs.find(scan, flatField, projections, angles)
                    .orElseThrow()
                    .column();
            double bySpectrum = SinogramSpectrum.find(scan, flatField, projections, angles, 2)
                    .orElseThrow()
                    .column();
            assertThat(bySpectrum).isCloseTo(byPairs, within(0.2));
        }
    }
}
