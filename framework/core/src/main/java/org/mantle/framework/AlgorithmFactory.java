package org.mantle.framework;

/** Makes instances of one algorithm. */
@FunctionalInterface
interface AlgorithmFactory {

    /** Makes an instance; whatever the constructor throws leaves as it is. */
    Algorithm create() throws Throwable;
}
