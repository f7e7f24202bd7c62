package org.mantle.framework.internal.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.history.LeftObjects;
import org.mantle.framework.internal.history.RecordParts;
import org.mantle.framework.internal.history.RecordedChildren;
import org.mantle.framework.internal.history.RunLineage;
import org.mantle.framework.run.LogLine;
import org.mantle.framework.run.ProgressReport;
import org.mantle.framework.run.RunEvent;
import org.mantle.framework.run.RunLog;
import org.mantle.framework.run.RunState;

/**
 * What is attached to only some runs: lines of a log, children, listeners, what wakes them. Made when the first of it comes.
 *
 * <p>Its monitor guards everything in it. No code of others is called while it is held.
 */
final class RunAttachments {

    private static final int MOST_LINES = 1000;
    private static final int MOST_WARNINGS = 20;
    private static final int NO_STATE = -1;
    private static final int ENDED = 2;
    private static final Watcher[] NOBODY = {};

    private final LiveRun run;
    private final List<RunRecord> children = new ArrayList<>(0);
    private List<AbortRegistration> aborts = List.of();
    private final Deque<LogLine> lines = new ArrayDeque<>(0);
    private long droppedLines;
    private long id;
    private RunExecution.@Nullable Queued queued;

    /** What ran inside the run that this one replays; set before the run begins. */
    private @Nullable RecordedChildren replayed;

    /** What the run has left in the store and must not hold; set before the run has ended. */
    private volatile @Nullable LeftObjects left;

    /** Where it belongs among what ran; made when it is first asked for, and looked at without the monitor. */
    private volatile @Nullable RunLineage lineage;

    /** Replaced, never changed, so that it can be looked at without the monitor. */
    private volatile Watcher[] watchers = NOBODY;

    /** One who listens to this run, and what it knows already: a state is told once. */
    private static final class Watcher {
        private final RunEventQueue queue;
        private final boolean endOnly;
        private int latest = -1;

        Watcher(RunEventQueue queue, boolean endOnly) {
            this.queue = queue;
            this.endOnly = endOnly;
        }

        void tell(RunEvent event) {
            int rank = rank(event);
            if (endOnly && rank != ENDED) {
                return;
            }
            if (rank == NO_STATE ? latest < ENDED : rank > latest) {
                latest = Math.max(latest, rank);
                queue.offer(event);
            }
        }
    }

    RunAttachments(LiveRun run) {
        this.run = run;
    }

    /** Returns the number of the run among those of its host, which is given when it is first asked for. */
    synchronized long id() {
        if (id == 0) {
            id = run.environment().nextId();
        }
        return id;
    }

    synchronized void queue(RunExecution.Queued work) {
        queued = work;
    }

    synchronized RunExecution.@Nullable Queued queued() {
        return queued;
    }

    /** Has names of algorithms mean, inside this run, what they meant in one that is replayed. */
    synchronized void replay(RecordedChildren children) {
        replayed = children;
    }

    /** Returns what a name meant in the run that this one replays, or {@code null} if this is no replay, or nothing of it ran there. */
    synchronized @Nullable CompiledAlgorithm recordedAs(String name) {
        return replayed == null ? null : replayed.find(name);
    }

    void setLeft(LeftObjects objects) {
        left = objects;
    }

    /** Returns the values of the run with the objects that it does not hold. */
    @Nullable Object[] whole(@Nullable Object[] values) {
        LeftObjects objects = left;
        return objects == null ? values : objects.giveTo(values);
    }

    /** Returns what stands for the run in the history of objects. */
    synchronized RunLineage lineage() {
        RunLineage known = lineage;
        if (known == null) {
            known = new RunLineage();
            lineage = known;
        }
        return known;
    }

    @Nullable RunLineage lineageOrNull() {
        return lineage;
    }

    synchronized void addChild(RunRecord record) {
        children.add(record);
    }

    synchronized boolean hasCancelledChild() {
        return children.stream().anyMatch(child -> child.state() == RunState.CANCELLED);
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
        return new RecordParts(List.copyOf(children), List.copyOf(warnings.subList(first, warnings.size())), false);
    }

    /** Returns a text without the secrets of the run; {@code null} when it is over and they are not known any more. */
    synchronized @Nullable String withoutSecrets(String text) {
        return run.isOver() ? null : RunSecrets.redact(run.descriptor(), run.values(), text);
    }

