package org.mantle.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.history.AlgorithmHistory;
import org.mantle.framework.history.RunRecord;

/** Finds the records that a person means. */
final class HistoryRecords {

    private HistoryRecords() {}

    /** Returns all that are kept, the oldest first, and warns of what cannot be read. */
    static List<RunRecord> all(CommandContext context) {
        AlgorithmHistory history = context.mantle().history();
        List<RunRecord> records = history.records();
        for (String fault : history.faults()) {
            context.err().println("warning: " + TextLayout.printable(fault));
        }
        return records;
    }

    /**
     * Returns the one with a number, or the newest if none is given.
     *
     * @throws UsageException if there is none
     */
    static RunRecord one(CommandContext context, @Nullable Long number) {
        List<RunRecord> all = all(context);
        if (all.isEmpty()) {
            throw new UsageException("the history is empty");
        }
        RunRecord newest = all.get(all.size() - 1);
        return number == null ? newest : one(all, number);
    }

    static RunRecord one(List<RunRecord> all, long number) {
        return of(all, List.of(new RunRange(number, number))).get(0);
    }

    /**
     * Returns those with certain numbers, each once, in the order in which they are asked for.
     *
     * @throws UsageException if there is none in a range
     */
    static List<RunRecord> of(List<RunRecord> all, List<RunRange> ranges) {
        Set<RunRecord> chosen = new LinkedHashSet<>();
        for (RunRange range : ranges) {
            List<RunRecord> found = all.stream()
                    .filter(record -> range.contains(record.number()))
                    .toList();
            if (found.isEmpty()) {
                throw none(all, range);
            }
            chosen.addAll(found);
        }
        return List.copyOf(chosen);
    }

    private static UsageException none(List<RunRecord> all, RunRange range) {
        String which = range.first() == range.last()
                ? "no run " + range.first()
                : "no run from " + range.first() + " to " + range.last();
        return new UsageException("there is " + which + " in the history"
                + (all.isEmpty()
                        ? ", which is empty"
                        : "; it has those from " + all.get(0).number() + " to "
                                + all.get(all.size() - 1).number()));
    }
}
