package com.example.signals;

import java.util.ArrayList;
import java.util.List;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.property.Condition;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Property;
import org.mantle.validators.Validators;

/** Smooths a signal: each value becomes the mean of those around it, or of those before it, of which older ones count less. */
final class SmoothSignal extends Algorithm {

    static final Property<List<Double>> SIGNAL = Property.numberList("Signal")
            .mandatory()
            .validator(Validators.everyElement(Validators.satisfying("a finite number", Double::isFinite)))
            .example(List.of(1.0, 4.0, 1.0))
            .documentation("The values, measured at equal distances.")
            .build();
    static final Property<String> METHOD = Property.string("Method")
            .defaultValue("Mean")
            .validator(Validators.oneOf("Mean", "Exponential"))
            .documentation("Mean takes the mean of a window around each value; Exponential lets older values fade.")
            .build();
    static final Property<Integer> WINDOW = Property.integer("Window")
            .defaultValue(3)
            .validator(Validators.between(1, 10_001))
            .unit("values")
            .documentation("How many values the window has, an odd number. At the ends it is cut.")
            .build();
    static final Property<Double> WEIGHT = Property.number("Weight")
            .defaultValue(0.5)
            .validator(Validators.above(0.0).andAtMost(1.0))
            .documentation("How much a new value counts against all before it.")
            .build();
    static final Property<List<Double>> SMOOTHED = Property.numberList("Smoothed")
            .output()
            .documentation("The smoothed signal, as long as Signal.")
            .build();

    @Override
    protected void declare(Declaration declaration) {
        declaration
                .name("SmoothSignal")
                .categories("Signals")
                .summary("Smooths a signal by a moving mean, or by exponential smoothing.")
                .seeAlso("FindPeaks")
                .keywords("average", "noise")
                .properties(SIGNAL, METHOD, WINDOW, WEIGHT, SMOOTHED)
                .visibleWhen(Condition.is(METHOD, "Mean"), WINDOW)
                .visibleWhen(Condition.is(METHOD, "Exponential"), WEIGHT);
    }

    @Override
    protected void validateInputs(Inputs inputs, Problems problems) {
        if (inputs.get(METHOD).equals("Mean") && inputs.get(WINDOW) % 2 == 0) {
            problems.add(WINDOW, "must be odd, so that as many values are before as after");
        }
    }

    @Override
    protected void execute(Context run) {
        List<Double> signal = run.get(SIGNAL);
        int reach = run.get(WINDOW) / 2;
        boolean exponential = run.get(METHOD).equals("Exponential");
        List<Double> smoothed = new ArrayList<>(signal.size());
        for (int i = 0; i < signal.size(); i++) {
            run.checkCancelled();
            run.progress().report(i + 1, signal.size(), "values", "smoothing");
            smoothed.add(
                    exponential
                            ? faded(i == 0 ? signal.get(0) : smoothed.get(i - 1), signal.get(i), run.get(WEIGHT))
                            : mean(signal.subList(Math.max(0, i - reach), Math.min(signal.size(), i + reach + 1))));
        }
        run.set(SMOOTHED, smoothed);
    }

    private static double faded(double before, double now, double weight) {
        return before + weight * (now - before);
    }

    private static double mean(List<Double> values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.size();
    }
}
