package org.mantle.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.mantle.pac.JobInfo;
import org.mantle.pac.JobState;
import org.mantle.pac.JobsAnswer;

/** Answers questions after a user's own jobs. */
final class JobQueries {
    private static final List<JobState> STATES =
            List.of(JobState.PENDING, JobState.RUNNING, JobState.DONE, JobState.EXIT, JobState.SUSPENDED);

    private final JobBook book;
    private final Clock clock;

    JobQueries(JobBook book, Clock clock) {
        this.book = book;
        this.clock = clock;
    }

    JobsAnswer all(String user) {
        return answer(user, job -> true, false);
    }

    JobsAnswer one(String user, String id) throws RefusedException {
        return JobsAnswer.of(List.of(book.require(user, id).shortForm()));
    }

    JobsAnswer inState(String user, String state) throws RefusedException {
        JobState wanted = state(state);
        return answer(user, job -> job.execution().status().state().equals(wanted), false);
    }

    JobsAnswer named(String user, String name) {
        return answer(user, job -> job.name().equals(name), false);
    }

    /** The keys are those of IBM's client; an empty value is no condition. */
    JobsAnswer query(String user, Map<String, String> query) throws RefusedException {
        String whose = value(query, "user");
        if (!whose.isEmpty() && !whose.equals("all") && !whose.equals(user)) {
            return JobsAnswer.nothing("No job of " + whose + " is shown: this gateway shows everybody their own jobs");
        }
        boolean details = value(query, "details").equals("yes");
        String id = value(query, "id");
        if (!id.isEmpty()) {
            Job job = book.require(user, id);
            return JobsAnswer.of(List.of(details ? job.longForm() : job.shortForm()));
        }
        if (!value(query, "group").isEmpty()) {
            return JobsAnswer.nothing("No matching job found: this gateway has no job groups");
        }
        Predicate<Job> wanted = endedWithin(value(query, "past"));
        String name = value(query, "name");
        if (!name.isEmpty()) {
            wanted = wanted.and(job -> job.name().equals(name));
        }
        String status = value(query, "status");
        if (!status.isEmpty()) {
            JobState state = state(status);
            wanted = wanted.and(job -> job.execution().status().state().equals(state));
        }
        return answer(user, wanted, details);
    }

    private static String value(Map<String, String> query, String key) {
        return query.getOrDefault(key, "").strip();
    }

    private static JobState state(String name) throws RefusedException {
        return STATES.stream()
                .filter(state -> state.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> RefusedException.invalid("There is no job state '" + Room.printable(name)
                        + "': give one of Pending, Running, Done, Exit, Suspended"));
    }

    private Predicate<Job> endedWithin(String hours) throws RefusedException {
        if (hours.isEmpty()) {
            return job -> true;
        }
        if (!hours.matches("\\d{1,6}")) {
            throw RefusedException.invalid(
                    "'" + Room.printable(hours) + "' is not a number of hours: give past as a whole number");
        }
        Instant since = clock.instant().minus(Duration.ofHours(Long.parseLong(hours)));
        return job -> job.execution()
                .status()
                .ended()
                .map(end -> !end.isBefore(since))
                .orElse(true);
    }

    private JobsAnswer answer(String user, Predicate<Job> wanted, boolean details) {
        List<JobInfo> found = book.of(user).stream()
                .filter(wanted)
                .map(job -> details ? job.longForm() : job.shortForm())
                .toList();
        return found.isEmpty() ? JobsAnswer.nothing("No matching job found") : JobsAnswer.of(found);
    }
}
