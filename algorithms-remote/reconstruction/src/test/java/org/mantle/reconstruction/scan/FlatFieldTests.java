package org.mantle.reconstruction.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.reconstruction.TestScan;

/** Transmission and attenuation, pixel by pixel. */
class FlatFieldTests {

    @TempDir
    private Path temp;

    @Test
    void deadPixelsAreBridgedBetweenTheirNeighboursInTheRow() throws Exception {
        TestScan scan = new TestScan(8, 4, TestScan.turn(2, 180));
        scan.rows = 2;
        scan.damage = frames -> {
            for (int x : new int[] {0, 3, 4, 7}) {
                frames[1][1][x] = TestScan.DARK;
            }
        };
        try (NxTomo nexus = NxTomo.open(scan.write(temp.resolve("scan.nxs")), null)) {
            FlatField flatField = FlatField.of(nexus);
            assertThat(flatField.deadPixels()).isEqualTo(4);
            // Two lines of the second row; what is dead comes out as 0.
            float[] sinogram = {0, 0.5f, 0.2f, 0, 0, 0.8f, 0.9f, 0, 0, 1, 1, 0, 0, 1, 1, 0};
            flatField.toAttenuation(sinogram, 1);
            double[] transmission = {0.5, 0.5, 0.2, 0.4, 0.6, 0.8, 0.9, 0.9, 1, 1, 1, 1, 1, 1, 1, 1};
            for (int i = 0; i < sinogram.length; i++) {
                assertThat((double) sinogram[i]).as("pixel %d", i).isCloseTo(-Math.log(transmission[i]), within(1e-6));
            }
            assertThat(flatField.clampedPixels()).isZero();
        }
    }

    @Test
    void countsBecomeTransmissionWithTheirOwnRowsFlat() throws Exception {
        TestScan scan = new TestScan(8, 4, TestScan.turn(2, 180));
        scan.rows = 2;
        scan.damage = frames -> Arrays.fill(frames[1][1], TestScan.DARK + 1000);
        try (NxTomo nexus = NxTomo.open(scan.write(temp.resolve("scan.nxs")), null)) {
            float[] row = {600, 600, 600, 600, 600, 600, 600, 1100};
            FlatField.of(nexus).toTransmission(row, 1);
            assertThat(row).containsExactly(0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 1f);
        }
    }

    @Test
    void aRowThatIsDeadFromEndToEndIsEmpty() throws Exception {
        TestScan scan = new TestScan(8, 4, TestScan.turn(2, 180));
        scan.rows = 2;
        scan.damage = frames -> Arrays.fill(frames[1][0], 0);
        try (NxTomo nexus = NxTomo.open(scan.write(temp.resolve("scan.nxs")), null)) {
            float[] row = new float[8];
            FlatField.of(nexus).toAttenuation(row, 0);
            for (float value : row) {
                assertThat(value).isEqualTo(-0f);
            }
        }
    }
}
