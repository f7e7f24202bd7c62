package org.mantle.slurm;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which tasks an array of jobs has.
 *
 * @param text in the form of {@code sbatch --array}, such as {@code 0-9%2}, {@code 1,3,5} or {@code 0-20:5}
 * @param count how many tasks that are, at least 1
 * @since 0.1.0
 */
public record SlurmArray(String text, int count) {

    private static final String RANGE = "(\\d{1,9})(?:-(\\d{1,9})(?::(\\d{1,9}))?)?";
    private static final Pattern ONE_RANGE = Pattern.compile(RANGE);
    private static final Pattern FORM = Pattern.compile(RANGE + "(?:," + RANGE + ")*(?:%[1-9]\\d{0,8})?");
    private static final int LONGEST = 1000;

    /** Checks nothing more than {@link #parse} does: use that. */
    public SlurmArray {
        if (count < 1) {
            throw new IllegalArgumentException("an array of jobs has at least one task, not " + count);
        }
    }

    /**
     * Reads the form of {@code sbatch --array}.
     *
     * @return nothing if it has another form, or a range goes backwards
     */
    public static Optional<SlurmArray> parse(String text) {
        String form = text.strip();
        if (form.length() > LONGEST || !FORM.matcher(form).matches()) {
            return Optional.empty();
        }
        long count = 0;
        for (String range : form.split("%", 2)[0].split(",", -1)) {
            long tasks = tasksOf(range);
            if (tasks == 0) {
                return Optional.empty();
            }
            count += tasks;
        }
        return Optional.of(new SlurmArray(form, (int) Math.min(Integer.MAX_VALUE, count)));
    }

    private static long tasksOf(String range) {
        Matcher matcher = ONE_RANGE.matcher(range);
        if (!matcher.matches()) {
            return 0;
        }
        long first = Long.parseLong(matcher.group(1));
        long last = matcher.group(2) == null ? first : Long.parseLong(matcher.group(2));
        long step = matcher.group(3) == null ? 1 : Long.parseLong(matcher.group(3));
        return step == 0 || last < first ? 0 : (last - first) / step + 1;
    }

    /** Returns the indexes of its tasks, in their order; not to be asked of one whose {@link #count} is too great for the memory. */
    public SortedSet<Integer> indexes() {
        TreeSet<Integer> indexes = new TreeSet<>();
        for (String range : text.split("%", 2)[0].split(",", -1)) {
            Matcher matcher = ONE_RANGE.matcher(range);
            if (matcher.matches()) {
                int last = matcher.group(2) == null
                        ? Integer.parseInt(matcher.group(1))
                        : Integer.parseInt(matcher.group(2));
                int step = matcher.group(3) == null ? 1 : Integer.parseInt(matcher.group(3));
                for (int index = Integer.parseInt(matcher.group(1)); index <= last; index += step) {
                    indexes.add(index);
                }
            }
        }
        return indexes;
    }

    /** Returns how many of its tasks may run at a time; empty if that is not bounded. */
    public OptionalInt atATime() {
        int percent = text.indexOf('%');
        return percent < 0 ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text.substring(percent + 1)));
    }

    @Override
    public String toString() {
        return text;
    }
}
