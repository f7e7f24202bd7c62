package org.mantle.framework.internal.access;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Calls the protected methods of an algorithm. The class {@code Algorithm} provides it when it is initialised, which it is before
 * there is an algorithm to call; nothing else is static state in the framework. Method handles would do as well, but making them
 * costs each start some thirty classes.
 *
 * @param <A> the class of algorithms
 * @param <D> what takes a declaration
 * @param <I> inputs
 * @param <P> what takes problems
 * @param <C> what a run gives to its algorithm
 */
public abstract class AlgorithmBridge<A, D, I, P, C> {

    private static @Nullable AlgorithmBridge<?, ?, ?, ?, ?> provided;

    /** Makes the bridge. */
    protected AlgorithmBridge() {}

    /** Provides the one bridge. */
    protected static void provide(AlgorithmBridge<?, ?, ?, ?, ?> bridge) {
        provided = bridge;
    }

    /** Returns the bridge; to be called by someone who has an algorithm. */
    @SuppressWarnings("unchecked") // there is one, and it is of these types
    public static <A, D, I, P, C> AlgorithmBridge<A, D, I, P, C> get() {
        return (AlgorithmBridge<A, D, I, P, C>) Objects.requireNonNull(provided);
    }

    /** Has the algorithm declare itself. */
    public abstract void declare(A algorithm, D declaration);

    /** Has the algorithm check its inputs. */
    public abstract void validateInputs(A algorithm, I inputs, P problems);

    /**
     * Has the algorithm do its work.
     *
     * @throws Exception whatever leaves its method
     */
    public abstract void execute(A algorithm, C run) throws Exception;
}
