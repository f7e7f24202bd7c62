package org.mantle.benchmarks;

import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Property;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Properties that are arrays: texts to numbers, and an image of 1.5 million numbers in and out of a run, beside a list of the same. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ArrayBenchmark {

    private static final int PIXELS = 1_500_000;
    private static final int COUNT = 100_000;

    private static final Property<double[]> ARRAY =
            Property.of("Image", double[].class).build();
    private static final Property<double[]> ARRAY_OUT =
            Property.of("Result", double[].class).output().build();
    private static final Property<List<Double>> LIST =
            Property.numberList("Image").build();
    private static final Property<List<Double>> LIST_OUT =
            Property.numberList("Result").output().build();

    private final double[] image = new double[PIXELS];
    private final String integers =
            IntStream.range(0, COUNT).mapToObj(String::valueOf).collect(Collectors.joining(","));
    private final String numbers =
            IntStream.range(0, COUNT).mapToObj(i -> String.valueOf(i / 8.0)).collect(Collectors.joining(","));
    private final Mantle mantle = Mantle.builder()
            .discover(false)
            .provider(new Provider())
            .historyCapacity(1)
            .build();

    /** Doubles an image that is an array. */
    public static final class DoubleArray extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("DoubleArray")
                    .categories("Benchmarks")
                    .summary("Doubles an image.")
                    .properties(ARRAY, ARRAY_OUT);
        }

        @Override
        protected void execute(Context run) {
            double[] image = run.get(ARRAY);
            for (int i = 0; i < image.length; i++) {
                image[i] *= 2;
            }
            run.set(ARRAY_OUT, image);
        }
    }

    /** Doubles an image that is a list. */
    public static final class DoubleList extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("DoubleList")
                    .categories("Benchmarks")
                    .summary("Doubles an image.")
                    .properties(LIST, LIST_OUT);
        }

        @Override
        protected void execute(Context run) {
            run.set(LIST_OUT, run.get(LIST).stream().map(each -> each * 2).toList());
        }
    }

    private static final class Provider implements AlgorithmProvider {
        @Override
        public MethodHandles.Lookup lookup() {
            return MethodHandles.lookup();
        }

        @Override
        public List<Class<? extends Algorithm>> algorithms() {
            return List.of(DoubleArray.class, DoubleList.class);
        }
    }

    @Setup(Level.Trial)
    public void fill() {
        Arrays.setAll(image, i -> i * 0.5);
    }

    @TearDown(Level.Trial)
    public void close() {
        mantle.close();
    }

    @Benchmark
    public double[] imageAsArray() {
        return mantle.call("DoubleArray", Map.of("Image", image), ARRAY_OUT);
    }

    @Benchmark
    public double[] imageAsList() {
        return mantle.call("DoubleList", Map.of("Image", image), LIST_OUT).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    @Benchmark
    public int[] integersToArray() {
        return PropertyTypes.intArray().fromText(integers);
    }

    @Benchmark
    public List<Integer> integersToList() {
        return PropertyTypes.INTEGER_LIST.fromText(integers);
    }

    @Benchmark
    public double[] numbersToArray() {
        return PropertyTypes.doubleArray().fromText(numbers);
    }

    @Benchmark
    public List<Double> numbersToList() {
        return PropertyTypes.NUMBER_LIST.fromText(numbers);
    }
}
