package org.mantle.cli.run;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mantle.cli.invocation.Invocation;
import org.mantle.framework.Replay;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.run.AlgorithmCancelledException;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.type.Registration;

/** One run in the foreground: shows how far it is, is cancelled when the process is told to stop, and tells how it ended. */
public final class ForegroundRun implements AutoCloseable {

    private final Invocation invocation;
    private final RunEnding ending;
    private final AtomicReference<@Nullable AlgorithmRun> running = new AtomicReference<>();
    private final Registration stop;

    /** Begins to listen for the end of the process; the run may begin later. */
    public ForegroundRun(Invocation invocation, RunEnding ending) {
        this.invocation = invocation;
        this.ending = ending;
        this.stop = invocation.onStop(this::stop);
    }

    /**
     * Returns whether there is a run to wait for, which then tells how it ended. Where there is none yet, none begins any more, so
     * that "cancelled" can be told at once.
     */
    private boolean stop() {
        if (invocation.stopRuns().isEmpty() && running.get() == null) {
            ending.cancelled();
            return false;
        }
        return true;
    }

    /** Runs a certain version, and returns the exit code. */
    public int run(AlgorithmDescriptor algorithm, Map<String, ?> properties) {
        return run(() -> invocation.mantle().start(algorithm, properties));
    }

    /** Runs what ran before, and returns the exit code. */
    public int run(Replay replay) {
        return run(() -> invocation.mantle().start(replay));
    }

    /** Runs what a name means, so that the run can tell when that name should not be used any more. */
    public int run(String name, Map<String, ?> properties) {
        return run(() -> invocation.mantle().start(name, properties));
    }

    private int run(Supplier<AlgorithmRun> start) {
        try {
            AlgorithmRun run = start.get();
            running.set(run);
            ending.begins(run);
            invocation.await(run);
            return ending.completed(run);
        } catch (InvalidPropertyException e) {
            return ending.invalid(e.getClass().getSimpleName(), e.problems());
        } catch (AlgorithmFailedException e) {
            return ending.failed(e);
        } catch (AlgorithmCancelledException e) {
            return ending.cancelled();
        } catch (IllegalStateException e) {
            if (!invocation.isStopped()) {
                throw e;
            }
            // the process was told to stop before the run began
            return ending.cancelled();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ending.cancelled();
        }
    }

    @Override
    public void close() {
        stop.close();
    }
}
