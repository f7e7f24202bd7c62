package org.mantle.algorithms.list;

import java.util.Arrays;
import java.util.List;
import org.mantle.algorithms.word.Labels;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Property;
import org.mantle.validators.Validators;

/** Calculates count, ends, mean, deviation and quantiles of a list. */
public final class CalculateStatistics extends Algorithm {

    /** What becomes of values that are not finite. */
    enum NotFinite {
        REFUSE,
        SKIP
    }

    /** Of what the values are all there are. */
    enum Population {
        SAMPLE,
        WHOLE
    }

    static final Property<List<Double>> VALUES = Property.numberList("Values")
            .mandatory()
            .example(List.of(1.0, 2.0, 4.0))
            .documentation("The numbers.")
            .build();
    static final Property<NotFinite> NOT_FINITE = Property.choice("NotFinite", NotFinite.class, Labels::of)
            .defaultValue(NotFinite.REFUSE)
            .documentation("Whether values that are NaN or infinite are refused or skipped.")
            .build();
    static final Property<Population> POPULATION = Property.choice("Population", Population.class, Labels::of)
            .defaultValue(Population.SAMPLE)
            .documentation(
                    "Whether the values are a sample or the whole, which decides whether the squares of the deviations"
                            + " are divided by one less than the count, or by the count.")
            .build();
    static final Property<List<Double>> QUANTILES = Property.numberList("Quantiles")
            .defaultValue(List.of(0.25, 0.75))
            .validator(Validators.everyElement(Validators.between(0.0, 1.0)))
            .documentation("The quantiles to calculate, as fractions.")
            .build();
    static final Property<Integer> COUNT = Property.integer("Count")
            .output()
            .mandatory()
            .validator(Validators.atLeast(1))
            .documentation("How many values were used.")
            .build();
    static final Property<Integer> SKIPPED = Property.integer("Skipped")
            .output()
            .mandatory()
            .documentation("How many values were skipped.")
            .build();
    static final Property<Double> MINIMUM = result("Minimum", "The smallest value.");
    static final Property<Double> MAXIMUM = result("Maximum", "The largest value.");
    static final Property<Double> MEAN = result("Mean", "The arithmetic mean.");
    static final Property<Double> STANDARD_DEVIATION = Property.number("StandardDeviation")
            .output()
            .documentation("The standard deviation; not set for a sample of one value, which has none.")
            .build();
    static final Property<Double> MEDIAN =
            result("Median", "The middle value, or half way between the two that are in the middle.");
    static final Property<List<Double>> QUANTILE_VALUES = Property.numberList("QuantileValues")
            .output()
            .documentation(
                    "The quantiles, in the order of Quantiles. Between two values they are interpolated on a straight"
                            + " line, with the first value at 0 and the last at 1 (definition 7 of Hyndman and Fan, 1996, which R and"
                            + " NumPy use).")
            .build();

    private static Property<Double> result(String name, String documentation) {
        return Property.number(name)
                .output()
                .mandatory()
                .documentation(documentation)
                .build();
    }

    @Override
    protected void declare(Declaration declaration) {
        declaration
                .name("CalculateStatistics")
                .aliases("ListStatistics")
                .categories("Lists", "Mathematics")
                .summary("Calculates count, ends, mean, standard deviation, median and quantiles of a list of numbers.")
                .seeAlso("MakeHistogram", "SortValues")
                .keywords("average", "variance", "percentile", "spread")
                .properties(VALUES, NOT_FINITE, POPULATION, QUANTILES)
                .properties(COUNT, SKIPPED, MINIMUM, MAXIMUM, MEAN, STANDARD_DEVIATION, MEDIAN, QUANTILE_VALUES);
    }

    @Override
    protected void validateInputs(Inputs inputs, Problems problems) {
        List<Double> values = inputs.get(VALUES);
        long finite = values.stream().filter(Double::isFinite).count();
        if (finite == 0) {
            problems.add(VALUES, "there is no finite value");
        } else if (finite < values.size() && inputs.get(NOT_FINITE) == NotFinite.REFUSE) {
            problems.add(
                    VALUES,
                    (values.size() - finite) + " of " + values.size() + " values "
                            + (values.size() - finite == 1
                                    ? "is not finite; take it out"
                                    : "are not finite; take them out")
                            + ", or set "
                            + NOT_FINITE.name() + "=" + Labels.of(NotFinite.SKIP));
        }
    }

    @Override
    protected void execute(Context run) {
        List<Double> given = run.get(VALUES);
        double[] values = given.stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .toArray();
        run.set(COUNT, values.length);
        run.set(SKIPPED, given.size() - values.length);
        Moments moments = Moments.of(values);
        run.set(MEAN, moments.mean());
        int divisor = run.get(POPULATION) == Population.SAMPLE ? values.length - 1 : values.length;
        if (divisor > 0) {
            run.set(STANDARD_DEVIATION, moments.deviation(divisor));
        }
        run.checkCancelled();
        Arrays.sort(values);
        run.set(MINIMUM, values[0]);
        run.set(MAXIMUM, values[values.length - 1]);
        run.set(MEDIAN, quantile(values, 0.5));
        run.set(
                QUANTILE_VALUES,
                run.get(QUANTILES).stream()
                        .map(fraction -> quantile(values, fraction))
                        .toList());
    }

    private static double quantile(double[] sorted, double fraction) {
        double position = fraction * (sorted.length - 1);
        int below = (int) position;
        double part = position - below;
        return part == 0 || sorted[below] == sorted[below + 1]
                ? sorted[below]
                : sorted[below] * (1 - part) + sorted[below + 1] * part;
    }
}
