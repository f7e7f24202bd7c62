package org.mantle.testkit;

import java.lang.invoke.MethodHandles;
import java.util.List;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;

/** A provider that is found, and has no index. */
public final class FoundProvider implements AlgorithmProvider {

    /** Made by ServiceLoader. */
    public FoundProvider() {}

    @Override
    public MethodHandles.Lookup lookup() {
        return MethodHandles.lookup();
    }

    @Override
    public List<Class<? extends Algorithm>> algorithms() {
        return List.of(Samples.Good.class);
    }
}
