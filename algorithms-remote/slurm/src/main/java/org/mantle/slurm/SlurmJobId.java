package org.mantle.slurm;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of a job, of an array of jobs, or of one or several tasks of an array.
 *
 * @param job the id of the job or of the whole array, from 1 to 4294967294
 * @param tasks empty for a job or a whole array, {@code 4} for one task, or {@code [2-9%2]} for those that have not started; as
 *     Slurm prints them after an underscore
 * @since 0.1.0
 */
public record SlurmJobId(long job, String tasks) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,10})(?:_(.+))?");
    private static final Pattern TASKS = Pattern.compile("|\\d{1,9}|\\[[0-9,:%\\-]{1,4000}(?:\\.\\.\\.)?]");

    /** Numbers above are Slurm's own signs, such as "no value". */
    private static final long GREATEST = 0xffff_fffeL;

    /** Checks the form. */
    public SlurmJobId {
        if (job < 1 || job > GREATEST || !TASKS.matcher(tasks).matches()) {
            throw new IllegalArgumentException("\"" + job + (tasks.isEmpty() ? "" : "_" + tasks)
                    + "\" is no id of a Slurm job: one is such as 1234, or 1234_5 for a task of an array");
        }
    }

    /** Creates the id of a job or of a whole array. */
    public SlurmJobId(long job) {
        this(job, "");
    }

    /**
     * Reads an id as Slurm prints it.
     *
     * @param text such as {@code 1234}, {@code 1234_5} or {@code 1234_[6-9%2]}
     * @return nothing if it has another form
     */
    public static Optional<SlurmJobId> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String tasks = matcher.group(2) == null ? "" : matcher.group(2);
        try {
            return Optional.of(new SlurmJobId(Long.parseLong(matcher.group(1)), tasks));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns the id of one task of the array that has this id. */
    public SlurmJobId task(int index) {
        return new SlurmJobId(job, Integer.toString(index));
    }

    /** Returns the id of the job, or of the whole array that a task is of. */
    public SlurmJobId whole() {
        return tasks.isEmpty() ? this : new SlurmJobId(job);
    }

    /** Tells whether this is one task of an array, or several of them. */
    public boolean isPart() {
        return !tasks.isEmpty();
    }

    /** Returns the id as Slurm prints and reads it. */
    @Override
    public String toString() {
        return tasks.isEmpty() ? Long.toString(job) : job + "_" + tasks;
    }
}
