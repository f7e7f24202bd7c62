package org.mantle.gateway.job;

import java.time.Instant;
import java.util.Optional;

/**
 * Which jobs of a user are asked for.
 *
 * @param name those of this name only
 * @param group those of this group only
 * @param stage those that are so far only
 * @param since those only that have not ended before
 */
public record JobQuery(
        String user, Optional<String> name, Optional<String> group, Optional<JobStage> stage, Optional<Instant> since) {

    /** Returns the question after all jobs of a user. */
    public static JobQuery of(String user) {
        return new JobQuery(user, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Returns this question, for jobs of a name only. */
    public JobQuery named(String newName) {
        return new JobQuery(user, Optional.of(newName), group, stage, since);
    }

    /** Returns this question, for jobs of a group only. */
    public JobQuery inGroup(String newGroup) {
        return new JobQuery(user, name, Optional.of(newGroup), stage, since);
    }

    /** Returns this question, for jobs that are so far only. */
    public JobQuery in(JobStage newStage) {
        return new JobQuery(user, name, group, Optional.of(newStage), since);
    }

    /** Returns this question, for jobs only that have not ended before a time. */
    public JobQuery since(Instant newSince) {
        return new JobQuery(user, name, group, stage, Optional.of(newSince));
    }

    /** Tells whether a job is asked for. */
    public boolean selects(Job job) {
        JobStatus status = job.status();
        return job.user().equals(user)
                && name.map(job.name()::equals).orElse(true)
                && group.map(job.group()::equals).orElse(true)
                && stage.map(status.stage()::equals).orElse(true)
                && since.map(time ->
                                status.ended().map(end -> !end.isBefore(time)).orElse(true))
                        .orElse(true);
    }
}
