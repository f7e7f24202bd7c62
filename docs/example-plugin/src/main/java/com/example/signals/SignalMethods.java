package com.example.signals;

import java.util.ArrayList;
import java.util.List;
import org.mantle.framework.algorithm.AlgorithmMethod;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Input;
import org.mantle.framework.algorithm.Output;

/** Algorithms that need no more than a method. */
final class SignalMethods {

    private SignalMethods() {}

    @AlgorithmMethod(name = "ScaleSignal", categories = "Signals", summary = "Multiplies every value of a signal.")
    @Output(name = "Scaled", documentation = "The scaled signal, as long as Signal.")
    static List<Double> scale(
            Context run,
            @Input(name = "Signal", documentation = "The values.") List<Double> signal,
            @Input(name = "Factor", documentation = "What to multiply by.", defaultValue = "2") double factor) {
        List<Double> scaled = new ArrayList<>(signal.size());
        for (double value : signal) {
            run.checkCancelled();
            scaled.add(factor * value);
        }
        return scaled;
    }
}
