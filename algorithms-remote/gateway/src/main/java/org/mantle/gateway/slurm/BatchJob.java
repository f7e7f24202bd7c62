package org.mantle.gateway.slurm;

import java.util.Map;
import java.util.Optional;
import org.mantle.gateway.job.JobResources;

/**
 * A job as it is sent to Slurm.
 *
 * @param output a file name in which Slurm puts numbers in place of its signs, such as {@code %a}
 * @param after the id of a job that must have ended before this one begins
 */
record BatchJob(
        String name,
        String comment,
        String script,
        String directory,
        String output,
        String error,
        Map<String, String> environment,
        JobResources resources,
        Optional<String> after) {}
