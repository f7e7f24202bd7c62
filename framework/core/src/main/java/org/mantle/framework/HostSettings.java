package org.mantle.framework;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.algorithm.AlgorithmSource;
import org.mantle.framework.algorithm.PluginReader;
import org.mantle.framework.history.RecordStore;
import org.mantle.framework.internal.compiled.LiveServices;
import org.mantle.framework.run.DeprecationPolicy;

/** What a builder hands over to the host that it makes; {@link MantleBuilder} says what each means. Immutable. */
record HostSettings(
        List<AlgorithmProvider> providers,
        List<AlgorithmSource> sources,
        boolean discover,
        ClassLoader classLoader,
        List<Path> pluginFolders,
        List<PluginReader> pluginReaders,
        List<String> sharedPackages,
        List<String> hiddenCategories,
        DeprecationPolicy deprecationPolicy,
        LiveServices services,
        Clock clock,
        List<Path> dataDirectories,
        Path saveDirectory,
        int historyCapacity,
        @Nullable RecordStore recordStore,
        boolean historyIsWrittenLater,
        @Nullable Executor executor,
        int threads,
        int managedInstances,
        Duration closingTime) {}
