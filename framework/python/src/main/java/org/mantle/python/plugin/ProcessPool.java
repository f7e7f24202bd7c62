package org.mantle.python.plugin;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The processes of one plugin as its files were when it was read. Those of runs that have ended wait a little for the next, since to start one and to import a plugin takes
 * longer than many runs. Safe from many threads.
 */
public final class ProcessPool implements AutoCloseable {

    private static final int MOST_IDLE = 2;
    private static final Duration LONGEST_IDLE = Duration.ofMinutes(1);

    private final PythonProgram program;
    private final PluginState plugin;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private boolean isWatched;
    private boolean closed;

    /**
     * A process that waits.
     *
     * @param since when it was given back, in nanoseconds
     */
    private record Idle(PythonProcess process, long since) {}

    /**
     * Begins with no process.
     *
     * @param plugin the files whose code the processes run
     */
    public ProcessPool(PythonProgram program, PluginState plugin) {
        this.program = program;
        this.plugin = plugin;
    }

    /** Returns the files whose code the processes run. */
    PluginState plugin() {
        return plugin;
    }

    /**
     * Returns a process that nobody else uses, which may still be about to import the plugin.
     *
     * @throws PythonFailure if the plugin was replaced
     */
    PythonProcess take() throws PythonFailure, IOException {
        plugin.requireUnchanged();
        synchronized (idle) {
            for (@Nullable Idle latest = idle.pollLast(); latest != null; latest = idle.pollLast()) {
                if (latest.process().isAlive()) {
                    return latest.process();
                }
            }
        }
        return PythonProcess.start(program, plugin);
    }

    private void giveBack(PythonProcess process) {
        @Nullable PythonProcess tooMany = process;
        synchronized (idle) {
            if (!closed) {
                idle.addLast(new Idle(process, System.nanoTime()));
                watch();
                tooMany = idle.size() > MOST_IDLE ? idle.removeFirst().process() : null;
            }
        }
        if (tooMany != null) {
            tooMany.kill();
        }
    }

    /**
     * Makes a call that is no run.
     *
     * @return what it gave
     * @throws PythonFailure if it failed, or did not end in time
     */
    JsonObject call(Duration patience, JsonObject message) throws PythonFailure, IOException {
        PythonProcess python = take();
        PythonCall call = PythonCall.within(patience, python, message);
        try {
            return call.end(stray -> {}, number -> null);
        } finally {
            release(call, python);
        }
    }

    /** Takes back the process of a call, or ends it where it can take no other. */
    void release(PythonCall call, PythonProcess python) {
        if (call.leavesProcessUsable()) {
            giveBack(python);
        } else {
            python.kill();
        }
    }

    /** Has somebody look for processes that have waited long enough. */
    private void watch() {
        if (!isWatched && !idle.isEmpty()) {
            isWatched = true;
            CompletableFuture.delayedExecutor(LONGEST_IDLE.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(this::endOld);
        }
    }

    private void endOld() {
        List<PythonProcess> old = new ArrayList<>();
        synchronized (idle) {
            isWatched = false;
            while (!idle.isEmpty() && System.nanoTime() - idle.getFirst().since() >= LONGEST_IDLE.toNanos()) {
                old.add(idle.removeFirst().process());
            }
            watch();
        }
        old.forEach(PythonProcess::kill);
    }

    /** Ends the processes that wait; those in use end when they are given back. */
    @Override
    public void close() {
        List<Idle> waiting;
        synchronized (idle) {
            closed = true;
            waiting = List.copyOf(idle);
            idle.clear();
        }
        waiting.forEach(each -> each.process().kill());
    }
}
