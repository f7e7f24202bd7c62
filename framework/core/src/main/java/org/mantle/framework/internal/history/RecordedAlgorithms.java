package org.mantle.framework.internal.history;

import java.util.Optional;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;

/** Finds the algorithms of records by name and version: what a history needs of a registry. */
@FunctionalInterface
public interface RecordedAlgorithms {

    /** Returns a version of a name, if it is there. */
    Optional<CompiledAlgorithm> find(String name, int version);
}
