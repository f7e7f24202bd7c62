package org.mantle.framework.internal.run;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.mantle.framework.internal.compiled.AlgorithmLookup;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.compiled.LiveServices;
import org.mantle.framework.internal.history.LiveHistory;
import org.mantle.framework.internal.thread.ListenerThreads;
import org.mantle.framework.internal.type.HostStorage;
import org.mantle.framework.run.DeprecationPolicy;

/** What all runs of one host share. Safe from many threads. */
public final class RunEnvironment {

    private final AlgorithmLookup algorithms;
    private final LiveServices services;
    private final Clock clock;
    private final LiveHistory history;
    private final HostStorage storage;
    private final DeprecationPolicy deprecationPolicy;

    private final RunningRuns running = new RunningRuns();

    /** The loggers of the algorithms that have said something. */
    private final Map<String, System.Logger> loggers = new ConcurrentHashMap<>(0);

    /** The executor in whose thread a run is executed. Not static: hosts share nothing, and each thread forgets it with the run. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Executor> executing = new ThreadLocal<>();

    private final RunListeners listeners;
    private final AtomicLong lastId = new AtomicLong();
    private volatile boolean closed;

    public RunEnvironment(
            AlgorithmLookup algorithms,
            LiveServices services,
            Clock clock,
            LiveHistory history,
            HostStorage storage,
            ListenerThreads listenerThreads,
            DeprecationPolicy deprecationPolicy) {
        this.storage = storage;
        this.listeners = new RunListeners(listenerThreads);
        this.deprecationPolicy = deprecationPolicy;
        this.algorithms = algorithms;
        this.services = services;
        this.clock = clock;
        this.history = history;
    }

    AlgorithmLookup algorithms() {
        return algorithms;
    }

    public LiveServices services() {
        return services;
    }

    Clock clock() {
        return clock;
    }

    public LiveHistory history() {
        return history;
    }

    /** Returns what names in the inputs mean here: files and objects. */
    public HostStorage storage() {
        return storage;
    }

    public RunListeners listeners() {
        return listeners;
    }

    ThreadLocal<Executor> executing() {
        return executing;
    }

    DeprecationPolicy deprecationPolicy() {
        return deprecationPolicy;
    }

    long nextId() {
        return lastId.incrementAndGet();
    }

    /** Returns where an algorithm's lines go; looked up when it says the first, since that takes its time. */
    System.Logger logger(CompiledAlgorithm algorithm) {
        System.Logger known = loggers.get(algorithm.name());
        if (known == null) {
            known = System.getLogger("org.mantle.run." + algorithm.name());
            loggers.put(algorithm.name(), known);
        }
        return known;
    }

    /** Returns the runs that have not ended, without those inside others, in the order in which they were asked for. */
    public List<LiveRun> running() {
        return running.inOrder();
    }

    /**
     * Takes up a run that is part of no other.
     *
     * @throws IllegalStateException if the host is closed
     */
    void admit(LiveRun run) {
        running.add(run);
        // Asked after adding: a host that is being closed sees the run, or the run sees that the host is closed.
        if (closed) {
            running.remove(run);
            throw new IllegalStateException("this host of algorithms is closed");
        }
    }

    void ended(LiveRun run) {
        running.remove(run);
    }

    /** Returns whether nothing runs and there is no thread that tells of anything. */
    public boolean isIdle() {
        return running.isEmpty() && !listeners.threads().haveBegun();
    }

    /** Asks every run to stop that has not ended, and returns them. */
    public List<LiveRun> cancelAll() {
        List<LiveRun> runs = running();
        for (LiveRun run : runs) {
            run.cancel();
        }
        return runs;
    }

    /** Admits no more runs. */
    public void refuseRuns() {
        closed = true;
    }

    /** Waits until all runs have ended and everybody has been told, but no longer than a time; returns whether that is so. */
    public boolean awaitRuns(long nanos) throws InterruptedException {
        long begin = System.nanoTime();
        boolean ended = true;
        for (LiveRun run : running()) {
            ended &= run.await(Duration.ofNanos(Math.max(0, nanos - (System.nanoTime() - begin))));
        }
        while (ended && !running.isEmpty() && System.nanoTime() - begin < nanos) {
            // a run that has ended is just telling so, which waits for nobody
            Thread.onSpinWait();
        }
        return ended;
    }
}
