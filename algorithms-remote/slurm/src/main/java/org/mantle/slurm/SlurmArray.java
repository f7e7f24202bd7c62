package org.mantle.slurm;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
        return Range.of(range).map(Range::tasks).orElse(0L);
    }

    /** Some indexes with the same distance between them. */
    private record Range(int first, int last, int step) {

        static Optional<Range> of(String text) {
            Matcher matcher = ONE_RANGE.matcher(text);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            int first = Integer.parseInt(matcher.group(1));
            int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
            return Optional.of(
                    new Range(first, last, matcher.group(3) == null ? 1 : Integer.parseInt(matcher.group(3))));
        }

        /** Returns how many there are; 0 if it goes backwards, or nowhere. */
        long tasks() {
            return step == 0 || last < first ? 0 : (last - first) / step + 1;
        }

        boolean has(int index) {
            return index >= first && index <= last && (index - first) % step == 0;
        }
    }

    private Stream<Range> ranges() {
        return Stream.of(text.split("%", 2)[0].split(",", -1)).flatMap(range -> Range.of(range).stream());
    }

    /** Tells whether one of its tasks has an index. */
    public boolean has(int index) {
        return ranges().anyMatch(range -> range.has(index));
    }

    /** Returns the indexes of its tasks, in their order; not to be asked of one whose {@link #count} is too great for the memory. */
    public SortedSet<Integer> indexes() {
        TreeSet<Integer> indexes = new TreeSet<>();
        ranges().forEach(range -> {
            for (int index = range.first(); index <= range.last(); index += range.step()) {
                indexes.add(index);
            }
        });
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
