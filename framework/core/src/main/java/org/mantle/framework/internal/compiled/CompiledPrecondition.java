package org.mantle.framework.internal.compiled;

import org.mantle.framework.property.Precondition;

/** A precondition with the compiled condition under which it counts. */
public record CompiledPrecondition(CompiledCondition when, Precondition precondition) {}
