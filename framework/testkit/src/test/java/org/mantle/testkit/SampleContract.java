package org.mantle.testkit;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mantle.framework.Algorithm;
import org.mantle.framework.AlgorithmProvider;
import org.mantle.framework.MantleBuilder;

/** The contract of samples, by a provider that a test makes: it is found nowhere and has no index. */
abstract class SampleContract extends AlgorithmContractTests {

    private final List<Class<? extends Algorithm>> algorithms;
    private final List<Class<?>> methods;
    private final Thread thread = Thread.currentThread();

    SampleContract(List<Class<? extends Algorithm>> algorithms, List<Class<?>> methods) {
        this.algorithms = algorithms;
        this.methods = methods;
    }

    @Override
    protected AlgorithmProvider provider() {
        return new AlgorithmProvider() {
            @Override
            public MethodHandles.Lookup lookup() {
                return MethodHandles.lookup();
            }

            @Override
            public List<Class<? extends Algorithm>> algorithms() {
                return algorithms;
            }

            @Override
            public List<Class<?>> methods() {
                return methods;
            }
        };
    }

    @Override
    protected List<Example> examples(Path folder) throws IOException {
        return new ArrayList<>(List.of(Example.of("Sample").gives("Result", 3)));
    }

    /** The kit runs in other threads than its own only what it runs beside another. */
    @Override
    protected void prepare(MantleBuilder host) {
        host.service(Samples.Meeting.class, new Samples.Meeting(Thread.currentThread() != thread));
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(1);
    }

    @Override
    protected Map<Integer, String> exceptions() {
        return Map.of(1, "it is made by a test", 2, "it is made by a test");
    }
}
