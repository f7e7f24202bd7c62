package org.mantle.framework.internal.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The runs of one host that have not ended. Safe from many threads, which hardly ever meet: each thread has a place for the run
 * that it executes, and only what finds its place taken goes into a set that all share.
 */
final class RunningRuns {

    /** Threads whose numbers are so far apart share a place. */
    private static final int PLACES = 64;

    /** So many references are on one cache line, so that threads on two processors do not wait for each other's writes. */
    private static final int SPACING = 16;

    private static final int AMONG_OTHERS = -1;

    private final AtomicReferenceArray<LiveRun> places = new AtomicReferenceArray<>(PLACES * SPACING);
    private final Set<LiveRun> others = ConcurrentHashMap.newKeySet(1);

    /** Adds a run; who looks from here on sees it. */
    void add(LiveRun run) {
        int place = placeOfThread();
        // before anybody can see the run, and take it out
        run.setPlace(place);
        if (places.get(place) != null || !places.compareAndSet(place, null, run)) {
            run.setPlace(AMONG_OTHERS);
            others.add(run);
        }
    }

    void remove(LiveRun run) {
        if (run.place() == AMONG_OTHERS) {
            others.remove(run);
        } else {
            // a run that a closed host refuses may be taken out twice
            places.compareAndSet(run.place(), run, null);
        }
    }

    private static int placeOfThread() {
        return (int) (Thread.currentThread().getId() % PLACES) * SPACING;
    }

    boolean isEmpty() {
        for (int place = 0; place < places.length(); place += SPACING) {
            if (places.get(place) != null) {
                return false;
            }
        }
        return others.isEmpty();
    }

    /** Returns the runs in the order in which they were asked for, without those that have just ended. */
    List<LiveRun> inOrder() {
        List<LiveRun> runs = new ArrayList<>(others);
        for (int place = 0; place < places.length(); place += SPACING) {
            LiveRun run = places.get(place);
            if (run != null) {
                runs.add(run);
            }
        }
        runs.removeIf(run -> run.state().isEnd());
        runs.sort(Comparator.comparingLong(LiveRun::askedForAt));
        return Collections.unmodifiableList(runs);
    }
}
