package org.mantle.framework;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One execution of an algorithm: its state, progress, outputs and cancellation. Safe from many threads.
 *
 * <p>A run that was asked to cancel ends as cancelled when its algorithm stops because of that. One whose algorithm completes
 * all the same is completed: what it did is done, and its outputs say so.
 */
public final class AlgorithmRun {

    private final RunEnvironment environment;
    private final AlgorithmDescriptor descriptor;
    private final @Nullable Object[] values;
    private final @Nullable Object[] initialInputs;
    private final @Nullable ParentLink parent;
    private final CompletableFuture<RunState> end = new CompletableFuture<>();
    private @Nullable Algorithm algorithm;
    private @Nullable List<RunRecord> children;
    private @Nullable List<Runnable> aborts;
    private volatile RunState state = RunState.WAITING;
    private volatile ProgressReport progress = ProgressReport.NONE;
    private volatile boolean cancelRequested;
    private @Nullable Throwable failure;

    AlgorithmRun(
            RunEnvironment environment,
            AlgorithmDescriptor descriptor,
            @Nullable Object[] values,
            Algorithm algorithm,
            @Nullable ParentLink parent) {
        this.environment = environment;
        this.descriptor = descriptor;
        this.values = values;
        this.initialInputs = descriptor.changesInputs() ? values.clone() : values;
        this.algorithm = algorithm;
        this.parent = parent;
        if (parent == null) {
            environment.running().add(this);
        }
    }

    /** Returns what is run. */
    public AlgorithmDescriptor descriptor() {
        return descriptor;
    }

    public RunState state() {
        return state;
    }

    /** Returns how far the run is, as it said last. */
    public ProgressReport progress() {
        return progress;
    }

    /** Asks the run to stop, and its children with it; returns at once. A run that has ended is left as it is. */
    public void cancel() {
        List<Runnable> toCall;
        synchronized (this) {
            if (cancelRequested || state.isEnd()) {
                return;
            }
            cancelRequested = true;
            toCall = aborts == null ? List.of() : List.copyOf(aborts);
        }
        for (Runnable abort : toCall) {
            abort.run();
        }
    }

