package org.mantle.framework.internal.run;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.internal.check.OutputCheck;
import org.mantle.framework.internal.compiled.AlgorithmFailures;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.compiled.Slot;
import org.mantle.framework.internal.compiled.SlotInputs;
import org.mantle.framework.internal.history.RecordedChildren;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.run.ProgressReport;
import org.mantle.framework.run.RunEvent;
import org.mantle.framework.run.RunLog;
import org.mantle.framework.run.RunState;
import org.mantle.framework.run.RunTimes;
import org.mantle.framework.type.Registration;

/** A run of this host. Safe from many threads. */
public final class LiveRun implements AlgorithmRun {

    /** Whoever takes the instance out ends the run: the thread that executes it, or one that cancels it before. */
    private static final VarHandle INSTANCE;

    private static final VarHandle ATTACHMENTS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            INSTANCE = lookup.findVarHandle(LiveRun.class, "instance", Algorithm.class);
            ATTACHMENTS = lookup.findVarHandle(LiveRun.class, "attachments", RunAttachments.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final RunEnvironment environment;
    private final CompiledAlgorithm descriptor;
    private final @Nullable Object[] values;
    private final @Nullable Object[] initialInputs;
    private final @Nullable ParentLink parent;

    /** Set before anybody can see the run, and from then on taken through INSTANCE alone. */
    @SuppressWarnings("UnusedVariable")
    private @Nullable Algorithm instance;

    private volatile @Nullable RunAttachments attachments;

    /** {@code null} stands for WAITING: no write to a volatile field for what is the rule. */
    private volatile @Nullable RunState state;

    private volatile @Nullable ProgressReport progress;
    private volatile boolean cancelRequested;
    private @Nullable Throwable failure;
    private @Nullable Instant started;

    /** Whether what it makes is left in the host's store; set before anybody can see the run. */
    private boolean storing = true;

    /** Whether an instance remembers it, which must hold no object that was removed from the store. */
    private boolean remembered;

    /** Where the host keeps the run while it has not ended; only for {@link RunningRuns}. */
    private int place;

    private final long checksBegan;
    private long checkNanos;
    private long waitNanos;
    private long runNanos;

    /** Set before the run is wound up: what other threads say or set from then on has no effect. */
    private volatile boolean over;

    /** The thread that executes and winds up; another one has to hold the monitor of the attachments to change something. */
    private @Nullable Thread thread;

    LiveRun(
            RunEnvironment environment,
            CompiledAlgorithm descriptor,
            @Nullable Object[] values,
            Algorithm instance,
            @Nullable ParentLink parent,
            long checksBegan) {
        this.environment = environment;
        this.descriptor = descriptor;
        this.values = values;
        this.initialInputs = descriptor.changesInputs() ? values.clone() : values;
        this.instance = instance;
        this.parent = parent;
        this.checksBegan = checksBegan;
    }

    @Override
    public CompiledAlgorithm descriptor() {
        return descriptor;
    }

    @Override
    public RunState state() {
        RunState now = state;
        return now == null ? RunState.WAITING : now;
    }

    @Override
    public ProgressReport progress() {
        ProgressReport report = progress;
        Instant begun = state == RunState.RUNNING ? started : null;
        if (report == null) {
            return ProgressReport.NONE;
        }
        return begun == null
                ? report
                : report.estimated(Duration.between(begun, environment.clock().instant()));
    }

    @Override
    public Optional<AlgorithmRun> parent() {
        return Optional.ofNullable(parentOrNull());
    }

    @Override
    public RunTimes times() {
        RunState now = state();
        return now == RunState.WAITING ? RunTimes.NONE : RunTimes.ofNanos(checkNanos, waitNanos, runNanos);
    }

    @Override
    public Registration subscribe(Consumer<? super RunEvent> listener) {
        RunEventQueue queue = new RunEventQueue(environment.listeners(), listener);
        RunAttachments mine = attachments();
        mine.watch(queue);
        return () -> {
            mine.unwatch(queue);
            queue.close();
        };
    }

    @Override
    public RunLog log() {
        RunAttachments present = attachments;
        return present == null ? RunLog.EMPTY : present.log();
    }

    @Override
    public long id() {
        return attachments().id();
    }

    @Override
    public void cancel() {
        List<AbortRegistration> toCall;
        RunAttachments mine = attachments();
        synchronized (mine) {
            if (cancelRequested || state().isEnd()) {
                return;
            }
            cancelRequested = true;
            toCall = mine.aborts();
        }
        if (take() != null) {
            RunEnd.of(this, RunState.CANCELLED, null, 0);
        }
        toCall.forEach(AbortRegistration::call);
    }

    @Override
    public RunState await() throws InterruptedException {
        RunExecution.executeInPlace(this);
        await(Long.MAX_VALUE);
        return state();
    }

    @Override
    public boolean await(Duration atMost) throws InterruptedException {
        // convert() knows no overflow
        return await(TimeUnit.NANOSECONDS.convert(atMost));
    }

    private boolean await(long nanos) throws InterruptedException {
        return state().isEnd() || attachments().await(nanos);
    }

    @Override
    public Outputs outputs() throws InterruptedException {
        await();
        return outcome();
    }

    @Override
    public CompletionStage<Outputs> completion() {
        CompletableFuture<Outputs> completion = new CompletableFuture<>();
        if (state().isEnd()) {
            complete(completion);
        } else {
            attachments().watchEnd(new RunEventQueue(environment.listeners(), end -> complete(completion)));
        }
        return completion.minimalCompletionStage();
    }

    private void complete(CompletableFuture<Outputs> completion) {
        Outputs outputs;
        try {
            outputs = outcome();
        } catch (Throwable e) {
            // what the run ended with; foreign code: an exception that cannot even say what it is
            completion.completeExceptionally(e);
            return;
        }
        completion.complete(outputs);
    }

    /** Returns the outputs of a run that has ended, or throws what it ended with. */
    public Outputs outcome() {
        if (state != RunState.COMPLETED) {
            throw state == RunState.CANCELLED
                    ? AlgorithmFailures.cancelled(descriptor, cancelOfPart())
                    : AlgorithmFailures.failed(descriptor, cause());
        }
        return new SlotOutputs(descriptor, outputValues());
    }

    /** Returns the values of a completed run, with the objects that are still there of those that it does not hold. */
    @Nullable Object[] outputValues() {
        RunAttachments present = attachments;
        return present == null ? values : present.whole(values);
    }

    /** Returns the cancellation of a run inside this one by which it ended, or {@code null} where it was told to stop itself. */
    private @Nullable Throwable cancelOfPart() {
        RunAttachments present = attachments;
        return !cancelRequested && present != null && present.hasCancelledChild() ? failure : null;
    }

    /** Returns what a failed run failed with. */
    Throwable cause() {
        return failure == null ? new IllegalStateException("the run has not ended") : failure;
    }

    /**
     * Makes the run one of the host's and says so; a part of another run is only told.
     *
     * @throws IllegalStateException if the host is closed
     */
    void enter() {
        if (parent != null) {
            announce();
        } else if (isWatched()) {
            // whoever cancels it from here on cannot tell its end before its beginning
            synchronized (attachments()) {
                environment.admit(this);
                announce();
            }
        } else {
            environment.admit(this);
        }
    }

    private void announce() {
        if (isWatched()) {
            attachments().tellStarting();
        }
    }

    /** Has names of algorithms mean, inside this run, what they meant in one that is replayed; before it is executed. */
    public void replay(RecordedChildren children) {
        attachments().replay(children);
    }

    /** Executes in the calling thread, and returns when the run has ended; never throws. */
    public void execute() {
        RunExecution.execute(this);
    }

    /** Executes in another thread. */
    public void executeBy(Executor executor) {
        RunExecution.executeBy(this, executor);
    }

    /** Notes that the run waits for a thread, and returns what is to be done there. */
    RunExecution.Queued queue(RunExecution.Queued work) {
        attachments().queue(work);
        return work;
    }

    /** Returns how the run waits for a thread, or has waited; {@code null} if it never did. */
    RunExecution.@Nullable Queued queued() {
        RunAttachments present = attachments;
        return present == null ? null : present.queued();
    }

    /** Returns what to execute, to one caller only: whoever gets it ends the run. */
    @Nullable Algorithm take() {
        return (Algorithm) INSTANCE.getAndSet(this, (Algorithm) null);
    }

    /** Notes that the execution begins, in the calling thread; {@code queuedAt} is 0 when it did not wait for a thread. */
    void begin(long queuedAt, long began) {
        checkNanos = (queuedAt == 0 ? began : queuedAt) - checksBegan;
        waitNanos = queuedAt == 0 ? 0 : began - queuedAt;
        thread = Thread.currentThread();
        started = environment.clock().instant();
        state = RunState.RUNNING;
        if (isWatched()) {
            attachments().tellStarted();
        }
    }

    /** Sets how the run ended, and lets everybody know. */
    void end(RunState ended, @Nullable Throwable thrown, long nanos) {
        failure = thrown;
        runNanos = nanos;
        // volatile: who sees it sees the outputs and the failure too
        state = ended;
        try {
            // who waits has made them before it looked at the state
            RunAttachments present = isWatched() ? attachments() : attachments;
            if (present != null) {
                present.end();
            }
        } finally {
            if (parent == null) {
                // the host is at work until everybody has been told
                environment.ended(this);
            }
        }
    }

    /** Returns whether this is the thread that executes, and somebody has interrupted it: that asks for the end of the run too. */
    boolean isInterrupted() {
        Thread current = Thread.currentThread();
        return current == thread && current.isInterrupted();
    }

    /** Makes sure that no other thread of the algorithm changes anything from here on. */
    void close() {
        if (over) {
            return;
        }
        over = true;
        // a thread that finds itself in time has made the attachments before it looked
        RunAttachments present = attachments;
        if (present != null) {
            // waits for the thread that is just changing something
            synchronized (present) {
                thread = null;
            }
        }
        thread = null;
    }

    /** Returns when the checks of the inputs began, in {@link System#nanoTime()}. */
    long askedForAt() {
        return checksBegan;
    }

    /** Returns whether objects that it makes are left in the host's store. */
    boolean isStoring() {
        return storing;
    }

    /** To be called before anybody can see the run. */
    void setStoring(boolean whether) {
        storing = whether;
    }

    boolean isRemembered() {
        return remembered;
    }

    /** To be called before the run is executed. */
    void setRemembered() {
        remembered = true;
    }

    /** Returns the run that is part of no other, in which this one is. */
    LiveRun outermost() {
        LiveRun outermost = this;
        for (LiveRun outer = parentOrNull(); outer != null; outer = outer.parentOrNull()) {
            outermost = outer;
        }
        return outermost;
    }

    int place() {
        return place;
    }

    void setPlace(int where) {
        place = where;
    }

    RunEnvironment environment() {
        return environment;
    }

    @Nullable Object[] values() {
        return values;
    }

    /** Returns the inputs that the run began with; the values themselves where a run writes over no input. */
    @Nullable Object[] initialInputs() {
        return initialInputs;
    }

    /** Returns when the execution began, or {@code null} if it never did. */
    @Nullable Instant startedOrNull() {
        return started;
    }

    @Nullable RunAttachments attachmentsOrNull() {
        return attachments;
    }

    /** Returns whether the run is being wound up, from when on nothing of it changes. */
    boolean isOver() {
        return over;
    }

    boolean isCancelRequested() {
        return cancelRequested;
    }

    /** Returns the values by property, outputs too. */
    Inputs inputs() {
        return new SlotInputs(descriptor, values, environment.storage());
    }

    <T> void set(Property<T> output, T value) {
        Slot slot = descriptor.outputSlot(output);
        requireRunning(output);
        Object converted = OutputCheck.convert(descriptor, output, value);
        if (Thread.currentThread() == thread) {
            values[slot.index()] = converted;
        } else {
            synchronized (attachments()) {
                requireRunning(output);
                values[slot.index()] = converted;
            }
        }
    }

    private void requireRunning(Property<?> output) {
        if (over || state != RunState.RUNNING) {
            throw new IllegalStateException(output.name() + " can be set only while " + descriptor.name() + " runs");
        }
    }

    void report(ProgressReport report) {
        if (over) {
            return;
        }
        progress = report;
        if (isWatched()) {
            attachments().tellProgress(progress());
        }
        if (parent != null && parent.start() < parent.end()) {
            parent.parent().report(report.within(parent.start(), parent.end()));
        }
    }

    Registration onCancel(Runnable action) {
        AbortRegistration abort = new AbortRegistration(this, action);
        if (!attachments().addAbort(abort)) {
            abort.call();
        }
        return abort;
    }

    /** Returns what only some runs have, and makes it when this is one of them. */
    RunAttachments attachments() {
        RunAttachments present = attachments;
        if (present != null) {
            return present;
        }
        RunAttachments made = new RunAttachments(this);
        return ATTACHMENTS.compareAndSet(this, null, made) ? made : Objects.requireNonNull(attachments);
    }

    boolean isWatched() {
        RunAttachments present = attachments;
        return !environment.listeners().isEmpty() || (present != null && present.isWatched());
    }

    /** Returns whether the execution has begun, also when it is over. */
    boolean hasBegun() {
        return state() != RunState.WAITING && started != null;
    }

    @Nullable LiveRun parentOrNull() {
        return parent == null ? null : parent.parent();
    }

    /** Returns algorithm, version and state. */
    @Override
    public String toString() {
        return descriptor + " " + state().word();
    }
}
