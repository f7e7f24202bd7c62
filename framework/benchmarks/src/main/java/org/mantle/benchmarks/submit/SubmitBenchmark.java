package org.mantle.benchmarks.submit;

import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** W8: runs of {@code submit} by name, from a map to a map, on one thread and two. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class SubmitBenchmark {

    private final Map<String, Object> given = SubmitWorkload.given();
    private final SubmitByHand byHand = new SubmitByHand();
    private final Mantle mantle =
            Mantle.builder().discover(false).provider(new Provider()).build();

    /** Hands over the algorithm. */
    private static final class Provider implements AlgorithmProvider {

        @Override
        public MethodHandles.Lookup lookup() {
            return MethodHandles.lookup();
        }

        @Override
        public List<Class<? extends Algorithm>> algorithms() {
            return List.of(Submit.class);
        }
    }

    /** Proves that both do the same. */
    @Setup(Level.Trial)
    public void compare() {
        if (!w8Mantle().equals(SubmitWorkload.expected()) || !w8HandWritten().equals(SubmitWorkload.expected())) {
            throw new IllegalStateException("the benchmark does not do what it says");
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        mantle.close();
    }

    @Benchmark
    public Map<String, Object> w8HandWritten() {
        return byHand.run(SubmitWorkload.NAME, given);
    }

    @Benchmark
    public Map<String, Object> w8Mantle() {
        return mantle.run(SubmitWorkload.NAME, given).asMap();
    }

    @Benchmark
    @Threads(2)
    public Map<String, Object> w8TwoThreadsHandWritten() {
        return byHand.run(SubmitWorkload.NAME, given);
    }

    @Benchmark
    @Threads(2)
    public Map<String, Object> w8TwoThreadsMantle() {
        return mantle.run(SubmitWorkload.NAME, given).asMap();
    }
}
