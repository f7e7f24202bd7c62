package org.mantle.framework.internal.run;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.run.AlgorithmManager;
import org.mantle.framework.run.AlgorithmRun;

/** The manager of one host. */
public final class LiveManager implements AlgorithmManager {

    private final RunEnvironment environment;
    private final Executor executor;
    private final int capacity;

    /** Guarded by this. */
    private boolean shutDown;

    /** In order of creation; guarded by this. */
    private final Map<Long, LiveInstance> instances = new LinkedHashMap<>();

    public LiveManager(RunEnvironment environment, Executor executor, int capacity) {
        this.environment = environment;
        this.executor = executor;
        this.capacity = capacity;
    }

    @Override
    public LiveInstance create(String name) {
        return create(environment.algorithms().get(name), name);
    }

    @Override
    public LiveInstance create(String name, int version) {
        return create(environment.algorithms().get(name, version), name);
    }

    @Override
    public LiveInstance create(AlgorithmDescriptor algorithm) {
        return create(CompiledAlgorithm.of(algorithm), algorithm.name());
    }

    private LiveInstance create(CompiledAlgorithm algorithm, String calledAs) {
        LiveInstance instance = new LiveInstance(environment, algorithm, calledAs, executor, null, this);
        synchronized (this) {
            boolean removed = true;
            while (instances.size() >= capacity && removed) {
                removed = removeOldestIdle();
            }
            if (!shutDown) {
                instances.put(instance.id(), instance);
            }
        }
        return instance;
    }

    private boolean removeOldestIdle() {
        for (Iterator<LiveInstance> all = instances.values().iterator(); all.hasNext(); ) {
            if (!all.next().isRunning()) {
                all.remove();
                return true;
            }
        }
        return false;
    }

    @Override
    public synchronized Optional<AlgorithmInstance> find(long id) {
        return Optional.ofNullable(instances.get(id));
    }

    @Override
    public synchronized List<AlgorithmInstance> instances() {
        return List.copyOf(instances.values());
    }

    @Override
    public List<AlgorithmInstance> instances(String algorithm) {
        return instances().stream()
                .filter(instance -> instance.descriptor().name().equalsIgnoreCase(algorithm))
                .toList();
    }

    @Override
    public Optional<AlgorithmInstance> newest(String algorithm) {
        List<AlgorithmInstance> all = instances(algorithm);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    @Override
    public synchronized int size() {
        return instances.size();
    }

    @Override
    public synchronized boolean remove(long id) {
        LiveInstance instance = instances.get(id);
        return instance != null && !instance.isRunning() && instances.remove(id, instance);
    }

    @Override
    public synchronized void clear() {
        instances.values().removeIf(instance -> !instance.isRunning());
    }

    @Override
    public List<AlgorithmRun> running() {
        return List.copyOf(environment.running());
    }

    @Override
    public List<AlgorithmRun> running(String algorithm) {
        List<AlgorithmRun> runs = new ArrayList<>(running());
        runs.removeIf(run -> !run.descriptor().name().equalsIgnoreCase(algorithm));
        return List.copyOf(runs);
    }

    @Override
    public List<AlgorithmRun> cancelAll() {
        return List.copyOf(environment.cancelAll());
    }

    @Override
    public List<AlgorithmRun> shutdown() {
        environment.refuseRuns();
        forgetAll();
        return cancelAll();
    }

    /** Remembers no instance from now on. */
    public synchronized void forgetAll() {
        shutDown = true;
        instances.clear();
    }
}
