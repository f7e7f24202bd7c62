package org.mantle.framework;

/** The algorithm ran and failed; the cause is what it threw. Python's {@code RuntimeError}. */
public final class AlgorithmFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String algorithm;

    AlgorithmFailedException(String algorithm, String message, Throwable cause) {
        super(message, cause);
        this.algorithm = algorithm;
    }

    /** Returns the name of the algorithm. */
    public String algorithm() {
        return algorithm;
    }
}
