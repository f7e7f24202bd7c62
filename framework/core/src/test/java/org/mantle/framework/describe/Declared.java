package org.mantle.framework.describe;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.run.AlgorithmDescriptor;

/** Makes hosts of one algorithm that a test declares on the spot. */
final class Declared {

    private static final ThreadLocal<Consumer<Declaration>> DECLARE = new ThreadLocal<>();
    private static final ThreadLocal<Body> BODY = new ThreadLocal<>();

    private Declared() {}

    /** What the algorithm does. */
    @FunctionalInterface
    interface Body {
        void run(Context run);
    }

    /** The algorithm. */
    public static final class Scripted extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            declaration.name("Scripted").summary("Serves a test.");
            DECLARE.get().accept(declaration.categories("Tests"));
        }

        @Override
        protected void execute(Context run) {
            BODY.get().run(run);
        }
    }

    /** Returns a host of the algorithm, which this thread must use, and for one algorithm at a time. */
    static Mantle host(Consumer<Declaration> declare, Body body) {
        DECLARE.set(declare);
        BODY.set(body);
        return Mantle.builder()
                .discover(false)
                .provider(new AlgorithmProvider() {
                    @Override
                    public MethodHandles.Lookup lookup() {
                        return MethodHandles.lookup();
                    }

                    @Override
                    public List<Class<? extends Algorithm>> algorithms() {
                        return List.of(Scripted.class);
                    }
                })
                .build();
    }

    static Mantle host(Consumer<Declaration> declare) {
        return host(declare, run -> {});
    }

    static AlgorithmDescriptor algorithm(Consumer<Declaration> declare) {
        try (Mantle mantle = host(declare)) {
            AlgorithmDescriptor algorithm = mantle.registry().all().stream()
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(mantle.registry().faults()));
            algorithm.properties(); // while this thread still means this declaration
            return algorithm;
        }
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    static List<AlgorithmDescriptor> algorithms(Consumer<Declaration>... declarations) {
        List<AlgorithmDescriptor> all = new ArrayList<>();
        for (Consumer<Declaration> declaration : declarations) {
            all.add(algorithm(declaration));
        }
        return all;
    }
}
