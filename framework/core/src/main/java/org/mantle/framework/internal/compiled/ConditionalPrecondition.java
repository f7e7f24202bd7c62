package org.mantle.framework.internal.compiled;

import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Precondition;

/** A precondition with the condition under which it counts. */
public record ConditionalPrecondition(Condition when, Precondition precondition) {}
