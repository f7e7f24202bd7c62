package org.mantle.framework;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.algorithm.AlgorithmSource;
import org.mantle.framework.algorithm.PluginReader;
import org.mantle.framework.history.RecordStore;
import org.mantle.framework.internal.compiled.LiveServices;
import org.mantle.framework.internal.history.HistoryFile;
import org.mantle.framework.internal.registry.SharedPackages;
import org.mantle.framework.run.DeprecationPolicy;

/**
 * Builds a host; each setter replaces what was set before, unless it says that it adds.
 *
 * @since 0.1.0
 */
public final class MantleBuilder {

    private final List<AlgorithmProvider> providers = new ArrayList<>();
    private final List<AlgorithmSource> sources = new ArrayList<>();
    private final LiveServices.Builder services = LiveServices.builder();
    private final List<Path> pluginFolders = new ArrayList<>();
    private final List<PluginReader> pluginReaders = new ArrayList<>();
    private final List<String> sharedPackages = new ArrayList<>();
    private final List<String> hiddenCategories = new ArrayList<>();
    private boolean discover = true;
    private ClassLoader classLoader = Mantle.class.getClassLoader();
    private Clock clock = Clock.systemUTC();
    private List<Path> dataDirectories = List.of();
    private Path saveDirectory = Path.of("");
    private int historyCapacity = 1000;
    private @Nullable Path historyFile;
    private @Nullable RecordStore recordStore;
    private boolean historyIsWrittenLater;
    private @Nullable Executor executor;
    private DeprecationPolicy deprecationPolicy = DeprecationPolicy.WARN;
    private int threads = Math.max(16, 4 * Runtime.getRuntime().availableProcessors());
    private int managedInstances = 100;
    private Duration closingTime = Duration.ofSeconds(10);

    MantleBuilder() {}

    /** Adds a provider, before those that are discovered. */
    public MantleBuilder provider(AlgorithmProvider provider) {
        providers.add(provider);
        return this;
    }

    /** Adds a source of algorithms that are no classes of a jar, before the providers that are discovered. */
    public MantleBuilder source(AlgorithmSource source) {
        sources.add(source);
        return this;
    }

    /**
     * Adds a folder of plugins: each jar in it is one, and each folder of jars is one with its libraries. Each is loaded by
     * a class loader of its own, which is closed with the host. A folder that is not there has no plugins.
     *
     * <p>A plugin's own classes count before those of the host, but for the JDK, the framework, Gson, JSpecify and
     * {@linkplain #sharedPackages packages that the host names}.
     *
     * <p>Replace a jar by moving another one in its place: a run under way still reads from the one it began with.
     */
    public MantleBuilder pluginFolder(Path folder) {
        pluginFolders.add(folder);
        return this;
    }

    /**
     * Adds packages, with what is below them, whose classes the jars in {@linkplain #pluginFolder folders of plugins} take from the
     * {@linkplain #classLoader class loader} of the host even if they bring their own: those of services and values that go from
     * one to the other.
     *
     * @param names names of packages such as {@code com.example.api}
     * @throws IllegalArgumentException if one is no name of a package
     */
    public MantleBuilder sharedPackages(String... names) {
        for (String name : names) {
            sharedPackages.add(SharedPackages.requireName(name));
        }
        return this;
    }

    /** Adds what reads plugins that are no jars in the folders of plugins. */
    public MantleBuilder pluginReader(PluginReader reader) {
        pluginReaders.add(reader);
        return this;
    }

    /**
     * Adds categories that listings leave out, with what is below them; an algorithm is left out when all its categories
     * are.
     *
     * @param paths categories in any letter case; a backslash separates levels
     */
    public MantleBuilder hiddenCategories(String... paths) {
        hiddenCategories.addAll(List.of(paths));
        return this;
    }

    /** Sets what becomes of runs of deprecated algorithms, and of those by deprecated aliases; they warn when not set. */
    public MantleBuilder deprecation(DeprecationPolicy policy) {
        deprecationPolicy = policy;
        return this;
    }

    /** Sets whether providers are discovered by {@link java.util.ServiceLoader}; they are when not set. */
    public MantleBuilder discover(boolean whether) {
        discover = whether;
        return this;
    }

    /** Sets the class loader that is searched; the framework's own when not set. */
    public MantleBuilder classLoader(ClassLoader loader) {
        classLoader = loader;
        return this;
    }

