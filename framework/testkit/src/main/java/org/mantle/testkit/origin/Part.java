package org.mantle.testkit.origin;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.property.Services;

/**
 * Hands over one of a provider's classes. It has no index, so that the declarations are run.
 *
 * @param provider whose part this is
 */
public record Part(AlgorithmProvider provider, List<Class<? extends Algorithm>> algorithms, List<Class<?>> methods)
        implements AlgorithmProvider {

    /** Returns the part that is the class of an algorithm. */
    static Part algorithm(AlgorithmProvider provider, Class<? extends Algorithm> type) {
        return new Part(provider, List.of(type), List.of());
    }

    /** Returns the part that is a class with annotated methods. */
    static Part methods(AlgorithmProvider provider, Class<?> type) {
        return new Part(provider, List.of(), List.of(type));
    }

    /** Returns every class of a provider as a part. */
    public static List<Part> of(AlgorithmProvider provider) {
        List<Part> parts = new ArrayList<>();
        provider.algorithms().forEach(type -> parts.add(algorithm(provider, type)));
        provider.methods().forEach(type -> parts.add(methods(provider, type)));
        return parts;
    }

    /** Returns a host of this part alone. */
    public Mantle host() {
        return Mantle.builder().discover(false).provider(this).build();
    }

    @Override
    public MethodHandles.Lookup lookup() {
        return provider.lookup();
    }

    @Override
    public void addDefaultServices(Services.Builder services) {
        provider.addDefaultServices(services);
    }
}
