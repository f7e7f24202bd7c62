package org.mantle.framework.internal.compiled;

import org.mantle.framework.run.UnknownAlgorithmException;

/** Finds algorithms by name: what runs need of a registry. */
@FunctionalInterface
public interface AlgorithmLookup {

    /**
     * Returns the highest version of a name, or the version that declares an alias.
     *
     * @throws UnknownAlgorithmException if there is no such name or alias
     */
    CompiledAlgorithm get(String name);
}
