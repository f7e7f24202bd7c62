package org.mantle.framework;

/** The run was cancelled. */
public final class AlgorithmCancelledException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AlgorithmCancelledException(String algorithm) {
        super(algorithm + " was cancelled");
    }
}
