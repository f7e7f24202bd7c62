package org.mantle.testkit;

import java.lang.invoke.MethodHandles;
import java.util.List;
import org.mantle.framework.Algorithm;
import org.mantle.framework.AlgorithmProvider;
import org.mantle.framework.Services;

/** Hands over one of a provider's algorithms. It has no index, so that the declaration is run. */
final class OneAlgorithm implements AlgorithmProvider {

    private final AlgorithmProvider provider;
    private final Class<? extends Algorithm> algorithm;

    OneAlgorithm(AlgorithmProvider provider, Class<? extends Algorithm> algorithm) {
        this.provider = provider;
        this.algorithm = algorithm;
    }

    @Override
    public MethodHandles.Lookup lookup() {
        return provider.lookup();
    }

    @Override
    public List<Class<? extends Algorithm>> algorithms() {
        return List.of(algorithm);
    }

    @Override
    public void addDefaultServices(Services.Builder services) {
        provider.addDefaultServices(services);
    }
}
