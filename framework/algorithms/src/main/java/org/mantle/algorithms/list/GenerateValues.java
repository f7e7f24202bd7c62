package org.mantle.algorithms.list;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.mantle.algorithms.word.Labels;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Property;
import org.mantle.validators.Validator;
import org.mantle.validators.Validators;

/** Makes a list of numbers. */
public final class GenerateValues extends Algorithm {

    /** How the numbers follow each other. */
    enum Spacing {
        STEPS,
        EVEN,
        LOGARITHMIC,
        RANDOM
    }

    private static final int MOST_VALUES = 1_000_000;

    /** By which part of a step Stop may be missed and still be there: steps such as 0.1 are not exact. */
    private static final double SLACK = 1e-9;

    private static final Validator<Double> FINITE = Validators.satisfying("a finite number", Double::isFinite);

    static final Property<Spacing> SPACING = Property.choice("Spacing", Spacing.class, Labels::of)
            .defaultValue(Spacing.STEPS)
            .documentation(
                    "Steps goes from Start by Step up to Stop. Even makes Count numbers at equal distances, Logarithmic"
                            + " such that each is the same multiple of the one before, both from Start to Stop. Random draws Count"
                            + " numbers evenly from Start up to but without Stop.")
            .build();
    static final Property<Double> START = Property.number("Start")
            .defaultValue(0.0)
            .validator(FINITE)
            .documentation("The first number.")
            .build();
    static final Property<Double> STOP = Property.number("Stop")
            .mandatory()
            .validator(FINITE)
            .example(10.0)
            .documentation("The last number, if the steps hit it.")
            .build();
    static final Property<Double> STEP = Property.number("Step")
            .defaultValue(1.0)
            .validator(
                    Validators.satisfying("a finite number other than 0", step -> Double.isFinite(step) && step != 0))
            .documentation("What each number is more than the one before; negative to go down.")
            .build();
    static final Property<Integer> COUNT = Property.integer("Count")
            .defaultValue(10)
            .validator(Validators.between(1, MOST_VALUES))
            .documentation("How many numbers there are. One is Start alone.")
            .build();
    static final Property<Long> SEED = Property.longInteger("Seed")
            .defaultValue(0L)
            .documentation("Decides what is drawn: the same seed draws the same numbers, on any machine.")
            .build();
    static final Property<List<Double>> VALUES = Property.numberList("Values")
            .output()
            .validator(Validators.listLengthBetween(1, MOST_VALUES))
            .documentation("The numbers.")
            .build();

    @Override
    protected void declare(Declaration declaration) {
        declaration
                .name("GenerateValues")
                .categories("Lists", "Mathematics")
                .summary("Makes a list of numbers, in steps, at equal distances, logarithmic or random.")
                .seeAlso("MakeHistogram", "CalculateStatistics")
                .keywords("sequence", "series", "range", "linspace")
                .properties(SPACING, START, STOP, STEP, COUNT, SEED, VALUES)
                .visibleWhen(Condition.is(SPACING, Spacing.STEPS), STEP)
                .visibleWhen(Condition.is(SPACING, Spacing.STEPS).not(), COUNT)
                .visibleWhen(Condition.is(SPACING, Spacing.RANDOM), SEED);
    }

    @Override
    protected void validateInputs(Inputs inputs, Problems problems) {
        double start = inputs.get(START);
        double stop = inputs.get(STOP);
        switch (inputs.get(SPACING)) {
            case STEPS -> {
                double steps = (stop - start) / inputs.get(STEP);
                if (steps < 0) {
                    problems.add(
                            STEP,
                            "must be " + (stop > start ? "positive" : "negative") + " to lead from Start to Stop");
                } else if (!(steps + SLACK < MOST_VALUES)) {
                    problems.add(STEP, "would make more than " + MOST_VALUES + " values; make it larger");
                }
            }
            case LOGARITHMIC -> {
                requirePositive(START, start, problems);
                requirePositive(STOP, stop, problems);
            }
            case RANDOM -> {
                if (!(start < stop)) {
                    problems.add(STOP, "must be above Start for Random values");
                }
            }
            case EVEN -> {}
        }
    }

    private static void requirePositive(Property<Double> end, double value, Problems problems) {
        if (value <= 0) {
            problems.add(end, "must be above 0 for Logarithmic values");
        }
    }

    @Override
    protected void execute(Context run) {
        double start = run.get(START);
        double stop = run.get(STOP);
        int count = run.get(COUNT);
        run.set(
                VALUES,
                switch (run.get(SPACING)) {
                    case STEPS -> {
                        double step = run.get(STEP);
                        int steps = (int) Math.floor((stop - start) / step + SLACK);
                        yield list(run, steps + 1, i -> start + i * step);
                    }
                    case EVEN -> list(run, count, i -> i == 0 ? start : between(start, stop, i, count));
                    case LOGARITHMIC ->
                        list(run, count, i -> {
                            if (i == 0 || i == count - 1) {
                                // The ends exactly, and not what rounding makes of them.
                                return i == 0 ? start : stop;
                            }
                            return Math.exp(between(Math.log(start), Math.log(stop), i, count));
                        });
                    case RANDOM -> {
                        Random random = new Random(run.get(SEED));
                        yield list(run, count, i -> {
                            double part = random.nextDouble();
                            return Math.min(start * (1 - part) + stop * part, Math.nextDown(stop));
                        });
                    }
                });
    }

    private static double between(double start, double stop, int i, int count) {
        double part = (double) i / (count - 1);
        return start * (1 - part) + stop * part;
    }

    private static List<Double> list(Context run, int count, IntToDoubleFunction element) {
        List<Double> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            run.checkCancelled();
            values.add(element.applyAsDouble(i));
        }
        return values;
    }
}
