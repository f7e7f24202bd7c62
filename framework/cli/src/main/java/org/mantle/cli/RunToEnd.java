package org.mantle.cli;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.run.AlgorithmCancelledException;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.type.Registration;

/** One run in the foreground: shows how far it is, is cancelled when the process is told to stop, and tells how it ended. */
final class RunToEnd implements AutoCloseable {

    private final CommandContext context;
    private final RunReport report;
    private final AtomicReference<@Nullable AlgorithmRun> running = new AtomicReference<>();
    private final Registration stop;

    RunToEnd(CommandContext context, RunReport report) {
        this.context = context;
        this.report = report;
        this.stop = context.shutdown().onStop(this::stop);
    }

    /**
     * Returns whether there is a run to wait for, which then tells how it ended. Where there is none yet, none begins any more: what
     * is told is true.
     */
    private boolean stop() {
        if (context.stopRuns().isEmpty() && running.get() == null) {
            report.cancelled();
            return false;
        }
        return true;
    }

    /** Runs a certain version, and returns the exit code. */
    int run(AlgorithmDescriptor algorithm, Map<String, ?> properties) {
        return run(() -> context.mantle().start(algorithm, properties));
    }

    /** Runs what a name means, so that the run can tell when that name should not be used any more. */
    int run(String name, Map<String, ?> properties) {
        return run(() -> context.mantle().start(name, properties));
    }

    private int run(Supplier<AlgorithmRun> start) {
        try {
            AlgorithmRun run = start.get();
            running.set(run);
            report.begins(run);
            context.await(run);
            return report.completed(run);
        } catch (InvalidPropertyException e) {
            return report.invalid(e.getClass().getSimpleName(), e.problems());
        } catch (AlgorithmFailedException e) {
            return report.failed(e.getCause() == null ? e : e.getCause());
        } catch (AlgorithmCancelledException e) {
            return report.cancelled();
        } catch (IllegalStateException e) {
            if (!context.isStopped()) {
                throw e;
            }
            return report.cancelled(); // the process was told to stop before the run began
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return report.cancelled();
        }
    }

    @Override
    public void close() {
        stop.close();
    }
}
