package org.mantle.framework.run;

/**
 * The algorithm ran and failed; the cause is what it threw. Python's {@code RuntimeError}.
 *
 * <p>Where a secret of the run stands in the words of what was thrown, or of one of its causes, the cause is a stand-in with stars
 * in its place and no causes.
 */
public final class AlgorithmFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String algorithm;

    public AlgorithmFailedException(String algorithm, String message, Throwable cause) {
        super(message, cause);
        this.algorithm = algorithm;
    }

    /** Returns the name of the algorithm. */
    public String algorithm() {
        return algorithm;
    }
}
