/**
 * The second workload, W8: an algorithm that copies inputs to outputs, and the same by hand. Nobody uses it from outside; begin with
 * {@link org.mantle.benchmarks.submit.SubmitBenchmark}.
 */
@NullMarked
package org.mantle.benchmarks.submit;

import org.jspecify.annotations.NullMarked;
