package org.mantle.benchmarks.start;

import org.mantle.benchmarks.peer.SciJava;
import org.mantle.benchmarks.workload.Workload;

/** Makes a context and runs once, in the calling thread. */
final class SciJavaStart {

    private SciJavaStart() {}

    public static void main(String[] args) {
        try (SciJava sciJava = new SciJava()) {
            if (sciJava.runInThisThread(SciJava.inputs(Workload.valid()))
                            .getOutputs()
                            .size()
                    != 8) {
                throw new IllegalStateException("the run gave something else");
            }
        }
    }
}
