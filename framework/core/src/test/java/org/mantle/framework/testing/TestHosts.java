package org.mantle.framework.testing;

import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.mantle.framework.Mantle;
import org.mantle.framework.MantleBuilder;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Services;

/** Makes hosts of a test's own algorithms. */
public final class TestHosts {

    private TestHosts() {}

    /** A body that a test gives to a scripted algorithm, as a service of its host. */
    @FunctionalInterface
    public interface Body {
        void run(Context run) throws Exception;
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static Mantle host(Class<? extends Algorithm>... algorithms) {
        return builder(algorithms).build();
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static Mantle host(Body body, Class<? extends Algorithm>... algorithms) {
        return builder(algorithms).service(Body.class, body).build();
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static MantleBuilder builder(Class<? extends Algorithm>... algorithms) {
        return Mantle.builder().discover(false).provider(provider(Arrays.asList(algorithms), services -> {}));
    }

    public static AlgorithmProvider provider(
            List<Class<? extends Algorithm>> algorithms, Consumer<Services.Builder> defaultServices) {
        return new AlgorithmProvider() {
            @Override
            public MethodHandles.Lookup lookup() {
                return lookupIn(algorithms);
            }

            @Override
            public List<Class<? extends Algorithm>> algorithms() {
                return algorithms;
            }

            @Override
            public void addDefaultServices(Services.Builder services) {
                defaultServices.accept(services);
            }
        };
    }

    /** Returns a lookup that reaches the hidden classes of a test, in whatever room it is. */
    private static MethodHandles.Lookup lookupIn(List<? extends Class<?>> ofTest) {
        try {
            return ofTest.isEmpty()
                    ? MethodHandles.lookup()
                    : MethodHandles.privateLookupIn(ofTest.get(0), MethodHandles.lookup());
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Makes a host of annotated methods. */
    public static Mantle ofMethods(Class<?>... holders) {
        return Mantle.builder()
                .discover(false)
                .provider(new AlgorithmProvider() {
                    @Override
                    public MethodHandles.Lookup lookup() {
                        return lookupIn(List.of(holders));
                    }

                    @Override
                    public List<Class<? extends Algorithm>> algorithms() {
                        return List.of();
                    }

                    @Override
                    public List<Class<?>> methods() {
                        return List.of(holders);
                    }
                })
                .build();
    }

    /** Begins a declaration with the facts that every algorithm needs. */
    public static Declaration facts(Declaration declaration, String name) {
        return declaration.name(name).categories("Tests").summary("Serves a test.");
    }

    public static List<String> codes(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.property() + ":" + problem.code())
                .toList();
    }
}
