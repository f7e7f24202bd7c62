package org.mantle.algorithms;

import java.lang.invoke.MethodHandles;
import java.util.List;
import org.mantle.algorithms.file.CompareFiles;
import org.mantle.algorithms.file.FindFiles;
import org.mantle.algorithms.file.HashFile;
import org.mantle.algorithms.file.HashFolder;
import org.mantle.algorithms.file.JoinFiles;
import org.mantle.algorithms.file.SplitFile;
import org.mantle.algorithms.list.CalculateStatistics;
import org.mantle.algorithms.list.FilterValues;
import org.mantle.algorithms.list.GenerateValues;
import org.mantle.algorithms.list.MakeHistogram;
import org.mantle.algorithms.list.MakeHistogram1;
import org.mantle.algorithms.list.SortValues;
import org.mantle.algorithms.text.CountText;
import org.mantle.algorithms.text.FindInText;
import org.mantle.algorithms.text.ReplaceInText;
import org.mantle.algorithms.utility.Echo;
import org.mantle.algorithms.utility.Wait;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;

/** Hands over the algorithms of this module. */
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
                Wait.class,
                Echo.class);
    }
}
