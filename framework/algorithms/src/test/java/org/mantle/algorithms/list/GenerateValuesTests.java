package org.mantle.algorithms.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mantle.algorithms.Runs;
import org.mantle.framework.property.Problem;

/** The spacings of GenerateValues, with their ends. */
class GenerateValuesTests {

    private static Object values(Object... namesAndValues) {
        return Runs.run("GenerateValues", namesAndValues).get("Values");
    }

    @Test
    void stepsLeadFromStartAndIncludeStopIfTheyHitIt() {
        assertThat(values("Stop", 3)).isEqualTo(List.of(0.0, 1.0, 2.0, 3.0));
        assertThat(values("Start", 1, "Stop", 2.9, "Step", 0.5)).isEqualTo(List.of(1.0, 1.5, 2.0, 2.5));
        assertThat(values("Start", 2, "Stop", -1, "Step", -1.5)).isEqualTo(List.of(2.0, 0.5, -1.0));
        assertThat(values("Start", 5, "Stop", 5)).isEqualTo(List.of(5.0));
        // 0.1 is not exact, and 3 steps of it are a little more than 0.3
        assertThat((List<?>) values("Stop", 0.3, "Step", 0.1)).hasSize(4);
        assertThat((List<?>) values("Stop", 1e6 - 1)).hasSize(1_000_000);
    }

    @Test
    void evenValuesKeepTheirEndsExactly() {
        assertThat(values("Spacing", "Even", "Start", -1, "Stop", 1, "Count", 5))
                .isEqualTo(List.of(-1.0, -0.5, 0.0, 0.5, 1.0));
        assertThat(values("Spacing", "Even", "Start", 0.1, "Stop", 0.7, "Count", 1))
                .isEqualTo(List.of(0.1));
    }

    @Test
    void logarithmicValuesAreEachTheSameMultipleOfTheOneBefore() {
        List<?> values = (List<?>) values("Spacing", "Logarithmic", "Start", 0.001, "Stop", 1000, "Count", 7);
        assertThat(values.get(0)).isEqualTo(0.001);
        assertThat(values.get(6)).isEqualTo(1000.0);
        for (int i = 0; i < 7; i++) {
            assertThat((Double) values.get(i)).isCloseTo(Math.pow(10, i - 3), within(Math.pow(10, i - 3) * 1e-14));
        }
    }

    /** The generator that the documentation of {@link java.util.Random} defines, written down once more. */
    @Test
    void theSeedDecidesWhatIsDrawn() {
        long mask = (1L << 48) - 1;
        long state = (42 ^ 0x5DEECE66DL) & mask;
        List<Double> expected = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            state = (state * 0x5DEECE66DL + 0xBL) & mask;
            long high = state >>> (48 - 26);
            state = (state * 0x5DEECE66DL + 0xBL) & mask;
            long low = state >>> (48 - 27);
            expected.add(((high << 27) + low) / (double) (1L << 53));
        }
        assertThat(values("Spacing", "Random", "Stop", 1, "Count", 5, "Seed", 42))
                .isEqualTo(expected);
        assertThat(values("Spacing", "Random", "Stop", 1, "Count", 5)).isNotEqualTo(expected);
        // between neighbours there is nothing, and Stop does not count
        assertThat(values("Spacing", "Random", "Start", 1, "Stop", Math.nextUp(1.0), "Count", 100))
                .isEqualTo(Collections.nCopies(100, 1.0));
        assertThat((List<?>) values("Spacing", "Random", "Start", -3, "Stop", -2, "Count", 1000))
                .allSatisfy(value -> assertThat((Double) value).isBetween(-3.0, Math.nextDown(-2.0)))
                .anySatisfy(value -> assertThat((Double) value).isGreaterThan(-2.1))
                .anySatisfy(value -> assertThat((Double) value).isLessThan(-2.9));
    }

    @Test
    void whatLeadsNowhereIsRefused() {
        assertThat(wrong()).containsExactly("Stop");
        assertThat(wrong("Stop", -1)).containsExactly("Step");
        assertThat(wrong("Stop", 1, "Step", 0)).containsExactly("Step");
        assertThat(wrong("Stop", 1e6)).containsExactly("Step");
        assertThat(wrong("Stop", Double.MAX_VALUE, "Start", -Double.MAX_VALUE)).containsExactly("Step");
        assertThat(wrong("Stop", "Infinity")).containsExactly("Stop");
        assertThat(wrong("Spacing", "Logarithmic", "Stop", -1)).containsExactly("Start", "Stop");
        assertThat(wrong("Spacing", "Random", "Stop", 0)).containsExactly("Stop");
        assertThat(wrong("Spacing", "Even", "Stop", 1, "Count", 0, "Step", 0)).containsExactly("Count");
    }

    private static List<String> wrong(Object... namesAndValues) {
        return Runs.problems("GenerateValues", namesAndValues).stream()
                .map(Problem::property)
                .toList();
    }
}
