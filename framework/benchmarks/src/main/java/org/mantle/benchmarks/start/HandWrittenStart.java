package org.mantle.benchmarks.start;

import org.mantle.benchmarks.peer.HandWritten;
import org.mantle.benchmarks.workload.Declared;
import org.mantle.benchmarks.workload.Workload;

/** Makes the floor's registry and runs once. */
final class HandWrittenStart {

    private HandWrittenStart() {}

    public static void main(String[] args) {
        if (new HandWritten().run(Declared.NAME, Workload.valid()).text1().length() != 0) {
            throw new IllegalStateException("the run gave something else");
        }
    }
}
