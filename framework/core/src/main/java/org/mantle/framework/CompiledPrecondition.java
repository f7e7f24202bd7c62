package org.mantle.framework;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A precondition with the compiled condition under which it counts. */
record CompiledPrecondition(Predicate<@Nullable Object[]> when, Precondition precondition) {}
