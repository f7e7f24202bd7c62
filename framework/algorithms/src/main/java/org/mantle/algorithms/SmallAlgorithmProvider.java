package org.mantle.algorithms;

import java.lang.invoke.MethodHandles;
import java.util.List;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;

/** Hands over the algorithms of this package. */
public final class SmallAlgorithmProvider implements AlgorithmProvider {

    /** Makes the provider; {@link java.util.ServiceLoader} does. */
    public SmallAlgorithmProvider() {}

    @Override
    public MethodHandles.Lookup lookup() {
        return MethodHandles.lookup();
    }

    @Override
    public List<Class<? extends Algorithm>> algorithms() {
        return List.of(
                SortValues.class,
                FilterValues.class,
                CalculateStatistics.class,
                MakeHistogram.class,
                MakeHistogram1.class,
                GenerateValues.class,
                CountText.class,
                FindInText.class,
                ReplaceInText.class,
                FindFiles.class,
                HashFile.class,
                HashFolder.class,
                CompareFiles.class,
                JoinFiles.class,
                SplitFile.class,
                Wait.class);
    }
}
