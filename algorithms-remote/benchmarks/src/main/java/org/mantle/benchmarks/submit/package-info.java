/** Measures submissions through a gateway on Slurm beside the REST daemon alone, and beside sbatch. */
@NullMarked
package org.mantle.benchmarks.submit;

import org.jspecify.annotations.NullMarked;