    /** Keeps a line, and tells it. */
    synchronized void addLine(LogLine line) {
        if (run.isOver()) {
            return;
        }
        if (lines.size() == MOST_LINES) {
            lines.removeFirst();
            droppedLines++;
        }
        lines.addLast(line);
        if (run.isWatched()) {
            tell(new RunEvent.Logged(run, line));
        }
    }

    /** Tells how far the run is, unless it is over. */
    synchronized void tellProgress(ProgressReport report) {
        if (!run.isOver()) {
            tell(new RunEvent.Progressed(run, report));
        }
    }

    synchronized RunLog log() {
        return new RunLog(List.copyOf(lines), droppedLines);
    }

    /** Keeps what wakes the run, unless the run is told to stop already; returns whether it did. */
    synchronized boolean addAbort(AbortRegistration abort) {
        if (run.isCancelRequested()) {
            return false;
        }
        aborts = new ArrayList<>(aborts);
        aborts.add(abort);
        return true;
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

    /** Returns whether anybody listens to this run. */
    boolean isWatched() {
        return watchers.length > 0;
    }

    synchronized void tellStarting() {
        tell(new RunEvent.Starting(run));
    }

    synchronized void tellStarted() {
        tell(new RunEvent.Started(run));
    }

    private RunEvent ending() {
        RunState state = run.state();
        if (state == RunState.COMPLETED) {
            return new RunEvent.Finished(run, new SlotOutputs(run.descriptor(), run.outputValues()));
        }
        return state == RunState.CANCELLED ? new RunEvent.Cancelled(run) : new RunEvent.Failed(run, run.cause());
    }

    /** Tells an event to all who listen, to this run or to every one. */
    private synchronized void tell(RunEvent event) {
        RunEventQueue[] listenersToAll = run.environment().listeners().all();
        if (listenersToAll != null) {
            for (RunEventQueue listener : listenersToAll) {
                listener.offer(event);
            }
        }
        for (Watcher watcher : watchers) {
            watcher.tell(event);
        }
    }

    /** Adds one who listens to this run, and tells it what it has missed. */
    synchronized void watch(RunEventQueue queue) {
        Watcher watcher = new Watcher(queue, false);
        add(watcher);
        RunState state = run.state();
        watcher.tell(new RunEvent.Starting(run));
        if (run.hasBegun()) {
            watcher.tell(new RunEvent.Started(run));
        }
        lines.forEach(line -> watcher.tell(new RunEvent.Logged(run, line)));
        ProgressReport progress = run.progress();
        if (!progress.equals(ProgressReport.NONE)) {
            watcher.tell(new RunEvent.Progressed(run, progress));
        }
        if (state.isEnd()) {
            watcher.tell(ending());
        }
    }

    /** Adds one who hears of the end of this run alone. */
    synchronized void watchEnd(RunEventQueue queue) {
        Watcher watcher = new Watcher(queue, true);
        add(watcher);
        if (run.state().isEnd()) {
            watcher.tell(ending());
        }
    }

    /** To be called before the state is looked at: whoever changes it afterwards sees the watcher. */
    private void add(Watcher watcher) {
        Watcher[] more = Arrays.copyOf(watchers, watchers.length + 1);
        more[more.length - 1] = watcher;
        watchers = more;
    }

    synchronized void unwatch(RunEventQueue queue) {
        watchers = Arrays.stream(watchers)
                .filter(watcher -> watcher.queue != queue)
                .toArray(Watcher[]::new);
    }

    private static int rank(RunEvent event) {
        if (event instanceof RunEvent.Starting) {
            return 0;
        }
        if (event instanceof RunEvent.Started) {
            return 1;
        }
        return event instanceof RunEvent.Ended ? ENDED : NO_STATE;
    }

    /** Tells that the run has ended, and wakes those who wait for it. */
    synchronized void end() {
        try {
            if (run.isWatched()) {
                tell(ending());
            }
        } finally {
            notifyAll();
        }
    }

    /** Waits for the end of the run, but no longer than a time; returns whether it has ended. */
    synchronized boolean await(long nanos) throws InterruptedException {
        long begin = System.nanoTime();
        long left = nanos;
        while (!run.state().isEnd() && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = nanos - (System.nanoTime() - begin);
        }
        return run.state().isEnd();
    }
}
