package org.mantle.algorithms.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.mantle.algorithms.Runs;
import org.mantle.framework.property.Problem;
import org.mantle.framework.run.Outputs;

/** CalculateStatistics against figures worked out by other means. */
class CalculateStatisticsTests {

    private static Outputs statistics(Object... namesAndValues) {
        return Runs.run("CalculateStatistics", namesAndValues);
    }

    @Test
    void theStatisticsAreThoseOfTheirDefinitions() {
        Outputs outputs = statistics("Values", "4,1,3,2", "Quantiles", "0,0.25,0.5,0.75,1");
        assertThat(outputs.get("Count")).isEqualTo(4);
        assertThat(outputs.get("Minimum")).isEqualTo(1.0);
        assertThat(outputs.get("Maximum")).isEqualTo(4.0);
        assertThat(outputs.get("Mean")).isEqualTo(2.5);
        assertThat(outputs.get("Median")).isEqualTo(2.5);
        // squares of the deviations: 2.25 + 0.25 + 0.25 + 2.25 = 5, over 3
        assertThat((Double) outputs.get("StandardDeviation")).isCloseTo(Math.sqrt(5.0 / 3), within(1e-15));
        // positions 0, 0.75, 1.5, 2.25 and 3
        assertThat(outputs.get("QuantileValues")).isEqualTo(List.of(1.0, 1.75, 2.5, 3.25, 4.0));
        assertThat((Double)
                        statistics("Values", "4,1,3,2", "Population", "Whole").get("StandardDeviation"))
                .isCloseTo(Math.sqrt(5.0 / 4), within(1e-15));
    }

    /** The data sets NumAcc3 and NumAcc4 of NIST's Statistical Reference Datasets, with their certified values. */
    @Test
    void numbersThatDifferInTheirLastDigitsAreToldApart() {
        for (double base : new double[] {1_000_000, 10_000_000}) {
            List<Double> values = new ArrayList<>(List.of(base + 0.2));
            for (int i = 0; i < 500; i++) {
                values.add(base + 0.1);
                values.add(base + 0.3);
            }
            Outputs outputs = statistics("Values", values);
            assertThat((Double) outputs.get("Mean")).isCloseTo(base + 0.2, within(2e-9));
            assertThat((Double) outputs.get("StandardDeviation")).isCloseTo(0.1, within(1e-8));
        }
    }

    @Test
    void aMeanThatIsRoundedDoesNotSpoilTheDeviation() {
        // at 1e16 numbers are 2 apart: the mean is 2/3 above two of these, and rounded to them
        List<Double> values = List.of(1e16, 1e16, 1e16 + 2);
        // squares of the deviations: 4/9 + 4/9 + 16/9 = 8/3
        assertThat((Double) statistics("Values", values, "Population", "Whole").get("StandardDeviation"))
                .isCloseTo(Math.sqrt(8.0 / 9), within(1e-15));
    }

    @Test
    void whatIsLostInRoundingComesBack() {
        // 1 + 1e100 + 1 - 1e100 is 2; a plain sum gives 0
        assertThat(statistics("Values", List.of(1.0, 1e100, 1.0, -1e100)).get("Mean"))
                .isEqualTo(0.5);
    }

    @Test
    void neitherTheLargestNorTheSmallestNumbersOverflow() {
        Outputs large = statistics("Values", List.of(Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE));
        assertThat((Double) large.get("Mean")).isCloseTo(Double.MAX_VALUE / 3, within(Double.MAX_VALUE * 1e-15));
        assertThat(large.get("Median")).isEqualTo(Double.MAX_VALUE);
        Outputs two = statistics("Values", List.of(-Double.MAX_VALUE, Double.MAX_VALUE));
        assertThat(two.get("Median")).isEqualTo(0.0);
        Outputs small = statistics("Values", List.of(Double.MIN_VALUE, 3 * Double.MIN_VALUE), "Population", "Whole");
        assertThat(small.get("Mean")).isEqualTo(2 * Double.MIN_VALUE);
        assertThat(small.get("StandardDeviation")).isEqualTo(Double.MIN_VALUE);
    }

    @Test
    void equalNumbersDoNotDeviate() {
        assertThat(statistics("Values", Collections.nCopies(1000, 0.1)).get("StandardDeviation"))
                .isEqualTo(0.0);
        assertThat(statistics("Values", "0,0").get("StandardDeviation")).isEqualTo(0.0);
    }

    @Test
    void aSampleOfOneHasNoDeviation() {
        Outputs one = statistics("Values", "7");
        Assertions.assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> one.get("StandardDeviation"));
        assertThat(one.get("Median")).isEqualTo(7.0);
        assertThat(one.get("QuantileValues")).isEqualTo(List.of(7.0, 7.0));
        assertThat(statistics("Values", "7", "Population", "Whole").get("StandardDeviation"))
                .isEqualTo(0.0);
    }

    @Test
    void whatIsNotFiniteIsRefusedOrSkipped() {
        assertThat(Runs.problems("CalculateStatistics", "Values", "1,NaN,Infinity"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .isEqualTo("2 of 3 values are not finite; take them out, or set NotFinite=Skip"));
        Outputs outputs = statistics("Values", "1,NaN,3,-Infinity", "NotFinite", "Skip");
        assertThat(outputs.get("Mean")).isEqualTo(2.0);
        assertThat(outputs.get("Count")).isEqualTo(2);
        assertThat(outputs.get("Skipped")).isEqualTo(2);
        assertThat(Runs.problems("CalculateStatistics", "Values", "NaN", "NotFinite", "Skip"))
                .extracting(Problem::message)
                .containsExactly("there is no finite value");
    }

    @Test
    void aQuantileIsAFractionAndEveryWrongOneIsTold() {
        assertThat(Runs.problems("CalculateStatistics", "Values", "1", "Quantiles", "0.5,-0.1,25"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("1", "2", "-0.1", "25"));
    }

    @Test
    void itIsAlsoCalledListStatistics() {
        assertThat(Runs.run("ListStatistics", "Values", "1-3".replace('-', ',')).get("Mean"))
                .isEqualTo(2.0);
    }
}
