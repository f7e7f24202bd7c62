package com.example.signals;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.mantle.testkit.AlgorithmContractTests;
import org.mantle.testkit.Example;

/** Holds the algorithms to the contract. */
class SignalContractTests extends AlgorithmContractTests {

    @Override
    protected List<Example> examples(Path folder) {
        return List.of(
                Example.of("SmoothSignal").with("Signal", "1,4,1,4,1").gives("Smoothed", "2.5,2,3,2,2.5"),
                Example.of("SmoothSignal")
                        .with("Signal", "0,8,8")
                        .with("Method", "Exponential")
                        .gives("Smoothed", "0,4,6"),
                Example.of("SmoothSignal")
                        .with("Signal", Collections.nCopies(100_000, 1.0))
                        .with("Window", 10_001)
                        .lastsUntilCancelled(),
                Example.of("FindPeaks").with("Signal", "0,9,0,0,3,3,0").with("Window", 1).gives("Peaks", "1,4"),
                Example.of("ScaleSignal").with("Signal", "1,-2").with("Factor", 1.5).gives("Scaled", "1.5,-3"),
                Example.of("ScaleSignal")
                        .with("Signal", Collections.nCopies(1_000_000, 1.0))
                        .lastsUntilCancelled());
    }
}
