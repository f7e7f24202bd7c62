package org.mantle.cli.command;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mantle.cli.invocation.CommandUsageException;
import org.mantle.cli.invocation.Invocation;
import org.mantle.framework.describe.PrintableText;
import org.mantle.framework.history.AlgorithmHistory;
import org.mantle.framework.history.RunRecord;

/** The records of the history that a person means. */
final class HistoryRecords {

    private HistoryRecords() {}

    /** Returns all that are kept, the oldest first, and warns of what cannot be read. */
    static List<RunRecord> all(Invocation invocation) {
        AlgorithmHistory history = invocation.mantle().history();
        List<RunRecord> records = history.records();
        for (String fault : history.faults()) {
            invocation.notes().println("warning: " + PrintableText.of(fault));
        }
        return records;
    }

    /**
     * Returns the one with a number, or the newest if none is given.
     *
     * @throws CommandUsageException if there is none
     */
    static RunRecord one(Invocation invocation, @Nullable Long number) {
        List<RunRecord> all = all(invocation);
        if (all.isEmpty()) {
            throw new CommandUsageException("the history is empty");
        }
        RunRecord newest = all.get(all.size() - 1);
        return number == null ? newest : one(all, number);
    }

    private static RunRecord one(List<RunRecord> all, long number) {
        return of(all, List.of(new RunRange(number, number))).get(0);
    }

    /**
     * Returns those with certain numbers, each once, in the order in which they are asked for.
     *
     * @throws CommandUsageException if there is none in a range
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

    private static CommandUsageException none(List<RunRecord> all, RunRange range) {
        String which = range.first() == range.last()
                ? "no run " + range.first()
                : "no run from " + range.first() + " to " + range.last();
        return new CommandUsageException("there is " + which + " in the history"
                + (all.isEmpty()
                        ? ", which is empty"
                        : "; it has those from " + all.get(0).number() + " to "
                                + all.get(all.size() - 1).number()));
    }
}
