package org.mantle.framework.run;

import org.mantle.framework.property.MantleException;

/**
 * The run was cancelled.
 *
 * @since 0.1.0
 */
public final class AlgorithmCancelledException extends RuntimeException implements MantleException {

    private static final long serialVersionUID = 1L;

    public AlgorithmCancelledException(String algorithm) {
        super(algorithm + " was cancelled");
    }
}
