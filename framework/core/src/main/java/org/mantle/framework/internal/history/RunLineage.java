package org.mantle.framework.internal.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.history.RunRecord;

/** A run that made or changed objects, and the runs from which the objects came that it took. Safe from many threads. */
public final class RunLineage {

    /** So long a line is remembered: what is changed again and again must not fill the memory. */
    private static final int MOST_IN_LINE = 1000;

    private final List<RunLineage> from = new ArrayList<>(1);
    private @Nullable RunRecord record;
    private long order;
    private int length = 1;

    /** Makes it of a run that has not ended. */
    public RunLineage() {}

    /** Adds a run from which an object came; forgets what was before it where the line grows too long. */
    synchronized void add(RunLineage earlier, int itsLength) {
        if (earlier != this && !from.contains(earlier) && itsLength < MOST_IN_LINE) {
            from.add(earlier);
            length = Math.max(length, itsLength + 1);
        }
    }

    synchronized int length() {
        return length;
    }

    /** Sets what is known of the run, which has ended as the so many-th. */
    synchronized void end(RunRecord ofRun, long ended) {
        record = ofRun;
        order = ended;
    }

    private synchronized List<RunLineage> from() {
        return List.copyOf(from);
    }

    private synchronized @Nullable RunRecord record() {
        return record;
    }

    private synchronized long order() {
        return order;
    }

    /** Replaces the record of a run that has ended by what a function makes of it. */
    void replaceRecord(UnaryOperator<RunRecord> replacement) {
        @Nullable RunRecord known = record();
        if (known != null) {
            RunRecord other = replacement.apply(known);
            synchronized (this) {
                record = other;
            }
        }
    }

    /** Returns some runs and all before them. */
    static Set<RunLineage> withThoseBefore(Collection<RunLineage> runs) {
        Set<RunLineage> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<RunLineage> left = new ArrayDeque<>(runs);
        while (!left.isEmpty()) {
            RunLineage next = left.pop();
            if (seen.add(next)) {
                next.from().forEach(left::push);
            }
        }
        return seen;
    }

    /** Returns the records of this run and all before it, in the order in which they ended. */
    List<RunRecord> records() {
        List<RunLineage> all = new ArrayList<>(withThoseBefore(List.of(this)));
        all.sort(Comparator.comparingLong(RunLineage::order));
        List<RunRecord> records = new ArrayList<>();
        for (RunLineage run : all) {
            @Nullable RunRecord known = run.record();
            if (known != null) {
                records.add(known);
            }
        }
        return List.copyOf(records);
    }
}
