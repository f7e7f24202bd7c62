package org.mantle.benchmarks;

import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mantle.benchmarks.peer.RegistryByHand;
import org.mantle.benchmarks.peer.SciJava;
import org.mantle.benchmarks.workload.Hosts;
import org.mantle.benchmarks.workload.Numbered;
import org.mantle.framework.Mantle;
import org.mantle.framework.run.AlgorithmDescriptor;
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
import org.scijava.module.ModuleInfo;

/** W3: look-ups and search among 10,000 algorithms. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class RegistryBenchmark {

    static final int COUNT = 10_000;

    /** Names of one algorithm in the middle, the same text as another object than that in the registry. */
    private String name = Numbered.facts(COUNT / 2).name();

    /** Fits ten of them: the name of one, and others whose number begins so. */
    private String text = "tabLe60";

    private RegistryByHand byHand = new RegistryByHand(0);
    private final SciJava sciJava = new SciJava();
    private Mantle mantle = Hosts.of(MethodHandles.lookup(), List.of());

    /** Makes the registries and proves that they find the same. */
    @Setup(Level.Trial)
    public void open() {
        mantle.close();
        mantle = Hosts.of(MethodHandles.lookup(), Numbered.classes(COUNT));
        byHand = new RegistryByHand(COUNT);
        sciJava.addNumbered(COUNT);
        List<String> expected =
                byHand.search(text).stream().map(Numbered.Facts::name).sorted().toList();
        List<String> found = mantle.registry().search(text).stream()
                .map(AlgorithmDescriptor::name)
                .sorted()
                .toList();
        List<String> foundBySciJava =
                sciJava.search(text).stream().map(ModuleInfo::getName).sorted().toList();
        if (mantle.registry().all().size() != COUNT
                || expected.isEmpty()
                || !found.containsAll(expected)
                || !foundBySciJava.equals(expected)
                || !sciJava.find(name).getName().equals(name)) {
            throw new IllegalStateException("the registries do not find the same: " + expected + " but " + found + " "
                    + mantle.registry().faults());
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        mantle.close();
        sciJava.close();
    }

    @Benchmark
    public ModuleInfo w3ExactSciJavaThread() {
        return sciJava.find(name);
    }

    @Benchmark
    public List<ModuleInfo> w3SearchSciJavaThread() {
        return sciJava.search(text);
    }

    @Benchmark
    public Numbered.@Nullable Facts w3ExactHandWritten() {
        return byHand.get(name, 1);
    }

    @Benchmark
    public AlgorithmDescriptor w3ExactMantle() {
        return mantle.registry().get(name, 1);
    }

    @Benchmark
    public Numbered.@Nullable Facts w3LatestHandWritten() {
        return byHand.latest(name);
    }

    @Benchmark
    public AlgorithmDescriptor w3LatestMantle() {
        return mantle.registry().get(name);
    }

    @Benchmark
    public List<Numbered.Facts> w3SearchHandWritten() {
        return byHand.search(text);
    }

    @Benchmark
    public List<AlgorithmDescriptor> w3SearchMantle() {
        return mantle.registry().search(text);
    }
}
