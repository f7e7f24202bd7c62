package org.mantle.algorithms.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mantle.algorithms.Runs;
import org.mantle.framework.Mantle;
import org.mantle.framework.property.Problem;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.Outputs;

/** The bins of both versions of MakeHistogram, and what lies outside them. */
class MakeHistogramTests {

    private static Outputs histogram(Object... namesAndValues) {
        return Runs.run("MakeHistogram", namesAndValues);
    }

    @Test
    void equalBinsReachFromTheSmallestToTheLargestValue() {
        Outputs outputs = histogram("Values", "0,1,2,2.5,4,NaN,-Infinity,Infinity", "BinCount", 4);
        assertThat(outputs.get("Edges")).isEqualTo(List.of(0.0, 1.0, 2.0, 3.0, 4.0));
        // 1 and 2 are on edges and so in the bins above; 4 is on the last edge and so in the last bin
        assertThat(outputs.get("Counts")).isEqualTo(List.of(1L, 1L, 2L, 1L));
        assertThat(outputs.get("NotNumbers")).isEqualTo(1L);
        assertThat(outputs.get("Below")).isEqualTo(1L);
        assertThat(outputs.get("Above")).isEqualTo(1L);
    }

    @Test
    void withoutBinCountThereAreAsManyBinsAsSturgesSays() {
        // 1 + log2(n), rounded up: R's nclass.Sturges
        int[][] countsAndBins = {
            {1, 1}, {2, 2}, {3, 3}, {4, 3}, {5, 4}, {8, 4}, {9, 5}, {1000, 11}, {1024, 11}, {1025, 12}
        };
        for (int[] pair : countsAndBins) {
            List<Double> values =
                    IntStream.range(0, pair[0]).mapToObj(i -> (double) i).toList();
            assertThat((List<?>) histogram("Values", values).get("Counts")).hasSize(pair[1]);
        }
        assertThat((List<?>) histogram("Values", "1,2,NaN,Infinity").get("Counts"))
                .hasSize(2);
    }

    @Test
    void theFirstVersionStillMakesTenBins() {
        Map<String, Object> values = Map.of("Values", "0,1,2,3");
        try (Mantle mantle = Mantle.load()) {
            AlgorithmDescriptor first = mantle.registry().get("MakeHistogram", 1);
            assertThat((List<?>) mantle.run(first, values).get("Counts")).hasSize(10);
            assertThat(mantle.registry().get("MakeHistogram").version()).isEqualTo(2);
            Outputs again = mantle.replay(mantle.history().records().get(0), Map.of());
            assertThat((List<?>) again.get("Counts")).hasSize(10);
        }
    }

    @Test
    void equalValuesLieInTheMiddle() {
        Outputs outputs = histogram("Values", "3,3", "BinCount", 2);
        assertThat(outputs.get("Edges")).isEqualTo(List.of(2.5, 3.0, 3.5));
        assertThat(outputs.get("Counts")).isEqualTo(List.of(0L, 2L));
    }

    @Test
    void widthsMayChangeAndTheLastBinOfEachEndsAtItsBoundary() {
        Outputs outputs =
                histogram("Values", "-1,0,0.9,2.4,2.5,7,10,10.1", "BinBy", "Widths", "BinWidths", "0,1,2.5,5,10");
        assertThat(outputs.get("Edges")).isEqualTo(List.of(0.0, 1.0, 2.0, 2.5, 7.5, 10.0));
        assertThat(outputs.get("Counts")).isEqualTo(List.of(2L, 0L, 1L, 2L, 1L));
        assertThat(outputs.get("Below")).isEqualTo(1L);
        assertThat(outputs.get("Above")).isEqualTo(1L);
    }

    @Test
    void aNegativeWidthMakesEachBinAMultipleOfTheOneBefore() {
        assertThat(histogram("Values", "1", "BinBy", "Widths", "BinWidths", "1,-1,8,-1,24")
                        .get("Edges"))
                .isEqualTo(List.of(1.0, 2.0, 4.0, 8.0, 16.0, 24.0));
    }

    @Test
    void aSliverThatRoundingLeavesIsNoBin() {
        // in floating point 3 times 0.3 is a little less than 0.9
        assertThat((List<?>) histogram("Values", "1", "BinBy", "Widths", "BinWidths", "0,0.3,0.9")
                        .get("Counts"))
                .hasSize(3);
    }

    @Test
    void zeroIsInOneBinWhateverItsSign() {
        assertThat(histogram("Values", List.of(-0.0, 0.0), "BinBy", "Widths", "BinWidths", "-1,1,1")
                        .get("Counts"))
                .isEqualTo(List.of(0L, 2L));
    }

    @Test
    void aLoneWidthReachesFromTheSmallestValueToTheLargest() {
        Outputs outputs = histogram("Values", "1,2,Infinity,6,NaN", "BinBy", "Widths", "BinWidths", "2");
        assertThat(outputs.get("Edges")).isEqualTo(List.of(1.0, 3.0, 5.0, 6.0));
        assertThat(outputs.get("Counts")).isEqualTo(List.of(2L, 0L, 1L));
        assertThat(outputs.get("Above")).isEqualTo(1L);
        assertThat(histogram("Values", "4,4", "BinBy", "Widths", "BinWidths", "2")
                        .get("Edges"))
                .isEqualTo(List.of(4.0, 6.0));
    }

    @Test
    void binsThatCannotBeMadeAreRefused() {
        assertThat(wrong("Values", "1", "BinBy", "Widths")).containsExactly("BinWidths");
        assertThat(wrong("Values", "1", "BinBy", "Widths", "BinWidths", "0,1")).containsExactly("BinWidths");
        assertThat(wrong("Values", "1", "BinBy", "Widths", "BinWidths", "0")).containsExactly("BinWidths");
        assertThat(wrong("Values", "1", "BinBy", "Widths", "BinWidths", "-0.5")).containsExactly("BinWidths");
        assertThat(wrong("Values", "NaN", "BinBy", "Widths", "BinWidths", "2")).containsExactly("BinWidths");
        assertThat(wrong("Values", "1", "BinBy", "Widths", "BinWidths", "0,1e-9,1"))
                .containsExactly("BinWidths");
        assertThat(wrong("Values", "1", "BinBy", "Widths", "BinWidths", "1,-1e-20,2"))
                .containsExactly("BinWidths");
        assertThat(wrong("Values", "1", "BinBy", "Widths", "BinWidths", "0,1,Infinity"))
                .containsExactly("BinWidths");
        assertThat(wrong("Values", "1", "BinCount", 0)).containsExactly("BinCount");
        assertThat(wrong("Values", "NaN")).containsExactly("BinCount");
        assertThat(wrong("Values", List.of(1.0, Math.nextUp(1.0)))).containsExactly("BinCount");
    }

    private static List<String> wrong(Object... namesAndValues) {
        return Runs.problems("MakeHistogram", namesAndValues).stream()
                .map(Problem::property)
                .toList();
    }
}
