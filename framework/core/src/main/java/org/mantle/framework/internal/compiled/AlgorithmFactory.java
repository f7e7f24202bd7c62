package org.mantle.framework.internal.compiled;

import org.mantle.framework.algorithm.Algorithm;

/** Makes instances of one algorithm. */
@FunctionalInterface
public interface AlgorithmFactory {

    /** Makes an instance; whatever the constructor throws leaves as it is. */
    Algorithm create() throws Throwable;
}
