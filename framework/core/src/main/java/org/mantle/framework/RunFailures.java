package org.mantle.framework;

/**
 * What callers get of runs that did not complete. Kept apart from where it is thrown, and returned as {@link RuntimeException},
 * so that the classes of exceptions are loaded when there is one: each would cost every start its time.
 */
final class RunFailures {

    private RunFailures() {}

    /** Returns the exception for a run that has ended without outputs. */
    static RuntimeException of(AlgorithmRun run) {
        String algorithm = run.descriptor().name();
        if (run.state() == RunState.CANCELLED) {
            return new AlgorithmCancelledException(algorithm);
        }
        Throwable cause = run.cause();
        return cause instanceof AlgorithmFailedException own && own.algorithm().equals(algorithm)
                ? own // of an entry of a looped run: it has the cause, and says which entry
                : new AlgorithmFailedException(algorithm, FailureMessage.of(cause), cause);
    }

    static RuntimeException cancelled(AlgorithmDescriptor algorithm) {
        return new AlgorithmCancelledException(algorithm.name());
    }

    /** Returns the exception for an algorithm whose constructor threw something. */
    static RuntimeException notMade(AlgorithmDescriptor algorithm, Throwable thrown) {
        return failed(algorithm, " could not be made: ", thrown);
    }

    /** Returns the exception for an algorithm whose own checks threw something. */
    static RuntimeException brokenCheck(AlgorithmDescriptor algorithm, Throwable thrown) {
        return failed(algorithm, " failed while checking its inputs: ", thrown);
    }

    private static RuntimeException failed(AlgorithmDescriptor algorithm, String when, Throwable thrown) {
        String name = algorithm.name();
        return new AlgorithmFailedException(name, name + when + FailureMessage.withKind(thrown), thrown);
    }
}
