package org.mantle.benchmarks.peer;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.mantle.benchmarks.workload.Declared;

/** The floor: finds an algorithm by name, checks its inputs, runs it and keeps a record, in as few lines as that needs. */
public final class HandWritten {

    private static final int CAPACITY = 1000;

    private final Map<String, Function<Map<String, Object>, DeclaredByHand>> algorithms = new HashMap<>();
    private final AtomicReferenceArray<Entry> history = new AtomicReferenceArray<>(CAPACITY);
    private final AtomicLong count = new AtomicLong();

    /** What is kept of a run. */
    public record Entry(
            String name, DeclaredByHand inputs, DeclaredByHand.Outputs outputs, Instant started, long nanos) {}

    /** Makes a host with one algorithm. */
    public HandWritten() {
        algorithms.put(Declared.NAME, DeclaredByHand::new);
    }

    /** Runs the algorithm of a name and records the run. */
    public DeclaredByHand.Outputs run(String name, Map<String, Object> given) {
        Function<Map<String, Object>, DeclaredByHand> algorithm = algorithms.get(name);
        if (algorithm == null) {
            throw new IllegalArgumentException("there is no algorithm " + name);
        }
        DeclaredByHand run = algorithm.apply(given);
        run.check();
        Instant started = Instant.now();
        long startNanos = System.nanoTime();
        DeclaredByHand.Outputs outputs = run.execute();
        long number = count.getAndIncrement();
        history.set((int) (number % CAPACITY), new Entry(name, run, outputs, started, System.nanoTime() - startNanos));
        return outputs;
    }

    /** Returns the last record. */
    public Entry last() {
        return history.get((int) ((count.get() - 1) % CAPACITY));
    }
}
