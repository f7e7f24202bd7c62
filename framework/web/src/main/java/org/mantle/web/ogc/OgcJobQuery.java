package org.mantle.web.ogc;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mantle.web.http.WebRequest;

/**
 * Which jobs are asked for.
 *
 * @param processes of which processes; empty for all
 * @param states in which states; empty for all
 * @param from the earliest time at which they were created
 * @param until the latest
 * @param shortest how long they have run at least
 * @param longest how long they have run at most
 * @param before only those that came before the one of this number
 * @param limit how many at most
 */
record OgcJobQuery(
        Set<String> processes,
        Set<JobState> states,
        Optional<Instant> from,
        Optional<Instant> until,
        Optional<Duration> shortest,
        Optional<Duration> longest,
        long before,
        int limit) {

    private static final int USUAL = 100;
    static final int MOST = 1_000;

    /** Reads the parameters of a request; a wrong one is a problem of status 400. */
    static OgcJobQuery of(WebRequest request) {
        Set<JobState> states = new HashSet<>();
        for (String word : words(request, "status")) {
            states.add(JobState.ofWord(word)
                    .orElseThrow(() -> OgcProblems.invalid("status is \"" + word
                            + "\"; it can be accepted, running, successful, failed or dismissed")));
        }
        for (String word : words(request, "type")) {
            if (!word.equals("process")) {
                throw OgcProblems.invalid("type is \"" + word + "\"; all jobs here are of type process");
            }
        }
        Optional<Instant> from = Optional.empty();
        Optional<Instant> until = Optional.empty();
        Optional<String> datetime = request.query("datetime");
        if (datetime.isPresent()) {
            String[] ends = datetime.get().split("/", -1);
            if (ends.length > 2) {
                throw wrongTime(datetime.get());
            }
            from = time(ends[0]);
            until = time(ends[ends.length - 1]);
        }
        return new OgcJobQuery(
                Set.copyOf(words(request, "processID")),
                states,
                from,
                until,
                seconds(request, "minDuration"),
                seconds(request, "maxDuration"),
                number(request, "before", 1, Long.MAX_VALUE).orElse(Long.MAX_VALUE),
                (int) limit(request, USUAL, MOST));
    }

    /** Reads the parameter {@code limit}; one that is greater than the most that is given means that. */
    static long limit(WebRequest request, int usual, int most) {
        return Math.min(number(request, "limit", 1, Long.MAX_VALUE).orElse((long) usual), most);
    }

    static Optional<Long> number(WebRequest request, String name, long least, long most) {
        Optional<String> text = request.query(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            long number = Long.parseLong(text.get());
            if (number >= least && number <= most) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw OgcProblems.invalid(
                name + " is \"" + text.get() + "\"; it must be a whole number of " + least + " or more");
    }

    private static Optional<Duration> seconds(WebRequest request, String name) {
        return number(request, name, 0, Integer.MAX_VALUE).map(Duration::ofSeconds);
    }

    private static List<String> words(WebRequest request, String name) {
        List<String> words = new ArrayList<>();
        for (String value : request.queryAll(name)) {
            for (String word : value.split(",", -1)) {
                words.add(word.strip());
            }
        }
        return words;
    }

    private static Optional<Instant> time(String text) {
        if (text.isEmpty() || text.equals("..")) {
            return Optional.empty();
        }
        try {
            // a plus sign in a query is a blank
            return Optional.of(OffsetDateTime.parse(text.replace(' ', '+')).toInstant());
        } catch (DateTimeParseException e) {
            throw wrongTime(text);
        }
    }

    private static RuntimeException wrongTime(String text) {
        return OgcProblems.invalid("datetime is \"" + text
                + "\"; it must be a time such as 2026-11-29T12:00:00Z, or two with a slash between them, of which"
                + " one may be ..");
    }

    boolean fits(OgcJob job, Instant now) {
        Optional<Duration> duration = job.duration(now);
        return job.number() < before
                && (processes.isEmpty() || processes.contains(job.process()))
                && (states.isEmpty() || states.contains(job.state()))
                && from.map(time -> !job.created().isBefore(time)).orElse(true)
                && until.map(time -> !job.created().isAfter(time)).orElse(true)
                && shortest.map(least ->
                                duration.map(real -> real.compareTo(least) >= 0).orElse(false))
                        .orElse(true)
                && longest.map(most ->
                                duration.map(real -> real.compareTo(most) <= 0).orElse(false))
                        .orElse(true);
    }
}
