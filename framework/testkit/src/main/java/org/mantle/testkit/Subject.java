package org.mantle.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.mantle.framework.Mantle;
import org.mantle.framework.MantleBuilder;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.testkit.origin.Origin;
import org.mantle.testkit.probe.Carrier;

/**
 * One algorithm under test.
 *
 * @param author who gives examples and services
 * @param origin its class or method
 * @param descriptor what it declares
 */
record Subject(AlgorithmContractTests author, Origin origin, AlgorithmDescriptor descriptor) {

    /** Returns the algorithm of a class or method; empty when its declaration is wrong. */
    static Optional<Subject> of(AlgorithmContractTests author, Origin origin) {
        return origin.declared().map(descriptor -> new Subject(author, origin, descriptor));
    }

    String name() {
        return descriptor.name();
    }

    /** Returns a host of these algorithms, and of all others that are found. */
    Mantle newHost() {
        return builder().build();
    }

    /**
     * Returns a host whose carrier runs something that takes what is in an array.
     *
     * @param executor executes the runs, whatever the author's hosts have for it: who watches a run must not be its thread
     */
    Mantle newHost(Carrier.Load load, AlgorithmInstance[] instance, Executor executor) {
        return builder()
                .executor(executor)
                .service(Carrier.Load.class, load)
                .service(AlgorithmInstance[].class, instance)
                .build();
    }

    private MantleBuilder builder() {
        AlgorithmProvider provider = author.provider();
        boolean found = ProviderChecks.isFound(provider);
        MantleBuilder host = Mantle.builder()
                .classLoader(provider.getClass().getClassLoader())
                .provider(new Carrier.Provider());
        if (!found) {
            host.provider(provider);
        }
        author.prepare(host);
        return host;
    }

    /** Returns the algorithm as a host knows it. */
    AlgorithmDescriptor in(Mantle host) {
        return host.registry().get(descriptor.name(), descriptor.version());
    }

    /** Returns the examples of this algorithm that end by themselves, with files in a folder. */
    List<Example> examples(Path folder) throws IOException {
        return ofThis(folder).stream().filter(example -> !example.lasts()).toList();
    }

    /** Returns the examples of this algorithm, with files in a folder. */
    List<Example> ofThis(Path folder) throws IOException {
        List<Example> examples = new ArrayList<>();
        try (Mantle host = newHost()) {
            for (Example example : author.examples(folder)) {
                Optional<AlgorithmDescriptor> named = example.version() == 0
                        ? host.registry().find(example.algorithm())
                        : Optional.of(host.registry().get(example.algorithm(), example.version()));
                if (named.isPresent()
                        && named.get().name().equals(descriptor.name())
                        && named.get().version() == descriptor.version()) {
                    examples.add(example);
                }
            }
        }
        return examples;
    }

    Duration patience() {
        return author.patience();
    }
}
