package org.mantle.framework;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Mantid's verbs: values that are set one by one, and run as often as one likes.
 *
 * <p>It holds values and the latest run, nothing else. A refused value leaves the previous one in place. Used by one thread at
 * a time, except {@link #cancel()} and {@link #isRunning()}, which any thread may call.
 */
public final class AlgorithmInstance {

    private final RunEnvironment environment;
    private final AlgorithmDescriptor descriptor;
    private final Executor executor;
    private final @Nullable ParentLink parent;
    private final @Nullable Object[] values;
    private volatile @Nullable AlgorithmRun latest;

    AlgorithmInstance(
            RunEnvironment environment,
            AlgorithmDescriptor descriptor,
            Executor executor,
            @Nullable ParentLink parent) {
        this.environment = environment;
        this.descriptor = descriptor;
        this.executor = executor;
        this.parent = parent;
        this.values = descriptor.newValues();
    }

    /** Returns what is run. */
    public AlgorithmDescriptor descriptor() {
        return descriptor;
    }

    /**
     * Sets a property by name, in any letter case, to a value, a text or JSON.
     *
     * <p>What its conditions demand is checked when the algorithm is executed, so that the order of setting does not matter; a
     * value that its type refuses, or its validator while it counts, is refused now.
     *
     * @throws UnknownPropertyException if there is no such property
     * @throws InvalidPropertyException if the value is refused, or the property is an output
     */
    public AlgorithmInstance setProperty(String name, Object value) {
        Slot slot = descriptor.requireSlot(name);
        Property<?> property = slot.property();
        if (!slot.isInput()) {
            throw refused(PropertyProblems.output(property));
        }
        Object converted;
        try {
            converted = property.convert(value);
        } catch (IllegalArgumentException e) {
            throw refused(PropertyProblems.notConvertible(property, value, e));
        }
        if (slot.isVisible(values)) {
            property.check(converted).ifPresent(violation -> {
                throw refused(PropertyProblems.violation(property, converted, violation));
            });
        }
        values[slot.index()] = converted;
        return this;
    }

    /** Sets a property from its text form; see {@link #setProperty}. */
    public AlgorithmInstance setPropertyValue(String name, String text) {
        return setProperty(name, text);
    }

    /**
     * Returns the value of a property: an output's after a completed run, or else what was set, or the default.
     *
     * @return the value, or {@code null} when there is none
     * @throws UnknownPropertyException if there is no such property
     */
    public @Nullable Object getProperty(String name) {
        Slot slot = descriptor.requireSlot(name);
        AlgorithmRun run = latest;
        if (slot.isOutput() && run != null && run.state() == RunState.COMPLETED) {
            return run.find(slot.property()).orElse(null);
        }
        return values[slot.index()];
    }

    /**
     * Returns the text form of a property's value; empty when there is none, and stars for a secret.
     *
     * @throws UnknownPropertyException if there is no such property
     */
    public String getPropertyValue(String name) {
        @Nullable Object value = getProperty(name);
        return value == null ? "" : descriptor.requireSlot(name).property().toText(value);
    }

    /**
     * Executes in the calling thread.
     *
     * @return whether the run completed; {@code false} when it failed, and {@link #latestRun()} knows why
     * @throws InvalidPropertyException if the inputs are refused
     * @throws AlgorithmCancelledException if the run is cancelled
     */
    public boolean execute() {
        AlgorithmRun run = prepare();
        run.execute();
        if (run.state() == RunState.CANCELLED) {
            throw new AlgorithmCancelledException(descriptor.name());
        }
        return run.state() == RunState.COMPLETED;
    }

    /**
     * Executes in another thread; a child executes in its parent's thread all the same.
     *
     * @throws InvalidPropertyException if the inputs are refused
     */
    public AlgorithmRun executeAsync() {
        AlgorithmRun run = prepare();
        start(run, executor);
        return run;
    }

    /** Returns the latest run, or {@code null} before the first. */
    public @Nullable AlgorithmRun latestRun() {
        return latest;
    }

    /** Returns whether the latest run completed. */
    public boolean isExecuted() {
        AlgorithmRun run = latest;
        return run != null && run.state() == RunState.COMPLETED;
    }

    /** Returns whether the latest run has not ended. */
    public boolean isRunning() {
        AlgorithmRun run = latest;
        return run != null && !run.state().isEnd();
    }

    /** Asks the latest run to stop; does nothing when none is under way. */
    public void cancel() {
        AlgorithmRun run = latest;
        if (run != null) {
            run.cancel();
        }
    }

    private AlgorithmRun prepare() {
        @Nullable Object[] copy = values.clone();
        for (int index : descriptor.secretSlots()) {
            if (copy[index] instanceof Secret secret) {
                copy[index] = secret.copyForRun();
            }
        }
        AlgorithmRun run = new RunPreparation(environment, descriptor).prepare(copy, parent);
        latest = run;
        return run;
    }

    static void start(AlgorithmRun run, Executor executor) {
        try {
            executor.execute(run::execute);
        } catch (RejectedExecutionException e) {
            run.reject(e);
            throw e;
        }
    }

    private InvalidPropertyException refused(Problem problem) {
        return InvalidPropertyException.of(descriptor.name(), List.of(problem));
    }
}
