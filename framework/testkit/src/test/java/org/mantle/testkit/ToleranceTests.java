package org.mantle.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Property;

/** Outputs that are numbers and need not be exactly what is expected, and outputs that are arrays. */
class ToleranceTests {

    static final Property<Double> NUMBER = Property.number("Number")
            .defaultValue(1.0)
            .documentation("A number.")
            .build();
    static final Property<double[]> ARRAY = Property.of("Array", double[].class)
            .defaultValue(new double[] {1, 0})
            .documentation("Numbers.")
            .build();
    static final Property<int[]> ROWS = Property.of("Rows", int[].class)
            .documentation("Rows, which count for the default array alone.")
            .build();
    static final Property<Double> THIRD =
            Property.number("Third").output().documentation("A third of it.").build();
    static final Property<List<Double>> THIRDS = Property.numberList("Thirds")
            .output()
            .documentation("Each a third.")
            .build();
    static final Property<double[]> ARRAY_OUT = Property.of("Parts", double[].class)
            .output()
            .documentation("Each a third.")
            .build();
    static final Property<String> WORDS =
            Property.string("Words").output().documentation("It in words.").build();

    /** Divides by three. */
    static final class Divides extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            Samples.describe(declaration)
                    .properties(NUMBER, ARRAY, ROWS, THIRD, THIRDS, ARRAY_OUT, WORDS)
                    .visibleWhen(Condition.is(ARRAY, new double[] {1, 0}), ROWS)
                    .loopOver(NUMBER);
        }

        @Override
        protected void execute(Context run) {
            run.checkCancelled();
            double third = run.get(NUMBER) / 3;
            run.set(THIRD, third);
            run.set(THIRDS, List.of(third, third, Double.POSITIVE_INFINITY));
            double[] parts = run.get(ARRAY);
            for (int i = 0; i < parts.length; i++) {
                parts[i] = parts[i] == 0 ? Double.NaN : parts[i] / 3;
            }
            run.set(ARRAY_OUT, parts);
            run.set(WORDS, "a third");
        }
    }

    private static List<String> failures(Example example) {
        return KitRun.failures(SampleContract.of(Divides.class).with(example));
    }

    @Test
    void numbersMayDifferByTheTolerance() {
        assertThat(failures(Example.of("Sample")
                        .gives("Third", 0.333, 0.001)
                        .gives("Thirds", "0.333,0.3334,Infinity", 1e-3)
                        .gives("Parts", new double[] {0.3333, Double.NaN}, 1e-4)
                        .gives("Words", "a third")))
                .isEmpty();
        assertThat(failures(Example.of("Sample")
                        .with("Number", List.of(1, 2))
                        .gives("Third", List.of(0.333, 0.667), 0.001)
                        .gives("Parts", List.of(List.of(0.3333, Double.NaN), new double[] {0.3333, Double.NaN}), 1e-4)))
                .isEmpty();
        assertThat(failures(Example.of("Sample").with("Array", "3,6").gives("Parts", "1,2")))
                .isEmpty();
    }

    @Test
    void whatIsFartherAwayOrOtherwiseAnotherIsTold() {
        assertThat(failures(Example.of("Sample").gives("Third", 0.333)))
                .singleElement()
                .asString()
                .contains("gave Third = \"0.3333333333333333\" in place of \"0.333\"");
        assertThat(failures(Example.of("Sample").gives("Third", 0.333, 1e-4)))
                .singleElement()
                .asString()
                .contains("in place of \"0.333\", from which a number may differ by 1.0E-4");
        for (Example wrong : List.of(
                Example.of("Sample").gives("Thirds", "0.333,0.333", 0.1),
                Example.of("Sample").gives("Thirds", "0.333,0.333,1e300", 0.1),
                Example.of("Sample").gives("Thirds", "0.333,0.333,NaN", 0.1),
                Example.of("Sample").gives("Parts", "0.3,0", 0.1),
                Example.of("Sample").gives("Parts", "0.3333333333333333"),
                Example.of("Sample").with("Number", List.of(1, 2)).gives("Third", List.of(0.3, 0.3), 0.1))) {
            assertThat(failures(wrong)).singleElement().asString().contains("in place of");
        }
        assertThat(failures(Example.of("Sample").gives("Parts", "1,2")))
                .singleElement()
                .asString()
                .contains("gave Parts = \"[0.3333333333333333, NaN]\"");
        assertThat(failures(Example.of("Sample").gives("Words", "a third", 0.1)))
                .singleElement()
                .asString()
                .contains("has a tolerance for Words, which is not a number");
    }

    @Test
    void aToleranceIsANumberThatMakesSense() {
        for (double wrong : new double[] {-1e-9, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Example.of("Sample").gives("Third", 1, wrong))
                    .withMessageContaining("Third");
        }
    }
}
