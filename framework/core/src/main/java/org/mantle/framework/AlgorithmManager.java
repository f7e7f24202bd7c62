package org.mantle.framework;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What is under way in one host, and the instances that it remembers.
 *
 * <p>An instance that is created here can be found by its {@link AlgorithmInstance#id() number}, also by others than its maker.
 * So many are kept ({@link MantleBuilder#managedInstances}); when there is another one, the oldest that is not running goes. One
 * that is running never goes, so that there may be more while all of them run. An instance that has gone works as before.
 *
 * <p>Safe from many threads. No algorithm and no listener is called while a lock is held.
 */
public final class AlgorithmManager {

    private final RunEnvironment environment;
    private final Executor executor;
    private final int capacity;

    /** In order of creation; guarded by this. */
    private final Map<Long, AlgorithmInstance> instances = new LinkedHashMap<>();

    AlgorithmManager(RunEnvironment environment, Executor executor, int capacity) {
        this.environment = environment;
        this.executor = executor;
        this.capacity = capacity;
    }

    /**
     * Creates an instance of the highest version of an algorithm, and remembers it.
     *
     * @throws UnknownAlgorithmException if there is no such algorithm
     */
    public AlgorithmInstance create(String name) {
        return create(environment.registry().get(name), name);
    }

    /** Creates an instance of a certain version of an algorithm, and remembers it. */
    public AlgorithmInstance create(AlgorithmDescriptor algorithm) {
        return create(algorithm, algorithm.name());
    }

    private AlgorithmInstance create(AlgorithmDescriptor algorithm, String calledAs) {
        AlgorithmInstance instance = new AlgorithmInstance(environment, algorithm, calledAs, executor, null, this);
        synchronized (this) {
            boolean removed = true;
            while (instances.size() >= capacity && removed) {
                removed = removeOldestIdle();
            }
            instances.put(instance.id(), instance);
        }
        return instance;
    }

    private boolean removeOldestIdle() {
        for (Iterator<AlgorithmInstance> all = instances.values().iterator(); all.hasNext(); ) {
            if (!all.next().isRunning()) {
                all.remove();
                return true;
            }
        }
        return false;
    }

    /** Returns the instance with a number, if it is remembered. */
    public synchronized Optional<AlgorithmInstance> find(long id) {
        return Optional.ofNullable(instances.get(id));
    }

    /** Returns all instances that are remembered, in order of creation. */
    public synchronized List<AlgorithmInstance> instances() {
        return List.copyOf(instances.values());
    }

    /** Returns the instances of an algorithm that are remembered, of all its versions, in order of creation. */
    public List<AlgorithmInstance> instances(String algorithm) {
        return instances().stream()
                .filter(instance -> instance.descriptor().name().equalsIgnoreCase(algorithm))
                .toList();
    }

    /** Returns the instance of an algorithm that was created last, of those that are remembered. */
    public Optional<AlgorithmInstance> newest(String algorithm) {
        List<AlgorithmInstance> all = instances(algorithm);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** Returns how many instances are remembered. */
    public synchronized int size() {
        return instances.size();
    }

    /** Forgets an instance, unless it is running; returns whether it did. */
    public synchronized boolean remove(long id) {
        AlgorithmInstance instance = instances.get(id);
        return instance != null && !instance.isRunning() && instances.remove(id, instance);
    }

    /** Forgets all instances that are not running. */
    public synchronized void clear() {
        instances.values().removeIf(instance -> !instance.isRunning());
    }

    /** Returns the runs of this host that have not ended, however they were started, without those inside others. */
    public List<AlgorithmRun> running() {
        return environment.running();
    }

    /** Returns the runs of an algorithm that have not ended, of all its versions, without those inside others. */
    public List<AlgorithmRun> running(String algorithm) {
        List<AlgorithmRun> runs = new ArrayList<>(running());
        runs.removeIf(run -> !run.descriptor().name().equalsIgnoreCase(algorithm));
        return List.copyOf(runs);
    }

    /** Cancels all runs that have not ended, see {@link AlgorithmRun#cancel}, and returns them; does not wait for them. */
    public List<AlgorithmRun> cancelAll() {
        return environment.cancelAll();
    }

    /**
     * Refuses every later run as a closed host does, cancels all that have not ended, and returns them; does not wait for them.
     * {@link Mantle#close} does this first.
     */
    public List<AlgorithmRun> shutdown() {
        environment.refuseRuns();
        return cancelAll();
    }
}
