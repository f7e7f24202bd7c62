/**
 * Runs jobs on Slurm through its REST daemon, slurmrestd, as the users whose jobs they are.
 *
 * <p>Chosen in {@link org.mantle.gateway.Gateway}; begin with {@link org.mantle.gateway.slurm.SlurmExecutor}. What is said over the wire
 * is known by {@link org.mantle.gateway.slurm.RestApi} and what it uses, the versions of the daemon by
 * {@link org.mantle.gateway.slurm.RestDialect} alone.
 */
@NullMarked
package org.mantle.gateway.slurm;

import org.jspecify.annotations.NullMarked;
