package org.mantle.framework.internal.compiled;

import org.mantle.framework.run.UnknownAlgorithmException;

/** Finds algorithms by name: what runs need of a registry. */
public interface AlgorithmLookup {

    /**
     * Returns the highest version of a name, or the version that declares an alias.
     *
     * @throws UnknownAlgorithmException if there is no such name or alias
     */
    CompiledAlgorithm get(String name);

    /**
     * Returns a version of a name, or of the algorithm that has an alias.
     *
     * @param version the version; {@link org.mantle.framework.run.AlgorithmRegistry#NEWEST} for what the name alone means
     * @throws UnknownAlgorithmException if there is no such name, alias or version
     */
    CompiledAlgorithm get(String name, int version);
}