    /** Waits for the end and returns the state in which the run ended. */
    public RunState await() throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a run never fails", e);
        }
    }

    /** Waits for the end, but no longer than a time; returns whether the run has ended. */
    public boolean await(Duration atMost) throws InterruptedException {
        try {
            end.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a run never fails", e);
        }
    }

    /**
     * Waits for the end and returns the outputs.
     *
     * @throws AlgorithmFailedException if the run failed
     * @throws AlgorithmCancelledException if the run was cancelled
     */
    public Outputs outputs() throws InterruptedException {
        await();
        return outcome();
    }

    /** Returns the outputs of a run that has ended, or throws what it ended with. */
    Outputs outcome() {
        return switch (state) {
            case COMPLETED -> new Outputs(descriptor, values);
            case CANCELLED -> throw new AlgorithmCancelledException(descriptor.name());
            default -> {
                Throwable cause = failure == null ? new IllegalStateException("the run has not ended") : failure;
                throw new AlgorithmFailedException(descriptor.name(), FailureMessage.of(cause), cause);
            }
        };
    }

    /** Executes in the calling thread; never throws. */
    void execute() {
        Algorithm instance = algorithm;
        algorithm = null;
        Instant started = environment.clock().instant();
        long startNanos = System.nanoTime();
        RunState ended;
        Registration parentCancel = parent == null ? null : parent.parent().onCancel(this::cancel);
        try {
            state = RunState.RUNNING;
            if (cancelRequested || instance == null) {
                throw new AlgorithmCancelledException(descriptor.name());
            }
            instance.execute(new RunContext(this));
            checkOutputs();
            ended = RunState.COMPLETED;
        } catch (Throwable e) { // foreign code: an algorithm may throw anything, and that must end its run only
            ended = cancelRequested ? RunState.CANCELLED : RunState.FAILED;
            failure = e;
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
        } finally {
            if (parentCancel != null) {
                parentCancel.close();
            }
        }
        finish(ended, started, System.nanoTime() - startNanos);
    }

    private void finish(RunState ended, Instant started, long nanos) {
        dropSecrets();
        RunRecord record = new RunRecord(
                descriptor,
                recordable(initialInputs),
                recordable(values),
                ended,
                ended == RunState.FAILED ? failure : null,
                started,
                nanos,
                children());
        if (parent == null) {
            environment.history().add(record);
            environment.running().remove(this);
        } else {
            parent.parent().addChild(record);
        }
        synchronized (this) {
            state = ended;
            aborts = null;
        }
        end.complete(ended);
    }

    /** Ends a run that no thread will execute. */
    void reject(Throwable why) {
        failure = why;
        state = RunState.FAILED;
        dropSecrets();
        environment.running().remove(this);
        end.complete(RunState.FAILED);
    }

    /** The author's promise about the outputs is kept before anybody sees them. */
    private void checkOutputs() {
        for (Slot slot : descriptor.checkedOutputs()) {
            @Nullable Object value = values[slot.index()];
            Property<?> property = slot.property();
            if (value == null && property.needsValue()) {
                throw new IllegalStateException(descriptor.name() + " did not set its output " + property.name());
            }
            if (value != null && value != slot.defaultValue()) {
                property.check(value).ifPresent(violation -> {
                    throw new IllegalStateException(descriptor.name() + " set its output " + property.name()
                            + " to a value that it does not allow: " + violation.message());
                });
            }
        }
    }

    private void dropSecrets() {
        for (int index : descriptor.secretSlots()) {
            if (values[index] instanceof Secret secret) {
                if (secret.isOwnedByRun()) {
                    secret.wipe();
                }
                values[index] = secret.redacted();
                initialInputs[index] = values[index];
            }
        }
    }

    /** Returns the values, or a copy in which the large ones are summarised. */
    private @Nullable Object[] recordable(@Nullable Object[] all) {
        @Nullable Object[] kept = all;
        for (Slot slot : descriptor.slots()) {
            @Nullable Object value = all[slot.index()];
            if (value != null && value != slot.defaultValue() && slot.property().weight(value) > LargeValue.LIMIT) {
                kept = kept == all ? all.clone() : kept;
                kept[slot.index()] = LargeValue.of(slot.property(), value);
            }
        }
        return kept;
    }

    private synchronized List<RunRecord> children() {
        return children == null ? List.of() : List.copyOf(children);
    }

    private synchronized void addChild(RunRecord record) {
        if (children == null) {
            children = new ArrayList<>();
        }
        children.add(record);
    }

    RunEnvironment environment() {
        return environment;
    }

    boolean isCancelRequested() {
        return cancelRequested;
    }

    <T> Optional<T> find(Property<T> property) {
        return new SlotInputs(descriptor, values).find(property);
    }

    boolean isDefault(Property<?> property) {
        return new SlotInputs(descriptor, values).isDefault(property);
    }

    <T> void set(Property<T> output, T value) {
        Slot slot = descriptor.outputSlot(output);
        if (state != RunState.RUNNING) {
            throw new IllegalStateException(output.name() + " can be set only while " + descriptor.name() + " runs");
        }
        values[slot.index()] = output.type().fromObject(value);
    }

    void report(ProgressReport report) {
        progress = report;
        if (parent != null) {
            parent.parent().report(report.within(parent.start(), parent.end()));
        }
    }

    Registration onCancel(Runnable abort) {
        boolean atOnce;
        synchronized (this) {
            atOnce = cancelRequested;
            if (!atOnce) {
                if (aborts == null) {
                    aborts = new ArrayList<>();
                }
                aborts.add(abort);
            }
        }
        if (atOnce) {
            abort.run();
        }
        return () -> removeAbort(abort);
    }

    private synchronized void removeAbort(Runnable abort) {
        if (aborts != null) {
            aborts.remove(abort);
        }
    }

    /** Returns algorithm, version and state. */
    @Override
    public String toString() {
        return descriptor + " " + state.word();
    }
}
