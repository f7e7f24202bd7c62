package org.mantle.benchmarks;

import java.lang.invoke.MethodHandles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.mantle.framework.Algorithm;
import org.mantle.framework.AlgorithmDescriptor;
import org.mantle.framework.AlgorithmProvider;
import org.mantle.framework.InvalidPropertyException;
import org.mantle.framework.Mantle;
import org.mantle.framework.Outputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What the framework adds to an algorithm's own work, with the history on. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class RunBenchmark {

    private static final String NAME = "DoesNothing";

    private final Map<String, Object> valid = new LinkedHashMap<>(Map.of(
            "UserName", "foouser",
            "Action", "SubmitJob",
            "RunnablePath", "/work/imat/webservice_test/tomopy/run.sh",
            "JobOptions", "scan.nxs --rows 0-99",
            "JobName", "tooth"));
    private final Map<String, Object> refused = new LinkedHashMap<>(valid);
    private Mantle mantle = host();

    private static Mantle host() {
        return Mantle.builder()
                .discover(false)
                .provider(new AlgorithmProvider() {
                    @Override
                    public MethodHandles.Lookup lookup() {
                        return MethodHandles.lookup();
                    }

                    @Override
                    public List<Class<? extends Algorithm>> algorithms() {
                        return List.of(DoesNothing.class);
                    }
                })
                .build();
    }

    /** Makes the host anew and proves that what is measured works. */
    @Setup
    public void open() {
        mantle.close();
        mantle = host();
        refused.put("Action", "Submit");
        if (!mantle.run(NAME, valid).get("RemoteJobStatus").equals("Done")
                || mantle.validate(NAME, refused).size() != 1) {
            throw new IllegalStateException("the benchmark does not do what it says");
        }
    }

    @TearDown
    public void close() {
        mantle.close();
    }

    /** A run by name from a map of five of the twenty properties, with its record in the history. */
    @Benchmark
    public Outputs runByName() {
        return mantle.run(NAME, valid);
    }

    /** The same on two threads at once. */
    @Benchmark
    @Threads(2)
    public Outputs runByNameOnTwoThreads() {
        return mantle.run(NAME, valid);
    }

    /** The same with a misspelt action: the exception with its problem, and no message asked for. */
    @Benchmark
    public InvalidPropertyException refusedInput() {
        try {
            mantle.run(NAME, refused);
        } catch (InvalidPropertyException e) {
            return e;
        }
        throw new IllegalStateException("the input was not refused");
    }

    /** A run in another thread, awaited. */
    @Benchmark
    public Outputs startAndAwait() throws InterruptedException {
        return mantle.start(NAME, valid).outputs();
    }

    /** The look-up of an algorithm by its exact name. */
    @Benchmark
    public AlgorithmDescriptor lookUp() {
        return mantle.registry().get(NAME);
    }
}
