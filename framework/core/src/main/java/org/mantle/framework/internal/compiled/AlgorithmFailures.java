package org.mantle.framework.internal.compiled;

import org.jspecify.annotations.Nullable;
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
        return new AlgorithmCancelledException(algorithm);
    }

    /** Returns the exception for a run that ended because a run inside it was cancelled alone. */
    public static RuntimeException cancelled(CompiledAlgorithm algorithm, @Nullable Throwable ofPart) {
        if (!(ofPart instanceof AlgorithmCancelledException child)) {
            return cancelled(algorithm);
        }
        // an entry of a loop is no child of its algorithm
        return algorithm.loop() != null ? child : AlgorithmCancelledException.ofChild(algorithm, child);
    }

    /** Returns the exception for a run that failed with something. */
    public static RuntimeException failed(CompiledAlgorithm algorithm, Throwable cause) {
        return algorithm.loop() != null && cause instanceof AlgorithmFailedException own
                // of an entry of a looped run: it has the cause, and says which entry
                ? own
                : AlgorithmFailedException.of(algorithm, cause);
    }

    /** Returns the exception for an algorithm whose constructor threw something. */
    static RuntimeException notMade(CompiledAlgorithm algorithm, Throwable thrown) {
        return failed(algorithm, "it could not be made: ", thrown);
    }

    /** Returns the exception for an algorithm whose own checks threw something. */
    public static RuntimeException brokenCheck(CompiledAlgorithm algorithm, Throwable thrown) {
        return failed(algorithm, "its check of the inputs broke down: ", thrown);
    }

    private static RuntimeException failed(CompiledAlgorithm algorithm, String what, Throwable thrown) {
        return AlgorithmFailedException.of(algorithm, what + FailureMessage.withKind(thrown), thrown);
    }
}
