package com.example.signals;

import java.util.ArrayList;
import java.util.List;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Property;
import org.mantle.validators.Validators;

/** Finds the peaks of a signal, after smoothing it. */
final class FindPeaks extends Algorithm {

    static final Property<Double> THRESHOLD = Property.number("Threshold")
            .documentation("How high a peak is at least; without it any height will do.")
            .build();
    static final Property<List<Integer>> PEAKS = Property.integerList("Peaks")
            .output()
            .validator(Validators.everyElement(Validators.atLeast(0)))
            .documentation("Where the peaks are, counted from 0: values above both neighbours. A flat top is at its beginning.")
            .build();

    @Override
    protected void declare(Declaration declaration) {
        declaration
                .name("FindPeaks")
                .categories("Signals")
                .summary("Finds the peaks of a smoothed signal.")
                .seeAlso("SmoothSignal")
                .properties(SmoothSignal.SIGNAL, SmoothSignal.WINDOW, THRESHOLD, PEAKS);
    }

    @Override
    protected void execute(Context run) {
        List<Double> smoothed = run.createChild("SmoothSignal", 0, 0.9)
                .set(SmoothSignal.SIGNAL, run.get(SmoothSignal.SIGNAL))
                .set(SmoothSignal.WINDOW, run.get(SmoothSignal.WINDOW))
                .call(SmoothSignal.SMOOTHED);
        run.set(PEAKS, peaks(smoothed, run.find(THRESHOLD).orElse(Double.NEGATIVE_INFINITY)));
        run.progress().report(1, "found");
    }

    private static List<Integer> peaks(List<Double> values, double threshold) {
        List<Integer> peaks = new ArrayList<>();
        // Where the values last rose to what they are.
        int rise = 0;
        for (int i = 1; i < values.size(); i++) {
            if (values.get(i) > values.get(i - 1)) {
                rise = i;
            } else if (values.get(i) < values.get(i - 1) && rise > 0) {
                if (values.get(rise) >= threshold) {
                    peaks.add(rise);
                }
                rise = 0;
            }
        }
        return peaks;
    }
}
