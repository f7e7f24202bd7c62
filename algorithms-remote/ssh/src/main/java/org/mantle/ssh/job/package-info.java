/**
 * Jobs of a Slurm that is reached by SSH: scripts for the host's shell, and what their answers mean. For the door; begin with
 * {@link org.mantle.ssh.job.SlurmJobs}.
 */
@NullMarked
package org.mantle.ssh.job;

import org.jspecify.annotations.NullMarked;
