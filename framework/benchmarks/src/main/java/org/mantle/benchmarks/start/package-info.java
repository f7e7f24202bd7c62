/**
 * Processes from their start to their end; {@link org.mantle.benchmarks.start.StartUps} starts one of each peer in turn.
 */
@NullMarked
package org.mantle.benchmarks.start;

import org.jspecify.annotations.NullMarked;
