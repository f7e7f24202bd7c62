package com.example.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;

/** What the algorithms compute, run by name as a host does. */
class SmoothSignalTests {

    @Test
    void theWindowIsCutAtTheEnds() {
        try (Mantle mantle = Mantle.load()) {
            Object smoothed = mantle.run("SmoothSignal", Map.of("Signal", "3,0,3,6", "Window", 3)).get("Smoothed");
            assertEquals(List.of(1.5, 2.0, 3.0, 4.5), smoothed);
        }
    }

    @Test
    void anEvenWindowIsRefusedWithTheReason() {
        try (Mantle mantle = Mantle.load()) {
            assertEquals(
                    "Window must be odd, so that as many values are before as after",
                    mantle.validate("SmoothSignal", Map.of("Signal", "1", "Window", 4)).stream()
                            .map(problem -> problem.property() + " " + problem.message())
                            .findFirst()
                            .orElse(""));
        }
    }

    @Test
    void aPeakMayHaveAThreshold() {
        try (Mantle mantle = Mantle.load()) {
            assertEquals(
                    List.of(1),
                    mantle.run("FindPeaks", Map.of("Signal", "0,9,0,3,0", "Window", 1, "Threshold", 5))
                            .get("Peaks"));
        }
    }
}
