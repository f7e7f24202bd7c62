package org.mantle.framework.algorithm;

import java.util.Map;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmCancelledException;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.UnknownAlgorithmException;
import org.mantle.framework.type.Registration;
import org.mantle.framework.type.StoreMode;

/**
 * What a run gives to its algorithm: inputs, outputs, services, progress, log, cancellation. Safe from any thread of the run.
 *
 * <p>Implemented by the framework alone, so that it may grow.
 *
 * @since 0.1.0
 */
public interface Context extends Inputs {

    /**
     * Sets an output; the last value counts. Its validator is asked when the algorithm has returned.
     *
     * @throws IllegalArgumentException if the algorithm did not declare the property as an output, or the value is not of its
     *     type
     * @throws IllegalStateException if the run is over
     */
    <T> void set(Property<T> output, T value);

    /**
     * Returns a service of the host.
     *
     * @throws IllegalStateException if the host gives none of that type
     */
    <S> S service(Class<S> type);

    /** Returns where to say how far the run is. */
    Progress progress();

    /** Returns where to say what people should read; cheap, also when the run never says anything. */
    Log log();

    /**
     * Ends the run when it was cancelled, or when the thread that executes it was interrupted. Call it regularly.
     *
     * @throws AlgorithmCancelledException if the run was cancelled, or this is the thread that executes it and is interrupted
     */
    void checkCancelled();

    /**
     * Registers what wakes the run from something that looks at no flag, such as a socket or a process. It is called at most
     * once, by the thread that cancels, and at once when the run is cancelled already; it must not block. What it throws is
     * logged and goes no further.
     *
     * @return takes the registration back; one that is being called just then may still be at work afterwards
     */
    Registration onCancel(Runnable abort);

    /**
     * Creates another algorithm as a part of this run: it executes in the thread that calls it, its progress moves this run's
     * from {@code start} to {@code end} (not at all when the two are equal), it is cancelled with this run and recorded inside
     * it, and its failure is an exception. Objects that it makes are in its outputs alone, unless it is given {@link
     * StoreMode#STORE_OUTPUTS}.
     *
     * <p>A name alone means the highest version. In a {@link org.mantle.framework.Replay} it means the version that ran inside what
     * is replayed, if any did.
     *
     * @param name the name of the algorithm
     * @param start where its progress begins in this run's, 0 to 1
     * @param end where its progress ends, not before its start, at most 1
     * @throws UnknownAlgorithmException if there is none of that name
     * @throws IllegalArgumentException if the range is wrong
     * @throws IllegalStateException if the runs are nested 100 deep already
     */
    AlgorithmInstance createChild(String name, double start, double end);

    /**
     * Creates a certain version of another algorithm as a part of this run; see {@link #createChild(String, double, double)}.
     *
     * @param version the version; {@link org.mantle.framework.run.AlgorithmRegistry#NEWEST} for what the name alone means
     * @throws UnknownAlgorithmException if there is none of that name and version
     */
    AlgorithmInstance createChild(String name, int version, double start, double end);

    /** Creates a certain version of another algorithm as a part of this run; see {@link #createChild(String, double, double)}. */
    AlgorithmInstance createChild(AlgorithmDescriptor algorithm, double start, double end);

    /**
     * Runs another algorithm as a part of this run, with no share in its progress; see {@link #createChild(String, double, double)}.
     *
     * @param version the version; {@link org.mantle.framework.run.AlgorithmRegistry#NEWEST} for what the name alone means
     * @param inputs its inputs by name
     * @return the run, which has ended
     * @throws UnknownAlgorithmException if there is none of that name and version
     * @throws InvalidPropertyException with everything that is wrong with the inputs; nothing has run then
     * @throws IllegalStateException if the runs are nested 100 deep already
     */
    AlgorithmRun runChild(String name, int version, Map<String, ?> inputs);
}
