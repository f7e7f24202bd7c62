package org.mantle.framework.internal.run;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Log;
import org.mantle.framework.algorithm.Progress;
import org.mantle.framework.internal.compiled.AlgorithmFailures;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmRegistry;
import org.mantle.framework.run.ProgressReport;
import org.mantle.framework.type.Registration;

/** What one run gives to its algorithm. */
final class RunContext implements Context, Progress, Log {

    /** Fewer than a thread's stack has room for, so that the algorithm gets a failure that it can end with. */
    private static final int MOST_LEVELS = 100;

    private final LiveRun run;

    RunContext(LiveRun run) {
        this.run = run;
    }

    LiveRun run() {
        return run;
    }

    @Override
    public <T> T get(Property<T> property) {
        return run.inputs().get(property);
    }

    @Override
    public <T> Optional<T> find(Property<T> property) {
        return run.inputs().find(property);
    }

    @Override
    public boolean isDefault(Property<?> property) {
        return run.inputs().isDefault(property);
    }

    @Override
    public <T> void set(Property<T> output, T value) {
        run.set(output, value);
    }

    @Override
    public <S> S service(Class<S> type) {
        return run.environment().services().get(type, run.descriptor().plugin());
    }

    @Override
    public Progress progress() {
        return this;
    }

    @Override
    public void report(double fraction, String message) {
        @Nullable String clean = RunSecrets.redactSaid(run, message);
        if (clean != null) {
            run.report(ProgressReport.ofFraction(fraction, clean));
        }
    }

    @Override
    public void report(long done, long total, String unit, String message) {
        @Nullable String clean = RunSecrets.redactSaid(run, message);
        @Nullable String cleanUnit = RunSecrets.redactSaid(run, unit);
        if (clean != null && cleanUnit != null) {
            run.report(ProgressReport.ofCount(done, total, cleanUnit, clean));
        }
    }

    @Override
    public Log log() {
        return this;
    }

    @Override
    public void debug(Supplier<String> text) {
        if (run.environment().logger(run.descriptor()).isLoggable(System.Logger.Level.DEBUG)) {
            LogWriter.write(run, System.Logger.Level.DEBUG, text.get());
        }
    }

    @Override
    public void info(String text) {
        LogWriter.write(run, System.Logger.Level.INFO, text);
    }

    @Override
    public void warning(String text) {
        LogWriter.write(run, System.Logger.Level.WARNING, text);
    }

    @Override
    public void error(String text) {
        LogWriter.write(run, System.Logger.Level.ERROR, text);
    }

    @Override
    public void checkCancelled() {
        if (run.isCancelRequested() || run.isInterrupted()) {
            throw AlgorithmFailures.cancelled(run.descriptor());
        }
    }

    @Override
    public Registration onCancel(Runnable abort) {
        return run.onCancel(abort);
    }

    @Override
    public LiveInstance createChild(String name, double start, double end) {
        return createChild(name, AlgorithmRegistry.NEWEST, start, end);
    }

    @Override
    public LiveInstance createChild(String name, int version, double start, double end) {
        return createChild(algorithm(name, version), name, start, end);
    }

    private CompiledAlgorithm algorithm(String name, int version) {
        RunAttachments outermost = run.outermost().attachmentsOrNull();
        @Nullable CompiledAlgorithm recorded =
                version == AlgorithmRegistry.NEWEST && outermost != null ? outermost.recordedAs(name) : null;
        return recorded != null ? recorded : run.environment().algorithms().get(name, version);
    }

    @Override
    public LiveInstance createChild(AlgorithmDescriptor algorithm, double start, double end) {
        return createChild(CompiledAlgorithm.of(algorithm), algorithm.name(), start, end);
    }

    private LiveInstance createChild(CompiledAlgorithm algorithm, String calledAs, double start, double end) {
        if (!(0 <= start && start <= end && end <= 1)) {
            throw new IllegalArgumentException(
                    "a child's progress runs from 0 or more to 1 or less, not from " + start + " to " + end);
        }
        requireLevel();
        return new LiveInstance(
                run.environment(), algorithm, calledAs, Runnable::run, new ParentLink(run, start, end), null);
    }

    @Override
    public LiveRun runChild(String name, int version, Map<String, ?> inputs) {
        requireLevel();
        LiveRun child = new RunPreparation(run.environment(), algorithm(name, version), name)
                .prepare(inputs, new ParentLink(run, 0, 0));
        child.execute();
        return child;
    }

    private void requireLevel() {
        int levels = 1;
        for (LiveRun outer = run.parentOrNull(); outer != null; outer = outer.parentOrNull()) {
            levels++;
        }
        if (levels >= MOST_LEVELS) {
            throw new IllegalStateException("runs are nested " + levels
                    + " deep; an algorithm that creates itself as a child must come to an end");
        }
    }
}
