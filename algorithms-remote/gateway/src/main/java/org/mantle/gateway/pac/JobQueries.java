package org.mantle.gateway.pac;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.job.JobQuery;
import org.mantle.gateway.job.JobStage;
import org.mantle.gateway.place.Printable;
import org.mantle.pac.JobInfo;
import org.mantle.pac.JobsAnswer;

/** Answers questions after a user's own jobs. */
final class JobQueries {

    private final OwnJobs jobs;
    private final Clock clock;

    JobQueries(OwnJobs jobs, Clock clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    JobsAnswer all(String user) throws IOException {
        return answer(JobQuery.of(user), false);
    }

    JobsAnswer one(String user, String id) throws IOException, RefusedException {
        return JobsAnswer.of(
                jobs.requireAll(user, id).stream().map(JobForms::shortForm).toList());
    }

    JobsAnswer inState(String user, String state) throws IOException, RefusedException {
        return answer(JobQuery.of(user).in(stage(state)), false);
    }

    JobsAnswer named(String user, String name) throws IOException, RefusedException {
        return answer(JobQuery.of(user).named(ArrayName.of(name).name()), false);
    }

    /** Answers a query by the keys of IBM's client; an empty value is no condition. */
    JobsAnswer query(String user, Map<String, String> query) throws IOException, RefusedException {
        String whose = value(query, "user");
        if (!whose.isEmpty() && !whose.equals("all") && !whose.equals(user)) {
            return JobsAnswer.nothing("No job of " + whose + " is shown: this gateway shows everybody their own jobs");
        }
        boolean details = value(query, "details").equals("yes");
        String id = value(query, "id");
        if (!id.isEmpty()) {
            return JobsAnswer.of(jobs.requireAll(user, id).stream()
                    .map(job -> form(job, details))
                    .toList());
        }
        JobQuery wanted = JobQuery.of(user);
        String group = value(query, "group");
        if (!group.isEmpty()) {
            wanted = wanted.inGroup(OwnJobs.JobGroup.of(group));
        }
        String past = value(query, "past");
        if (!past.isEmpty()) {
            wanted = wanted.since(hoursAgo(past));
        }
        String name = value(query, "name");
        if (!name.isEmpty()) {
            wanted = wanted.named(ArrayName.of(name).name());
        }
        String status = value(query, "status");
        if (!status.isEmpty()) {
            wanted = wanted.in(stage(status));
        }
        return answer(wanted, details);
    }

    private static String value(Map<String, String> query, String key) {
        return query.getOrDefault(key, "").strip();
    }

    private static JobStage stage(String state) throws RefusedException {
        return JobForms.stage(state)
                .orElseThrow(() -> RefusedException.invalid("There is no job state '" + Printable.text(state)
                        + "': give one of Pending, Running, Done, Exit, Suspended"));
    }

    private Instant hoursAgo(String hours) throws RefusedException {
        if (!hours.matches("\\d{1,6}")) {
            throw RefusedException.invalid(
                    "'" + Printable.text(hours) + "' is not a number of hours: give past as a whole number");
        }
        return clock.instant().minus(Duration.ofHours(Long.parseLong(hours)));
    }

    private JobsAnswer answer(JobQuery query, boolean details) throws IOException {
        List<JobInfo> found =
                jobs.list(query).stream().map(job -> form(job, details)).toList();
        return found.isEmpty() ? JobsAnswer.nothing("No matching job found") : JobsAnswer.of(found);
    }

    private static JobInfo form(Job job, boolean details) {
        return details ? JobForms.longForm(job) : JobForms.shortForm(job);
    }
}
