package org.mantle.benchmarks.workload;

import java.lang.invoke.MethodHandles;
import java.util.List;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;

/** Hands over the workload {@code declared}. */
public final class DeclaredProvider implements AlgorithmProvider {

    @Override
    public MethodHandles.Lookup lookup() {
        return MethodHandles.lookup();
    }

    @Override
    public List<Class<? extends Algorithm>> algorithms() {
        return List.of(Declared.class);
    }
}
