package org.mantle.framework;

/** A precondition with the compiled condition under which it counts. */
record CompiledPrecondition(CompiledCondition when, Precondition precondition) {}
