package org.mantle.framework;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entry: a host of algorithms, which lists them, checks their inputs and runs them by name.
 *
 * <pre>{@code
 * try (Mantle mantle = Mantle.load()) {
 *     Outputs outputs = mantle.run("SCARFTomoReconstruction", Map.of("UserName", "foouser", "Action", "Ping"));
 * }
 * }</pre>
 *
 * <p>Hosts share nothing: there may be any number in one JVM. Safe from many threads. Inputs are given by name, in any letter
 * case, as values, as texts or as JSON ({@link com.google.gson.JsonElement}); {@code null} means "not given".
 */
public final class Mantle implements AutoCloseable {

    private final RegistryPlugins plugins;
    private final List<PluginFolder> pluginFolders = new ArrayList<>();
    private final RunEnvironment environment;
    private final @Nullable Executor givenExecutor;
    private final int threads;
    private final int managedInstances;
    private final Duration closingTime;

    // made when first asked for, and guarded by this: many a host runs everything in the threads that call it
    private @Nullable RunThreads ownThreads;
    private @Nullable AlgorithmManager manager;
    private boolean closed;

    Mantle(MantleBuilder builder) {
        AlgorithmRegistry registry = new AlgorithmRegistry(new HiddenCategories(builder.hiddenCategories));
        Services services = builder.services.build();
        this.plugins = new RegistryPlugins(registry, services);
        List<RegistryPlugin> found = new ArrayList<>();
        for (AlgorithmProvider provider : builder.providers) {
            found.add(ProviderReader.read(provider));
        }
        if (builder.discover) {
            ProviderDiscovery.discover(builder.classLoader, found);
        }
        plugins.add(found);
        for (Path folder : builder.pluginFolders) {
            pluginFolders.add(new PluginFolder(folder));
        }
        rescanPlugins();
        @Nullable HistoryFile file = builder.historyFile == null
                ? null
                : new HistoryFile(builder.historyFile, HistoryFile.LIMIT, registry::find);
        this.environment = new RunEnvironment(
                registry,
                services,
                builder.clock,
                new AlgorithmHistory(builder.historyCapacity, file),
                new HostPlaces(builder.dataDirectories, builder.saveDirectory),
                builder.deprecationPolicy);
        this.givenExecutor = builder.executor;
        this.threads = builder.threads;
        this.managedInstances = builder.managedInstances;
        this.closingTime = builder.closingTime;
    }

    /** Makes a host of every algorithm on the class path or module path, which keeps all its state in memory. */
    public static Mantle load() {
        return builder().build();
    }

    /** Begins a host of one's own making. */
    public static MantleBuilder builder() {
        return new MantleBuilder();
    }

    /** Returns the algorithms. */
    public AlgorithmRegistry registry() {
        return environment.registry();
    }

    /**
     * Adds the algorithms of a provider, and its default services, while the host is at work. One of a name and version that is
     * there already is refused, as a fault of the registry.
     *
     * @return takes the provider's algorithms out again; runs under way go on
     */
    public Registration register(AlgorithmProvider provider) {
        RegistryPlugin plugin = ProviderReader.read(provider);
        plugins.add(List.of(plugin));
        return () -> plugins.replace(List.of(plugin), List.of());
    }

    /**
     * Adds the algorithms of a provider in place of those of the same name and version, which are back when it is taken out;
     * see {@link #register}.
     */
    public Registration registerInPlace(AlgorithmProvider provider) {
        RegistryPlugin plugin = ProviderReader.read(provider);
        plugins.addInPlace(plugin);
        return () -> plugins.replace(List.of(plugin), List.of());
    }

    /**
     * Looks into the plugin folders again: takes up jars that were added, drops those that are gone, and loads anew those that
     * were replaced. Runs under way go on with what they began with.
     */
    public void rescanPlugins() {
        for (PluginFolder folder : pluginFolders) {
            folder.scan(plugins);
        }
    }

    /** Returns what ran lately. */
    public AlgorithmHistory history() {
        return environment.history();
    }

    /** Returns the objects of this host by name, which runs take and leave. */
    public ObjectStore objects() {
        return environment.places().objects();
    }

    /** Returns the services of this host. */
    public Services services() {
        return environment.services();
    }

    /**
     * Checks inputs without running anything.
     *
     * @return every problem of the first tier of checks that finds one; empty when a run would begin
     * @throws UnknownAlgorithmException if there is no such algorithm
     */
    public List<Problem> validate(String name, Map<String, ?> properties) {
        return new RunPreparation(environment, registry().get(name), name).problems(properties);
    }

    /** Checks inputs of a certain version; see {@link #validate(String, Map)}. */
    public List<Problem> validate(AlgorithmDescriptor algorithm, Map<String, ?> properties) {
        return new RunPreparation(environment, algorithm, algorithm.name()).problems(properties);
    }

    /**
     * Returns inputs as a run would see them, without running anything: what was given, converted, and the present defaults of
     * the rest. Some may be missing or wrong.
     *
     * @throws UnknownAlgorithmException if there is no such algorithm
     */
    public PropertyMap inputs(String name, Map<String, ?> properties) {
        return inputs(registry().get(name), properties);
    }

    /** Returns the inputs of a certain version; see {@link #inputs(String, Map)}. */
    public PropertyMap inputs(AlgorithmDescriptor algorithm, Map<String, ?> properties) {
        return PropertyMap.of(algorithm, properties, environment.places());
    }

