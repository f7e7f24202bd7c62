package org.mantle.framework;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.algorithm.AlgorithmSource;
import org.mantle.framework.history.AlgorithmHistory;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.internal.check.CheckedInputs;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.history.LiveHistory;
import org.mantle.framework.internal.history.RecordedChildren;
import org.mantle.framework.internal.registry.HiddenCategories;
import org.mantle.framework.internal.registry.LiveRegistry;
import org.mantle.framework.internal.registry.PluginFolder;
import org.mantle.framework.internal.registry.ProviderDiscovery;
import org.mantle.framework.internal.registry.ProviderReader;
import org.mantle.framework.internal.registry.RegistryPlugin;
import org.mantle.framework.internal.registry.RegistryPlugins;
import org.mantle.framework.internal.registry.SharedPackages;
import org.mantle.framework.internal.registry.SourceReader;
import org.mantle.framework.internal.run.LiveInstance;
import org.mantle.framework.internal.run.LiveManager;
import org.mantle.framework.internal.run.LiveRun;
import org.mantle.framework.internal.run.RunEnvironment;
import org.mantle.framework.internal.run.RunPreparation;
import org.mantle.framework.internal.thread.ListenerThreads;
import org.mantle.framework.internal.thread.RunThreads;
import org.mantle.framework.internal.type.HostStorage;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyMap;
import org.mantle.framework.property.Services;
import org.mantle.framework.run.AlgorithmCancelledException;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.run.AlgorithmManager;
import org.mantle.framework.run.AlgorithmRegistry;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.run.RegistryFault;
import org.mantle.framework.run.RunEvent;
import org.mantle.framework.run.UnknownAlgorithmException;
import org.mantle.framework.type.ObjectStore;
import org.mantle.framework.type.Registration;

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
 *
 * @since 0.1.0
 */
public final class Mantle implements AutoCloseable {

    private final HostSettings settings;
    private final LiveRegistry registry;
    private final RegistryPlugins plugins;
    private final List<PluginFolder> pluginFolders = new ArrayList<>();
    private final RunEnvironment environment;

    // made when first asked for, and guarded by this: many a host runs everything in the threads that call it
    private @Nullable RunThreads ownThreads;
    private @Nullable LiveManager manager;
    private boolean closed;

