/** Benchmarks of the framework; {@code docs/benchmarks.md} tells how to run them and what they gave. */
@NullMarked
package org.mantle.benchmarks;

import org.jspecify.annotations.NullMarked;
