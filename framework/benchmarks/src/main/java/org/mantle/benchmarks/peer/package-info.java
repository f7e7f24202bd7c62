/**
 * The same work by hand-written code and by SciJava, for the benchmarks to measure beside Mantle.
 */
@NullMarked
package org.mantle.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
