package org.mantle.benchmarks.start;

import org.mantle.benchmarks.workload.Declared;
import org.mantle.benchmarks.workload.Workload;
import org.mantle.framework.Mantle;

/** Loads what is on the class path and runs once, by name. */
final class MantleStart {

    private MantleStart() {}

    public static void main(String[] args) {
        try (Mantle mantle = Mantle.load()) {
            if (mantle.run(Declared.NAME, Workload.valid()).asMap().size() != 8) {
                throw new IllegalStateException("the run gave something else");
            }
        }
    }
}