    /**
     * Runs the highest version of an algorithm in the calling thread.
     *
     * @throws UnknownAlgorithmException if there is no such algorithm
     * @throws InvalidPropertyException if the inputs are refused; nothing has run then
     * @throws AlgorithmFailedException if the run fails
     * @throws AlgorithmCancelledException if the run is cancelled
     * @throws IllegalStateException if this host is closed
     */
    public Outputs run(String name, Map<String, ?> properties) {
        return run(new RunPreparation(environment, registry().get(name), name), properties);
    }

    /** Runs a certain version of an algorithm; see {@link #run(String, Map)}. */
    public Outputs run(AlgorithmDescriptor algorithm, Map<String, ?> properties) {
        return run(new RunPreparation(environment, algorithm, algorithm.name()), properties);
    }

    private static Outputs run(RunPreparation preparation, Map<String, ?> properties) {
        AlgorithmRun run = preparation.prepare(properties, null);
        run.execute();
        return run.outcome();
    }

    /**
     * Runs again what a record tells of, in the same version with the same inputs, in the calling thread; see {@link Replay}.
     *
     * @param changes what to give in place of what was given, by name; {@code null} means the default
     * @throws UnknownAlgorithmException if the algorithm is not there in that version
     * @throws InvalidPropertyException if an input was not kept whole and is not among the changes, or the inputs are refused
     */
    public Outputs replay(RunRecord record, Map<String, ?> changes) {
        Replay replay = Replay.of(record, registry(), changes, environment.places());
        return run(replay.algorithm(), replay.properties());
    }

    /**
     * Checks the inputs, and runs the highest version of an algorithm in another thread.
     *
     * @throws UnknownAlgorithmException if there is no such algorithm
     * @throws InvalidPropertyException if the inputs are refused; nothing has run then
     * @throws AlgorithmCancelledException if the reading of a secret is interrupted
     * @throws IllegalStateException if this host is closed
     * @throws java.util.concurrent.RejectedExecutionException if the executor refuses the run
     */
    public AlgorithmRun start(String name, Map<String, ?> properties) {
        return start(registry().get(name), name, properties);
    }

    /** Starts a certain version of an algorithm; see {@link #start(String, Map)}. */
    public AlgorithmRun start(AlgorithmDescriptor algorithm, Map<String, ?> properties) {
        return start(algorithm, algorithm.name(), properties);
    }

    private AlgorithmRun start(AlgorithmDescriptor algorithm, String calledAs, Map<String, ?> properties) {
        AlgorithmRun run = prepare(algorithm, calledAs, properties);
        run.executeBy(executor());
        return run;
    }

    private Executor executor() {
        return givenExecutor != null ? givenExecutor : ownThreads();
    }

    private synchronized RunThreads ownThreads() {
        if (ownThreads == null) {
            ownThreads = new RunThreads(threads);
            if (closed) {
                ownThreads.shutdown();
            }
        }
        return ownThreads;
    }

    private AlgorithmRun prepare(AlgorithmDescriptor algorithm, String calledAs, Map<String, ?> properties) {
        return new RunPreparation(environment, algorithm, calledAs).prepare(properties, null);
    }

    /**
     * Creates an instance of the highest version of an algorithm, whose properties are set one by one. The host does not
     * remember it, unlike one of the {@link #manager()}.
     *
     * @throws UnknownAlgorithmException if there is no such algorithm
     */
    public AlgorithmInstance create(String name) {
        return create(registry().get(name), name);
    }

    /** Creates an instance of a certain version of an algorithm. */
    public AlgorithmInstance create(AlgorithmDescriptor algorithm) {
        return create(algorithm, algorithm.name());
    }

    private AlgorithmInstance create(AlgorithmDescriptor algorithm, String calledAs) {
        return new AlgorithmInstance(environment, algorithm, calledAs, executor(), null, null);
    }

    /**
     * Listens to every run of this host, from its next event on; a run inside another has events of its own.
     *
     * <p>The listener is called by one thread at a time, which is none of those that run, under no lock. It delays no run and no
     * other listener, however long it takes and whatever it throws (the first is logged). What it has not taken yet is bounded:
     * of a run's reports of progress only the newest waits for it; beyond 10,000 events all but the ends of runs are dropped; and
     * a listener that lets 10,000 ends wait is taken away, which is logged.
     *
     * @return takes the listener away; a call of it that is under way goes on
     */
    public Registration subscribe(Consumer<? super RunEvent> listener) {
        return environment.listeners().add(listener);
    }

    /** Returns what is under way, and the instances that this host remembers. */
    public synchronized AlgorithmManager manager() {
        if (manager == null) {
            manager = new AlgorithmManager(environment, executor(), managedInstances);
        }
        return manager;
    }

    /**
     * Cancels what runs, waits for it, and refuses every later run; must not be called by a run. Closing twice does nothing
     * more. An interrupt ends the waiting and stays set.
     *
     * <p>The waiting is bounded ({@link MantleBuilder#closingTime}): when half of the time is over, the host's own threads are
     * interrupted, and in the end those that did not end are named in a warning to {@link System.Logger} and left behind; they
     * are still in {@code manager().running()}.
     */
    @Override
    public void close() {
        RunThreads own;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            own = ownThreads;
        }
        environment.refuseRuns();
        if (!environment.isIdle()) {
            HostClosing.cancelAndAwait(environment, own, closingTime);
        }
        if (own != null) {
            own.shutdown();
        }
        for (PluginFolder folder : pluginFolders) {
            folder.close();
        }
    }
}
