package org.mantle.benchmarks;

import java.lang.invoke.MethodHandles;
import java.util.List;
import org.mantle.framework.Algorithm;
import org.mantle.framework.AlgorithmProvider;
import org.mantle.framework.Mantle;

/** Makes hosts of the framework that know certain algorithms and no others. */
final class Hosts {

    private Hosts() {}

    static Mantle of(MethodHandles.Lookup lookup, List<Class<? extends Algorithm>> algorithms) {
        return Mantle.builder()
                .discover(false)
                .provider(new AlgorithmProvider() {
                    @Override
                    public MethodHandles.Lookup lookup() {
                        return lookup;
                    }

                    @Override
                    public List<Class<? extends Algorithm>> algorithms() {
                        return algorithms;
                    }
                })
                .build();
    }

    static Mantle ofDeclared() {
        return of(MethodHandles.lookup(), List.of(Declared.class));
    }
}
