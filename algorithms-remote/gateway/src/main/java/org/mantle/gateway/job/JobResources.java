package org.mantle.gateway.job;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a job may use; what is empty is the executor's own choice.
 *
 * @param timeLimit how long it may run, in whole minutes, at least one
 * @param memoryMebibytes how much memory it may have on each node, at least 1
 * @param processors how many processors its program has, at least 1
 * @param partition the part of the cluster that it runs in
 * @param array which jobs of an array to make of it, in Slurm's form, such as {@code 0-9%2}
 */
public record JobResources(
        Optional<Duration> timeLimit,
        OptionalLong memoryMebibytes,
        OptionalInt processors,
        Optional<String> partition,
        Optional<String> array) {

    private static final JobResources UNBOUNDED = new JobResources(
            Optional.empty(), OptionalLong.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty());

    /** Returns this for the tasks of an array, or for a job. */
    public JobResources with(Optional<String> newArray) {
        return new JobResources(timeLimit, memoryMebibytes, processors, partition, newArray);
    }

    /** Returns what leaves every choice to the executor. */
    public static JobResources unbounded() {
        return UNBOUNDED;
    }
}
