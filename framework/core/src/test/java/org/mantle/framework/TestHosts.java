package org.mantle.framework;

import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Makes hosts of a test's own algorithms. */
final class TestHosts {

    private TestHosts() {}

    /** A body that a test gives to a scripted algorithm, as a service of its host. */
    @FunctionalInterface
    interface Body {
        void run(Context run) throws Exception;
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    static Mantle host(Class<? extends Algorithm>... algorithms) {
        return builder(algorithms).build();
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    static Mantle host(Body body, Class<? extends Algorithm>... algorithms) {
        return builder(algorithms).service(Body.class, body).build();
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    static MantleBuilder builder(Class<? extends Algorithm>... algorithms) {
        return Mantle.builder().discover(false).provider(provider(Arrays.asList(algorithms), services -> {}));
    }

    static AlgorithmProvider provider(
            List<Class<? extends Algorithm>> algorithms, Consumer<Services.Builder> defaultServices) {
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
            public void addDefaultServices(Services.Builder services) {
                defaultServices.accept(services);
            }
        };
    }

    /** Makes a host of annotated methods. */
    static Mantle ofMethods(Class<?>... holders) {
        return Mantle.builder()
                .discover(false)
                .provider(new AlgorithmProvider() {
                    @Override
                    public MethodHandles.Lookup lookup() {
                        return MethodHandles.lookup();
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
    static Declaration facts(Declaration declaration, String name) {
        return declaration.name(name).categories("Tests").summary("Serves a test.");
    }

    static List<String> codes(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.property() + ":" + problem.code())
                .toList();
    }
}
