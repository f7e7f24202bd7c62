package org.mantle.framework.run;

/** The run was cancelled. */
public final class AlgorithmCancelledException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AlgorithmCancelledException(String algorithm) {
        super(algorithm + " was cancelled");
    }
}
