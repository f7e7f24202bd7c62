package org.mantle.framework.run;

import org.mantle.framework.property.MantleException;

/**
 * The algorithm ran and failed; the cause is what it threw. Python's {@code RuntimeError}.
 *
 * <p>Where a secret of the run stands in the words of what was thrown, or of one of its causes, the cause is a stand-in with stars
 * in its place and no causes.
 *
 * @since 0.1.0
 */
public final class AlgorithmFailedException extends RuntimeException implements MantleException {

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
