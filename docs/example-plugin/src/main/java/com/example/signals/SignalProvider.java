package com.example.signals;

import java.lang.invoke.MethodHandles;
import java.util.List;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;

/** Hands over the algorithms of this jar. */
public final class SignalProvider implements AlgorithmProvider {

    @Override
    public MethodHandles.Lookup lookup() {
        return MethodHandles.lookup();
    }

    @Override
    public List<Class<? extends Algorithm>> algorithms() {
        return List.of(SmoothSignal.class, FindPeaks.class);
    }

    @Override
    public List<Class<?>> methods() {
        return List.of(SignalMethods.class);
    }
}
