package org.mantle.gateway.application;

import com.google.common.primitives.Longs;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mantle.gateway.job.JobResources;
import org.mantle.gateway.place.Printable;
import org.mantle.pac.Submission;

/** Finds what a job may use: what its submission asks for, within what its application allows. */
public final class SubmittedResources {

    private static final Pattern QUEUE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.,-]{0,99}");

    /** More than any clock or cluster has. */
    private static final long MOST = 1_000_000;

    private SubmittedResources() {}

    /**
     * Finds it.
     *
     * @param allowed what the application allows; what is empty there is for the client to choose
     * @throws IllegalArgumentException if more is asked for, or it cannot be read, in words for the user
     */
    public static JobResources of(Submission submission, JobResources allowed) {
        return new JobResources(
                timeLimit(submission, allowed.timeLimit()),
                allowed.memoryMebibytes(),
                processors(submission, allowed.processors()),
                partition(submission, allowed.partition()),
                allowed.array());
    }

    private static Optional<Duration> timeLimit(Submission submission, Optional<Duration> allowed) {
        long minutes = 60 * number(submission, CommonParameters.RUN_LIMIT_HOURS)
                + number(submission, CommonParameters.RUN_LIMIT_MINUTES);
        if (minutes == 0) {
            return allowed;
        }
        if (allowed.isPresent() && minutes > allowed.get().toMinutes()) {
            throw new IllegalArgumentException("A job of this application may run for at most "
                    + allowed.get().toMinutes() + " minutes, not " + minutes + " (" + CommonParameters.RUN_LIMIT_HOURS
                    + ", " + CommonParameters.RUN_LIMIT_MINUTES + ")");
        }
        return Optional.of(Duration.ofMinutes(minutes));
    }

    private static OptionalInt processors(Submission submission, OptionalInt allowed) {
        long least = number(submission, CommonParameters.LEAST_PROCESSORS);
        long most = number(submission, CommonParameters.MOST_PROCESSORS);
        if (most > 0 && least > most) {
            throw new IllegalArgumentException(CommonParameters.LEAST_PROCESSORS + " (" + least + ") is more than "
                    + CommonParameters.MOST_PROCESSORS + " (" + most + ")");
        }
        long asked = most > 0 ? most : least;
        if (asked == 0) {
            return allowed;
        }
        if (allowed.isPresent() && asked > allowed.getAsInt()) {
            throw new IllegalArgumentException("A job of this application may have at most " + allowed.getAsInt()
                    + " processors, not " + asked + " (" + CommonParameters.MOST_PROCESSORS + ")");
        }
        return OptionalInt.of((int) asked);
    }

    private static Optional<String> partition(Submission submission, Optional<String> allowed) {
        Optional<String> asked = submission.value(CommonParameters.QUEUE).map(String::strip);
        if (asked.isEmpty()) {
            return allowed;
        }
        if (!QUEUE.matcher(asked.get()).matches()) {
            throw new IllegalArgumentException(
                    "'" + Printable.text(asked.get()) + "' (" + CommonParameters.QUEUE + ") cannot be a queue's name");
        }
        if (allowed.isPresent() && !allowed.equals(asked)) {
            throw new IllegalArgumentException("Jobs of this application run in the queue " + allowed.get()
                    + " alone, not in '" + asked.get() + "' (" + CommonParameters.QUEUE + ")");
        }
        return asked;
    }

    private static long number(Submission submission, String parameter) {
        String text = submission.value(parameter).map(String::strip).orElse("0");
        @Nullable Long number = Longs.tryParse(text);
        if (number == null || number < 0 || number > MOST) {
            throw new IllegalArgumentException(
                    "'" + Printable.text(text) + "' (" + parameter + ") is not a whole number from 0 to " + MOST);
        }
        return number;
    }
}
