/**
 * What is measured, as Mantle runs it: the algorithms, their inputs and the hosts of them. For the benchmarks and the peers.
 */
@NullMarked
package org.mantle.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
