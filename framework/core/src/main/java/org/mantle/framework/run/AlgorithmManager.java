package org.mantle.framework.run;

import java.util.List;
import java.util.Optional;

/**
 * What is under way in one host, and the instances that it remembers.
 *
 * <p>An instance that is created here can be found by its {@link AlgorithmInstance#id() number}, also by others than its maker.
 * So many are kept ({@link org.mantle.framework.MantleBuilder#managedInstances}); when there is another one, the oldest that is not running goes. One
 * that is running never goes, so that there may be more while all of them run. An instance that has gone works as before.
 *
 * <p>Safe from many threads. No algorithm and no listener is called while a lock is held.
 *
 * <p>Implemented by the framework alone, so that it may grow.
 *
 * @since 0.1.0
 */
public interface AlgorithmManager {

    /**
     * Creates an instance of the highest version of an algorithm, and remembers it.
     *
     * @throws UnknownAlgorithmException if there is no such algorithm
     */
    AlgorithmInstance create(String name);

    /**
     * Creates an instance of a certain version of an algorithm, and remembers it.
     *
     * @param version the version; {@link AlgorithmRegistry#NEWEST} for what the name alone means
     * @throws UnknownAlgorithmException if there is no such algorithm
     */
    AlgorithmInstance create(String name, int version);

    /** Creates an instance of a certain version of an algorithm, and remembers it. */
    AlgorithmInstance create(AlgorithmDescriptor algorithm);

    /** Returns the instance with a number, if it is remembered. */
    Optional<AlgorithmInstance> find(long id);

    /** Returns all instances that are remembered, in order of creation. */
    List<AlgorithmInstance> instances();

    /** Returns the instances of an algorithm that are remembered, of all its versions, in order of creation. */
    List<AlgorithmInstance> instances(String algorithm);

    /** Returns the instance of an algorithm that was created last, of those that are remembered. */
    Optional<AlgorithmInstance> newest(String algorithm);

    /** Returns how many instances are remembered. */
    int size();

    /** Forgets an instance, unless it is running; returns whether it did. */
    boolean remove(long id);

    /** Forgets all instances that are not running. */
    void clear();

    /** Returns the runs of this host that have not ended, however they were started, without those inside others. */
    List<AlgorithmRun> running();

    /** Returns the runs of an algorithm that have not ended, of all its versions, without those inside others. */
    List<AlgorithmRun> running(String algorithm);

    /** Cancels all runs that have not ended, see {@link AlgorithmRun#cancel}, and returns them; does not wait for them. */
    List<AlgorithmRun> cancelAll();

    /**
     * Refuses every later run as a closed host does, cancels all that have not ended, and returns them; does not wait for them. No
     * instance is remembered from then on, also none that is running.
     * {@link org.mantle.framework.Mantle#close} does this first.
     */
    List<AlgorithmRun> shutdown();
}
