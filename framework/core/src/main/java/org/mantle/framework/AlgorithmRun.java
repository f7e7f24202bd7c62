package org.mantle.framework;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One execution of an algorithm: its state, progress, outputs and cancellation. Safe from many threads.
 *
 * <p>A run that was asked to cancel, or of which a part was, ends as cancelled when its algorithm stops because of that. One whose
 * algorithm completes all the same is completed: what it did is done, and its outputs say so.
 */
public final class AlgorithmRun {

    /** Whoever takes the instance out ends the run: the thread that executes it, or one that cancels it before. */
    private static final VarHandle INSTANCE;

    private static final VarHandle EXTRAS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            INSTANCE = lookup.findVarHandle(AlgorithmRun.class, "instance", Algorithm.class);
            EXTRAS = lookup.findVarHandle(AlgorithmRun.class, "extras", RunExtras.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final RunEnvironment environment;
    private final AlgorithmDescriptor descriptor;
    private final @Nullable Object[] values;
    private final @Nullable Object[] initialInputs;
    private final @Nullable ParentLink parent;

    /** Set before anybody can see the run, and from then on taken through INSTANCE alone. */
    @SuppressWarnings("UnusedVariable")
    private @Nullable Algorithm instance;

    private volatile @Nullable RunExtras extras;
    private volatile @Nullable RunState
            state; // null stands for WAITING: no write to a volatile field for what is the rule
    private volatile @Nullable ProgressReport progress;
    private volatile boolean cancelRequested;
    private @Nullable Throwable failure;
    private @Nullable Instant started;

    /** Where the host keeps the run while it has not ended; only for {@link RunningRuns}. */
    private int place;

    private final long checksBegan;
    private long checkNanos;
    private long waitNanos;
    private long runNanos;

    /** Set before the run is wound up: what other threads say or set from then on has no effect. */
    private volatile boolean over;

    /** The thread that executes and winds up; another one has to hold the monitor of the extras to change something. */
    private @Nullable Thread thread;

    AlgorithmRun(
            RunEnvironment environment,
            AlgorithmDescriptor descriptor,
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

    /** Returns what is run. */
    public AlgorithmDescriptor descriptor() {
        return descriptor;
    }

    /** Returns where the run is in its life; its record is in the history when this says that it has ended. */
    public RunState state() {
        RunState now = state;
        return now == null ? RunState.WAITING : now;
    }

    /** Returns how far the run is, as it said last, and what time it is likely to need still. */
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

    /** Returns the run of which this one is a part, if it is one. */
    public Optional<AlgorithmRun> parent() {
        return Optional.ofNullable(parentOrNull());
    }

    /** Returns how long the checks, the waiting and the execution took; each is zero until it is over. */
    public RunTimes times() {
        RunState now = state();
        return now == RunState.WAITING ? RunTimes.NONE : RunTimes.ofNanos(checkNanos, waitNanos, runNanos);
    }

    /**
     * Listens to this run: the listener is told at once what has happened already (of reports of progress only the newest, and
     * of lines those that are kept), then what happens, and exactly one end. See {@link Mantle#subscribe} for how it is called.
     *
     * @return takes the listener away; a call of it that is under way goes on
     */
    public Registration subscribe(Consumer<? super RunEvent> listener) {
        Mailbox mailbox = new Mailbox(environment.listeners(), listener);
        RunExtras mine = extras();
        mine.watch(mailbox);
        return () -> {
            mine.unwatch(mailbox);
            mailbox.close();
        };
    }

    /** Returns what the run has said until now, with what the runs inside it have said. */
    public RunLog log() {
        RunExtras present = extras;
        return present == null ? RunLog.EMPTY : present.log();
    }

    /** Returns a number that no other run of the same host has. */
    public long id() {
        return extras().id();
    }

    /**
     * Asks the run to stop, and its children with it; returns at once.
     *
     * <p>A run that has not begun is cancelled on the spot. One that has ended is left as it is.
     */
    public void cancel() {
        List<AbortRegistration> toCall;
        RunExtras mine = extras();
        synchronized (mine) {
            if (cancelRequested || state().isEnd()) {
                return;
            }
            cancelRequested = true;
            toCall = mine.aborts();
        }
        if (take() != null) {
            RunExecution.finish(this, RunState.CANCELLED, null, 0);
        }
        toCall.forEach(AbortRegistration::call);
    }

    /**
     * Waits for the end and returns the state in which the run ended.
     *
     * @throws InterruptedException if the waiting thread is interrupted; the run goes on
     */
    public RunState await() throws InterruptedException {
        await(Long.MAX_VALUE);
        return state();
    }

    /**
     * Waits for the end, but no longer than a time; returns whether the run has ended.
     *
     * @throws InterruptedException if the waiting thread is interrupted; the run goes on
     */
    public boolean await(Duration atMost) throws InterruptedException {
        return await(TimeUnit.NANOSECONDS.convert(atMost)); // convert() knows no overflow
    }

    private boolean await(long nanos) throws InterruptedException {
        return state().isEnd() || extras().await(nanos);
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
        if (state != RunState.COMPLETED) {
            throw RunFailures.of(this);
        }
        return new Outputs(descriptor, values);
    }

    /** Returns what a failed run failed with. */
    Throwable cause() {
        return failure == null ? new IllegalStateException("the run has not ended") : failure;
    }

    /** Says that the run is accepted. */
    void announce() {
        if (isWatched()) {
            extras().tellStarting();
        }
    }

    /** Executes in the calling thread, and returns when the run has ended; never throws. */
    void execute() {
        RunExecution.execute(this, 0);
    }

    /** Executes in another thread. */
    void executeBy(Executor executor) {
        RunExecution.executeBy(this, executor);
    }

    /** Returns what to execute, to one caller only: whoever gets it ends the run. */
    @Nullable Algorithm take() {
        return (Algorithm) INSTANCE.getAndSet(this, (Algorithm) null);
    }

    /** Checks the outputs about which the author promised something, and leaves objects in the host's store. */
    void checkOutputs() {
        OutputCheck.check(descriptor, initialInputs, values);
        if (descriptor.leavesObjects()) {
            OutputCheck.leaveObjects(
                    descriptor, initialInputs, values, environment.places().objects());
        }
    }

    /** Notes that the execution begins, in the calling thread; {@code queuedAt} is 0 when it did not wait for a thread. */
    void begin(long queuedAt, long began) {
        checkNanos = (queuedAt == 0 ? began : queuedAt) - checksBegan;
        waitNanos = queuedAt == 0 ? 0 : began - queuedAt;
        thread = Thread.currentThread();
        started = environment.clock().instant();
        state = RunState.RUNNING;
        if (isWatched()) {
            extras().tellStarted();
        }
    }

    /** Returns what the history keeps of the run, as it is now. */
    LiveRecord record(RunState ended, @Nullable Throwable thrown, long nanos) {
        runNanos = nanos;
        Object end = ended == RunState.FAILED && thrown != null ? thrown : ended;
        if (descriptor.secretSlots().length > 0) {
            RunSecrets.drop(descriptor, values, initialInputs);
        }
        @Nullable Object[] outputs = RecordedValues.of(descriptor, values);
        @Nullable Object[] inputs = initialInputs == values ? outputs : RecordedValues.of(descriptor, initialInputs);
        RunExtras present = extras;
        return new LiveRecord(
                descriptor,
                inputs,
                outputs,
                end,
                started == null ? environment.clock().instant() : started,
                runNanos,
                present == null ? RecordParts.NONE : present.recorded());
    }

    /** Lets go of the objects that were inputs: who remembers the run must not keep them. */
    private void releaseObjects(boolean hasOutputs) {
        for (Slot slot : descriptor.slots()) {
            @Nullable Object input = initialInputs[slot.index()];
            if (input != null && input != slot.defaultValue() && slot.namesObjects()) {
                initialInputs[slot.index()] = slot.withoutObjects(input);
            }
            if (!slot.isOutput() || !hasOutputs) {
                values[slot.index()] = initialInputs[slot.index()];
            }
        }
    }

    /** Sets how the run ended, and lets everybody know. */
    void end(RunState ended, @Nullable Throwable thrown) {
        failure = thrown;
        if (descriptor.namesObjects()) {
            releaseObjects(ended == RunState.COMPLETED);
        }
        state = ended; // volatile: who sees it sees the outputs and the failure too
        try {
            RunExtras present =
                    isWatched() ? extras() : extras; // who waits has made them before it looked at the state
            if (present != null) {
                present.end();
            }
        } finally {
            if (parent == null) {
                environment.ended(this); // the host is at work until everybody has been told
            }
        }
    }

    /** Makes sure that no other thread of the algorithm changes anything from here on. */
    void close() {
        if (over) {
            return;
        }
        over = true;
        RunExtras present = extras; // a thread that finds itself in time has made the extras before it looked
        if (present != null) {
            synchronized (present) {
                thread = null; // waits for the thread that is just changing something
            }
        }
        thread = null;
    }

    /** Returns when the checks of the inputs began, in {@link System#nanoTime()}. */
    long askedForAt() {
        return checksBegan;
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

    /** Returns whether the run is being wound up, from when on nothing of it changes. */
    boolean isOver() {
        return over;
    }

    boolean isCancelRequested() {
        return cancelRequested;
    }

    /** Returns the values by property, outputs too. */
    Inputs inputs() {
        return new SlotInputs(descriptor, values, environment.places());
    }

    <T> void set(Property<T> output, T value) {
        Slot slot = descriptor.outputSlot(output);
        requireRunning(output);
        Object converted = OutputCheck.convert(descriptor, output, value);
        if (Thread.currentThread() == thread) {
            values[slot.index()] = converted;
        } else {
            synchronized (extras()) {
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
            extras().tellProgress(progress());
        }
        if (parent != null && parent.start() < parent.end()) {
            parent.parent().report(report.within(parent.start(), parent.end()));
        }
    }

    Registration onCancel(Runnable action) {
        AbortRegistration abort = new AbortRegistration(this, action);
        if (!extras().addAbort(abort)) {
            abort.call();
        }
        return abort;
    }

    /** Returns what only some runs have, and makes it when this is one of them. */
    RunExtras extras() {
        RunExtras present = extras;
        if (present != null) {
            return present;
        }
        RunExtras made = new RunExtras(this);
        return EXTRAS.compareAndSet(this, null, made) ? made : Objects.requireNonNull(extras);
    }

    boolean isWatched() {
        RunExtras present = extras;
        return !environment.listeners().isEmpty() || (present != null && present.isWatched());
    }

    /** Returns whether the execution has begun, also when it is over. */
    boolean hasBegun() {
        return state() != RunState.WAITING && started != null;
    }

    @Nullable AlgorithmRun parentOrNull() {
        return parent == null ? null : parent.parent();
    }

    /** Returns algorithm, version and state. */
    @Override
    public String toString() {
        return descriptor + " " + state().word();
    }
}
