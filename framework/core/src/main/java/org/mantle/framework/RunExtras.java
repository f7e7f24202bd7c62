package org.mantle.framework;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What only some runs have: lines of a log, children, what wakes them. Made when the first of it comes.
 *
 * <p>Its monitor guards everything in it. No code of others is called while it is held.
 */
final class RunExtras {

    private static final int MOST_LINES = 1000;
    private static final int MOST_WARNINGS = 20;

    private final List<RunRecord> children = new ArrayList<>(0);
    private List<AbortRegistration> aborts = List.of();
    private final Deque<LogLine> lines = new ArrayDeque<>(0);
    private long droppedLines;
    private long id;

    /** Returns the number of the run among those of its host, which is given when it is first asked for. */
    synchronized long id(RunEnvironment environment) {
        if (id == 0) {
            id = environment.nextRunId();
        }
        return id;
    }

    synchronized void addChild(RunRecord record) {
        children.add(record);
    }

    /** Returns what the record of the run keeps of all this. */
    synchronized RecordParts recorded() {
        List<LogLine> warnings = new ArrayList<>(0);
        for (LogLine line : lines) {
            if (line.level().compareTo(System.Logger.Level.WARNING) >= 0) {
                warnings.add(line);
            }
        }
        int first = Math.max(0, warnings.size() - MOST_WARNINGS);
        return new RecordParts(List.copyOf(children), List.copyOf(warnings.subList(first, warnings.size())));
    }

    synchronized void addLine(LogLine line) {
        if (lines.size() == MOST_LINES) {
            lines.removeFirst();
            droppedLines++;
        }
        lines.addLast(line);
    }

    synchronized RunLog log() {
        return new RunLog(List.copyOf(lines), droppedLines);
    }

    synchronized void addAbort(AbortRegistration abort) {
        aborts = new ArrayList<>(aborts);
        aborts.add(abort);
    }

    synchronized void removeAbort(AbortRegistration abort) {
        List<AbortRegistration> others = new ArrayList<>(aborts);
        others.remove(abort);
        aborts = others;
    }

    /** Returns what wakes the run; the list does not change. */
    synchronized List<AbortRegistration> aborts() {
        return aborts;
    }
}