    /** Adds a service, in place of the one that a provider brings for the same type. */
    public <S> MantleBuilder service(Class<S> type, S service) {
        services.set(type, service);
        return this;
    }

    /**
     * Sets what is asked for a service that was not {@linkplain #service added}, before the one that a provider brings counts: a
     * container that has beans by type. It is asked each time that a run or a check needs the service, by many threads.
     *
     * @param resolver gives the service of a type, or {@code null} where it has none; what it throws goes to who asks for the service
     */
    public MantleBuilder serviceResolver(Function<? super Class<?>, ? extends @Nullable Object> resolver) {
        services.resolver(resolver);
        return this;
    }

    /** Sets what executes the runs that are started; threads of the host's own when not set. The caller closes it. */
    public MantleBuilder executor(Executor executes) {
        executor = executes;
        return this;
    }

    /**
     * Sets where files to load are looked for that are given by a relative path, in this order, when they are not in the
     * working directory; nowhere else when not set.
     */
    public MantleBuilder dataDirectories(Path... directories) {
        dataDirectories = List.of(directories);
        return this;
    }

    /** Sets where files to save go that are given by a relative path; the working directory when not set. */
    public MantleBuilder saveDirectory(Path directory) {
        saveDirectory = directory;
        return this;
    }

    /**
     * Sets how many of the runs that are started may be executed at a time in threads of the host's own; the others wait. At
     * least 1; four for each processor, and 16 or more, when not set. A run that was told to stop does not count.
     */
    public MantleBuilder threads(int most) {
        threads = atLeastOne(most, "a host executes at least 1 run at a time, not ");
        return this;
    }

    /** Sets how many instances the manager remembers, at least 1; 100 when not set. */
    public MantleBuilder managedInstances(int most) {
        managedInstances = atLeastOne(most, "a manager remembers at least 1 instance, not ");
        return this;
    }

    /** Sets how long {@link Mantle#close} waits for runs to end, not negative; 10 seconds when not set. */
    public MantleBuilder closingTime(Duration atMost) {
        if (atMost.isNegative()) {
            throw new IllegalArgumentException("a host cannot wait for " + atMost);
        }
        closingTime = atMost;
        return this;
    }

    private static int atLeastOne(int number, String words) {
        if (number < 1) {
            throw new IllegalArgumentException(words + number);
        }
        return number;
    }

    /** Sets the clock that tells when a run began. */
    public MantleBuilder clock(Clock tells) {
        clock = tells;
        return this;
    }

    /** Sets how many runs the history keeps, at least 1; 1000 when not set. */
    public MantleBuilder historyCapacity(int runs) {
        historyCapacity = atLeastOne(runs, "a history keeps at least 1 run, not ");
        return this;
    }

    /**
     * Sets a file in which the history is kept, one line of JSON for each run that has ended; it is kept in memory alone when
     * not set. Any number of hosts and processes may share a file.
     *
     * <p>The file and its folder are made with the first record, readable by their owner alone. What cannot be written there
     * never fails a run: it is told once in the log, and kept in memory.
     *
     * @param file a file of the default file system
     */
    public MantleBuilder historyFile(Path file) {
        historyFile = file;
        recordStore = null;
        return this;
    }

    /** Sets what keeps the history, in place of a {@linkplain #historyFile file}; it is kept in memory alone when not set. */
    public MantleBuilder recordStore(RecordStore store) {
        recordStore = store;
        historyFile = null;
        return this;
    }

    /**
     * Has another thread write the history, so that no run waits for a disk: for a host of many short runs. What is asked of the history is as
     * without it, and closing the host writes the rest; a process that is killed may lose the records of its last moment.
     */
    public MantleBuilder historyWrittenLater() {
        historyIsWrittenLater = true;
        return this;
    }

    /** Makes the host. */
    public Mantle build() {
        return new Mantle(new HostSettings(
                List.copyOf(providers),
                List.copyOf(sources),
                discover,
                classLoader,
                List.copyOf(pluginFolders),
                List.copyOf(pluginReaders),
                List.copyOf(sharedPackages),
                List.copyOf(hiddenCategories),
                deprecationPolicy,
                services.build(),
                clock,
                dataDirectories,
                saveDirectory,
                historyCapacity,
                historyFile == null ? recordStore : new HistoryFile(historyFile, HistoryFile.LIMIT),
                historyIsWrittenLater,
                executor,
                threads,
                managedInstances,
                closingTime));
    }
}
