package org.mantle.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mantle.benchmarks.peer.ListsByHand;
import org.mantle.framework.property.PropertyTypes;
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
import org.openjdk.jmh.annotations.Warmup;

/** W4: text to list, and to an array of the caller's own. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class ListBenchmark {

    private static final int COUNT = 100_000;

    private String range = "0-99999";
    private String list = IntStream.range(0, COUNT).mapToObj(String::valueOf).collect(Collectors.joining(","));

    /** Proves that all read the same. */
    @Setup(Level.Trial)
    public void compare() {
        List<Integer> expected = IntStream.range(0, COUNT).boxed().toList();
        boolean same = List.of(
                        IntStream.of(w4RangeHandWritten()).boxed().toList(),
                        IntStream.of(w4ListHandWritten()).boxed().toList(),
                        w4RangeMantle(),
                        w4ListMantle(),
                        IntStream.of(w4RangeArrayMantle()).boxed().toList(),
                        IntStream.of(w4ListArrayMantle()).boxed().toList())
                .stream()
                .allMatch(expected::equals);
        if (!same) {
            throw new IllegalStateException("the lists differ");
        }
    }

    @Benchmark
    public int[] w4RangeHandWritten() {
        return ListsByHand.range(range);
    }

    @Benchmark
    public List<Integer> w4RangeMantle() {
        return PropertyTypes.INTEGER_LIST.fromText(range);
    }

    @Benchmark
    public int[] w4RangeArrayHandWritten() {
        return ListsByHand.range(range);
    }

    @Benchmark
    public int[] w4RangeArrayMantle() {
        return PropertyTypes.toIntArray(PropertyTypes.INTEGER_LIST.fromText(range));
    }

    @Benchmark
    public int[] w4ListArrayHandWritten() {
        return ListsByHand.list(list);
    }

    @Benchmark
    public int[] w4ListArrayMantle() {
        return PropertyTypes.toIntArray(PropertyTypes.INTEGER_LIST.fromText(list));
    }

    @Benchmark
    public int[] w4ListHandWritten() {
        return ListsByHand.list(list);
    }

    @Benchmark
    public List<Integer> w4ListMantle() {
        return PropertyTypes.INTEGER_LIST.fromText(list);
    }
}
