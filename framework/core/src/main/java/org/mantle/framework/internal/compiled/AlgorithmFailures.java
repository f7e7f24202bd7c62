package org.mantle.framework.internal.compiled;

import org.mantle.framework.internal.text.FailureMessage;
import org.mantle.framework.run.AlgorithmCancelledException;
import org.mantle.framework.run.AlgorithmFailedException;

/**
 * The exceptions for algorithms that fail or are cancelled. Kept apart from where they are thrown, and returned as
 * {@link RuntimeException}, so that their classes are loaded when there is one: each would cost every start its time.
 */
public final class AlgorithmFailures {

    private AlgorithmFailures() {}

    public static RuntimeException cancelled(CompiledAlgorithm algorithm) {
        return new AlgorithmCancelledException(algorithm.name());
    }

    /** Returns the exception for a run that failed with something. */
    public static RuntimeException failed(CompiledAlgorithm algorithm, Throwable cause) {
        return cause instanceof AlgorithmFailedException own && own.algorithm().equals(algorithm.name())
                // of an entry of a looped run: it has the cause, and says which entry
                ? own
                : new AlgorithmFailedException(algorithm.name(), FailureMessage.of(cause), cause);
    }

    /** Returns the exception for an algorithm whose constructor threw something. */
    static RuntimeException notMade(CompiledAlgorithm algorithm, Throwable thrown) {
        return failed(algorithm, " could not be made: ", thrown);
    }

    /** Returns the exception for an algorithm whose own checks threw something. */
    public static RuntimeException brokenCheck(CompiledAlgorithm algorithm, Throwable thrown) {
        return failed(algorithm, " failed while checking its inputs: ", thrown);
    }

    private static RuntimeException failed(CompiledAlgorithm algorithm, String when, Throwable thrown) {
        String name = algorithm.name();
        return new AlgorithmFailedException(name, name + when + FailureMessage.withKind(thrown), thrown);
    }
}
