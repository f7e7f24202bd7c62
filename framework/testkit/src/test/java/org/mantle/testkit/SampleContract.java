package org.mantle.testkit;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mantle.framework.MantleBuilder;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.property.Services;

/** The contract of samples, by a provider that a test makes: it is found nowhere and has no index. */
class SampleContract extends AlgorithmContractTests {

    private final List<Class<? extends Algorithm>> algorithms;
    private final List<Class<?>> methods;
    private final Thread thread = Thread.currentThread();
    private Examples examples = folder -> List.of(Example.of("Sample").gives("Result", 3));
    private Map<Integer, String> exceptions = Map.of(1, "it is made by a test", 2, "it is made by a test");
    // Long, which costs nothing where what is waited for comes.
    private Duration patience = Duration.ofMinutes(3);
    private Consumer<MantleBuilder> host = builder -> {};
    private Consumer<Services.Builder> services = builder -> {};

    /** Gives examples with files in a folder. */
    @FunctionalInterface
    interface Examples {
        List<Example> in(Path folder) throws IOException;
    }

    private SampleContract(List<Class<? extends Algorithm>> algorithms, List<Class<?>> methods) {
        this.algorithms = algorithms;
        this.methods = methods;
    }

    @SafeVarargs
    // The array is only read.
    @SuppressWarnings("varargs")
    static SampleContract of(Class<? extends Algorithm>... algorithms) {
        return new SampleContract(Arrays.asList(algorithms), List.of());
    }

    static SampleContract ofMethods(Class<?> holder) {
        return new SampleContract(List.of(), List.of(holder));
    }

    /** Sets the examples, in place of the one that the samples have in common. */
    SampleContract with(Example... given) {
        return with(folder -> List.of(given));
    }

    SampleContract with(Examples given) {
        examples = given;
        return this;
    }

    SampleContract except(Integer... numbers) {
        exceptions =
                Arrays.stream(numbers).collect(Collectors.toMap(number -> number, number -> "it is made by a test"));
        return this;
    }

    /** Waits for a second where something is waited for that does not come. */
    SampleContract impatient() {
        patience = Duration.ofSeconds(1);
        return this;
    }

    SampleContract withServices(Consumer<Services.Builder> defaults) {
        services = defaults;
        return this;
    }

    SampleContract preparing(Consumer<MantleBuilder> prepares) {
        host = prepares;
        return this;
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

            @Override
            public void addDefaultServices(Services.Builder builder) {
                services.accept(builder);
            }
        };
    }

    @Override
    protected List<Example> examples(Path folder) throws IOException {
        return examples.in(folder);
    }

    /** Tells the sample whether it runs beside another: only then the kit runs it in a thread other than its own. */
    @Override
    protected void prepare(MantleBuilder builder) {
        builder.service(Samples.Meeting.class, new Samples.Meeting(Thread.currentThread() != thread));
        host.accept(builder);
    }

    @Override
    protected Duration patience() {
        return patience;
    }

    @Override
    protected Map<Integer, String> exceptions() {
        return exceptions;
    }

    /** Returns of what it is the contract. */
    @Override
    public String toString() {
        return Stream.concat(algorithms.stream(), methods.stream())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(" "));
    }
}
