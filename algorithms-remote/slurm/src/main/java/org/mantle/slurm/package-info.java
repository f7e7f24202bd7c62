/**
 * What a job is to Slurm, by whatever way it is reached: its states, ids, exit codes, times and batch script.
 *
 * <p>For whoever runs jobs on Slurm, through its REST daemon or its commands; nothing here calls it. Start at
 * {@link org.mantle.slurm.SlurmState} for how a job goes, and {@link org.mantle.slurm.BatchScript} for what it runs.
 *
 * <p>Nothing is null unless marked. All types are immutable.
 */
@NullMarked
package org.mantle.slurm;

import org.jspecify.annotations.NullMarked;
