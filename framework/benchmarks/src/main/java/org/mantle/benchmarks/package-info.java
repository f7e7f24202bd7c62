/**
 * Benchmarks of the framework; {@code docs/benchmarks.md} tells how to run them and what they gave. Begin at {@link
 * org.mantle.benchmarks.WorkloadTable}, which runs all of them.
 */
@NullMarked
package org.mantle.benchmarks;

import org.jspecify.annotations.NullMarked;