    Mantle(HostSettings settings) {
        this.settings = settings;
        this.registry = new LiveRegistry(new HiddenCategories(settings.hiddenCategories()));
        this.plugins = new RegistryPlugins(registry, settings.services());
        List<RegistryPlugin> found = new ArrayList<>();
        for (AlgorithmProvider provider : settings.providers()) {
            found.add(ProviderReader.read(provider));
        }
        for (AlgorithmSource source : settings.sources()) {
            found.add(SourceReader.read(source));
        }
        if (settings.discover()) {
            ProviderDiscovery.discover(settings.classLoader(), found);
        }
        plugins.add(found);
        for (Path folder : settings.pluginFolders()) {
            pluginFolders.add(new PluginFolder(
                    folder,
                    settings.pluginReaders(),
                    new SharedPackages(settings.classLoader(), settings.sharedPackages())));
        }
        scanPlugins();
        ListenerThreads listenerThreads = new ListenerThreads();
        this.environment = new RunEnvironment(
                registry,
                settings.services(),
                settings.clock(),
                new LiveHistory(
                        settings.historyCapacity(), settings.recordStore(), settings.historyIsWrittenLater(), registry),
                new HostStorage(settings.dataDirectories(), settings.saveDirectory(), listenerThreads),
                listenerThreads,
                settings.deprecationPolicy());
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
        return registry;
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

    /** Adds the algorithms of a source, and its default services, while the host is at work; see {@link #register(AlgorithmProvider)}. */
    public Registration register(AlgorithmSource source) {
        RegistryPlugin plugin = SourceReader.read(source);
        plugins.add(List.of(plugin));
        return () -> plugins.replace(List.of(plugin), List.of());
    }

    /**
     * Adds the algorithms of a provider in place of those of the same name and version, which are back when it is taken out;
     * see {@link #register(AlgorithmProvider)}.
     */
    public Registration registerInPlace(AlgorithmProvider provider) {
        RegistryPlugin plugin = ProviderReader.read(provider);
        plugins.addInPlace(plugin);
        return () -> plugins.replace(List.of(plugin), List.of());
    }

    /**
     * Looks into the plugin folders again: takes up plugins that were added, drops those that are gone, and loads anew those that
     * were replaced. Runs under way go on with what they began with; the jars of those that are gone are closed when nobody uses their
     * algorithms any more, for which the history does not count. A plugin that is no jar is looked at, too, whenever one of its
     * algorithms is asked for by its name.
     */
    public void rescanPlugins() {
        scanPlugins();
        environment.history().releaseGone();
    }

    /**
     * Returns what is wrong with what lies in the plugin folders, as it was when they were last looked at. Unlike {@link
     * AlgorithmRegistry#faults()} it looks for nothing else, and takes no time.
     */
    public List<RegistryFault> pluginFaults() {
        List<RegistryFault> faults = new ArrayList<>();
        pluginFolders.forEach(folder -> faults.addAll(folder.faults()));
        return List.copyOf(faults);
    }

    private void scanPlugins() {
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
        return environment.storage().objects();
    }

    /** Returns where files to load are looked for that are given by a relative path, behind the working directory; full paths. */
    public List<Path> dataDirectories() {
        return settings.dataDirectories().stream().map(Path::toAbsolutePath).toList();
    }

    /** Returns where files to save go that are given by a relative path, a full path; empty for the working directory. */
    public Optional<Path> saveDirectory() {
        return Optional.of(settings.saveDirectory())
                .filter(directory -> !directory.toString().isEmpty())
                .map(Path::toAbsolutePath);
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
        return new RunPreparation(environment, registry.get(name), name).problems(properties);
    }

    /**
     * Checks inputs of a certain version; see {@link #validate(String, Map)}.
     *
     * @param version the version; {@link AlgorithmRegistry#NEWEST} for what the name alone means
     */
    public List<Problem> validate(String name, int version, Map<String, ?> properties) {
        return new RunPreparation(environment, registry.get(name, version), name).problems(properties);
    }

    /** Checks inputs of a certain version; see {@link #validate(String, Map)}. */
    public List<Problem> validate(AlgorithmDescriptor algorithm, Map<String, ?> properties) {
        return new RunPreparation(environment, CompiledAlgorithm.of(algorithm), algorithm.name()).problems(properties);
    }

    /**
     * Returns inputs as a run would see them, without running anything: what was given, converted, and the present defaults of
     * the rest. Some may be missing or wrong.
     *
     * @throws UnknownAlgorithmException if there is no such algorithm
     */
    public PropertyMap inputs(String name, Map<String, ?> properties) {
        return inputs(registry.get(name), properties);
    }

    /**
     * Returns the inputs of a certain version; see {@link #inputs(String, Map)}.
     *
     * @param version the version; {@link AlgorithmRegistry#NEWEST} for what the name alone means
     */
    public PropertyMap inputs(String name, int version, Map<String, ?> properties) {
        return inputs(registry.get(name, version), properties);
    }

    /** Returns the inputs of a certain version; see {@link #inputs(String, Map)}. */
    public PropertyMap inputs(AlgorithmDescriptor algorithm, Map<String, ?> properties) {
        return CheckedInputs.of(CompiledAlgorithm.of(algorithm), properties, environment.storage());
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
        return run(new RunPreparation(environment, registry.get(name), name), properties);
    }

    /**
     * Runs a certain version of an algorithm; see {@link #run(String, Map)}.
     *
     * @param version the version; {@link AlgorithmRegistry#NEWEST} for what the name alone means
     */
    public Outputs run(String name, int version, Map<String, ?> properties) {
        return run(new RunPreparation(environment, registry.get(name, version), name), properties);
    }

    /** Runs a certain version of an algorithm; see {@link #run(String, Map)}. */
    public Outputs run(AlgorithmDescriptor algorithm, Map<String, ?> properties) {
        return run(new RunPreparation(environment, CompiledAlgorithm.of(algorithm), algorithm.name()), properties);
    }

    /**
     * Runs the highest version of an algorithm in the calling thread, and returns the value of one output; see {@link #run(String, Map)}.
     *
     * @throws IllegalArgumentException if the algorithm did not declare the property as an output; nothing has run then
     * @throws java.util.NoSuchElementException if the run set no such output and there is no default
     * @throws IllegalStateException if this host is closed, or the run was looped
     */
    public <T> T call(String name, Map<String, ?> properties, Property<T> output) {
        return call(registry.get(name), name, properties, output);
    }

    /**
     * Runs a certain version of an algorithm for one output; see {@link #call(String, Map, Property)}.
     *
     * @param version the version; {@link AlgorithmRegistry#NEWEST} for what the name alone means
     */
    public <T> T call(String name, int version, Map<String, ?> properties, Property<T> output) {
        return call(registry.get(name, version), name, properties, output);
    }

    /** Runs a certain version of an algorithm for one output; see {@link #call(String, Map, Property)}. */
    public <T> T call(AlgorithmDescriptor algorithm, Map<String, ?> properties, Property<T> output) {
        return call(CompiledAlgorithm.of(algorithm), algorithm.name(), properties, output);
    }

    private <T> T call(CompiledAlgorithm algorithm, String calledAs, Map<String, ?> properties, Property<T> output) {
        algorithm.outputSlot(output);
        return run(new RunPreparation(environment, algorithm, calledAs), properties)
                .get(output);
    }

    private static Outputs run(RunPreparation preparation, Map<String, ?> properties) {
        LiveRun run = preparation.prepare(properties, null);
        run.execute();
        return run.outcome();
    }

    /**
     * Runs again what a record tells of, in the same versions with the same inputs, in the calling thread; see {@link Replay}.
     *
     * @param changes what to give in place of what was given, by name; {@code null} means the default
     * @throws UnknownAlgorithmException if the algorithm, or one that ran inside it, is not there in that version
     * @throws InvalidPropertyException if an input was not kept whole and is not among the changes, or the inputs are refused
     */
    public Outputs replay(RunRecord record, Map<String, ?> changes) {
        return run(Replay.of(record, registry, changes, environment.storage()));
    }

    /** Runs a replay in the calling thread; see {@link #run(String, Map)}. */
    public Outputs run(Replay replay) {
        LiveRun run = prepare(replay);
        run.execute();
        return run.outcome();
    }

    /** Starts a replay in another thread; see {@link #start(String, Map)}. */
    public AlgorithmRun start(Replay replay) {
        LiveRun run = prepare(replay);
        run.executeBy(executor());
        return run;
    }

    private LiveRun prepare(Replay replay) {
        CompiledAlgorithm algorithm = CompiledAlgorithm.of(replay.algorithm());
        LiveRun run = new RunPreparation(environment, algorithm, algorithm.name()).prepare(replay.properties(), null);
        if (!replay.children().isEmpty()) {
            run.replay(new RecordedChildren(replay.children()));
        }
        return run;
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
        return start(registry.get(name), name, properties);
    }

    /**
     * Starts a certain version of an algorithm; see {@link #start(String, Map)}.
     *
     * @param version the version; {@link AlgorithmRegistry#NEWEST} for what the name alone means
     */
    public AlgorithmRun start(String name, int version, Map<String, ?> properties) {
        return start(registry.get(name, version), name, properties);
    }

    /** Starts a certain version of an algorithm; see {@link #start(String, Map)}. */
    public AlgorithmRun start(AlgorithmDescriptor algorithm, Map<String, ?> properties) {
        return start(CompiledAlgorithm.of(algorithm), algorithm.name(), properties);
    }

    /**
     * Checks the inputs, and has a certain version of an algorithm run by an executor of the caller's; see {@link #start(String, Map)}. One
     * that runs it later in the calling thread gives a face the run, which it can watch and cancel, before it begins.
     *
     * @param version the version; {@link AlgorithmRegistry#NEWEST} for what the name alone means
     */
    public AlgorithmRun start(String name, int version, Map<String, ?> properties, Executor executor) {
        LiveRun run = new RunPreparation(environment, registry.get(name, version), name).prepare(properties, null);
        run.executeBy(executor);
        return run;
    }

    private AlgorithmRun start(CompiledAlgorithm algorithm, String calledAs, Map<String, ?> properties) {
        LiveRun run = new RunPreparation(environment, algorithm, calledAs).prepare(properties, null);
        run.executeBy(executor());
        return run;
    }

    private Executor executor() {
        Executor given = settings.executor();
        return given != null ? given : ownThreads();
    }

    private synchronized RunThreads ownThreads() {
        if (ownThreads == null) {
            ownThreads = new RunThreads(settings.threads());
            if (closed) {
                ownThreads.shutdown();
            }
        }
        return ownThreads;
    }

    /**
     * Creates an instance of the highest version of an algorithm, whose properties are set one by one. The host does not
     * remember it, unlike one of the {@link #manager()}.
     *
     * @throws UnknownAlgorithmException if there is no such algorithm
     */
    public AlgorithmInstance create(String name) {
        return create(registry.get(name), name);
    }

    /**
     * Creates an instance of a certain version of an algorithm; see {@link #create(String)}.
     *
     * @param version the version; {@link AlgorithmRegistry#NEWEST} for what the name alone means
     * @throws UnknownAlgorithmException if there is no such algorithm
     */
    public AlgorithmInstance create(String name, int version) {
        return create(registry.get(name, version), name);
    }

    /** Creates an instance of a certain version of an algorithm. */
    public AlgorithmInstance create(AlgorithmDescriptor algorithm) {
        return create(CompiledAlgorithm.of(algorithm), algorithm.name());
    }

    private AlgorithmInstance create(CompiledAlgorithm algorithm, String calledAs) {
        return new LiveInstance(environment, algorithm, calledAs, executor(), null, null);
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
            manager = new LiveManager(environment, executor(), settings.managedInstances());
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
            if (manager != null) {
                manager.forgetAll();
            }
        }
        environment.refuseRuns();
        if (!environment.isIdle()) {
            HostClosing.cancelAndAwait(environment, own, settings.closingTime());
        }
        environment.history().flush();
        if (own != null) {
            own.shutdown();
        }
        for (PluginFolder folder : pluginFolders) {
            folder.close();
        }
    }
}
