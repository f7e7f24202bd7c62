/**
 * What a declaration comes to, for the rooms that check, run and list: begin with {@code CompiledAlgorithm} and its
 * {@code Slot}s.
 */
@NullMarked
package org.mantle.framework.internal.compiled;

import org.jspecify.annotations.NullMarked;
