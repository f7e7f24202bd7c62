package org.mantle.framework;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One execution of an algorithm: its state, progress, outputs and cancellation. Safe from many threads.
 *
 * <p>A run that was asked to cancel ends as cancelled when its algorithm stops because of that. One whose algorithm completes
 * all the same is completed: what it did is done, and its outputs say so.
 */
public final class AlgorithmRun {

    /** Whoever takes the instance out ends the run: the thread that executes it, or one that cancels it before. */
    private static final AtomicReferenceFieldUpdater<AlgorithmRun, Algorithm> INSTANCE =
            AtomicReferenceFieldUpdater.newUpdater(AlgorithmRun.class, Algorithm.class, "instance");

    private static final AtomicReferenceFieldUpdater<AlgorithmRun, RunExtras> EXTRAS =
            AtomicReferenceFieldUpdater.newUpdater(AlgorithmRun.class, RunExtras.class, "extras");

    private final RunEnvironment environment;
    private final AlgorithmDescriptor descriptor;
    private final @Nullable Object[] values;
    private final @Nullable Object[] initialInputs;
    private final @Nullable ParentLink parent;
    private final CompletableFuture<RunState> end = new CompletableFuture<>();

    @SuppressWarnings("UnusedVariable") // read through INSTANCE
    private volatile @Nullable Algorithm instance;

    private volatile @Nullable RunExtras extras;
    private volatile RunState state = RunState.WAITING;
    private volatile ProgressReport progress = ProgressReport.NONE;
    private volatile boolean cancelRequested;
    private @Nullable Throwable failure;

    /** Set before the run is wound up: what other threads say or set from then on has no effect. */
    private volatile boolean over;

    /** The thread that executes and winds up; another one has to hold the monitor of the extras to change something. */
    private @Nullable Thread thread;

    AlgorithmRun(
            RunEnvironment environment,
            AlgorithmDescriptor descriptor,
            @Nullable Object[] values,
            Algorithm instance,
            @Nullable ParentLink parent) {
        this.environment = environment;
        this.descriptor = descriptor;
        this.values = values;
        this.initialInputs = descriptor.changesInputs() ? values.clone() : values;
        this.instance = instance;
        this.parent = parent;
    }

    /** Returns what is run. */
    public AlgorithmDescriptor descriptor() {
        return descriptor;
    }

    /** Returns where the run is in its life; its record is in the history when this says that it has ended. */
    public RunState state() {
        return state;
    }

    /** Returns how far the run is, as it said last. */
    public ProgressReport progress() {
        return progress;
    }

    /** Returns what the run has said until now, with what the runs inside it have said. */
    public RunLog log() {
        RunExtras present = extras;
        return present == null ? RunLog.EMPTY : present.log();
    }

    /** Returns a number that no other run of the same host has. */
    public long id() {
        return extras().id(environment);
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
            if (cancelRequested || state.isEnd()) {
                return;
            }
            cancelRequested = true;
            toCall = mine.aborts();
        }
        if (INSTANCE.getAndSet(this, null) != null) {
            finish(RunState.CANCELLED, null, environment.clock().instant(), 0);
        }
        toCall.forEach(AbortRegistration::call);
    }

    /**
     * Waits for the end and returns the state in which the run ended.
     *
     * @throws InterruptedException if the waiting thread is interrupted; the run goes on
     */
    public RunState await() throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a run never fails", e);
        }
    }

    /**
     * Waits for the end, but no longer than a time; returns whether the run has ended.
     *
     * @throws InterruptedException if the waiting thread is interrupted; the run goes on
     */
    public boolean await(Duration atMost) throws InterruptedException {
        try {
            end.get(TimeUnit.NANOSECONDS.convert(atMost), TimeUnit.NANOSECONDS); // convert() knows no overflow
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

    /** Executes in another thread. */
    void executeBy(Executor executor) {
        try {
            executor.execute(this::execute);
        } catch (Throwable e) { // foreign code: an executor refuses work by an exception, or by the lack of a thread
            if (INSTANCE.getAndSet(this, null) != null) {
                close();
                descriptor.wipeOwnedSecrets(values);
                end(RunState.FAILED, e);
            }
            throw e;
        }
    }

    /** Executes in the calling thread, and returns when the run has ended; never throws. */
    void execute() {
        Algorithm instance = INSTANCE.getAndSet(this, null);
        if (instance == null) {
            end.join(); // it was cancelled before it began
            return;
        }
        Instant started = environment.clock().instant();
        long startNanos = System.nanoTime();
        RunState ended = RunState.COMPLETED;
        @Nullable Throwable thrown = null;
        Registration parentCancel = parent == null ? null : parent.parent().onCancel(this::cancel);
        try {
            thread = Thread.currentThread();
            state = RunState.RUNNING;
            if (cancelRequested) {
                throw new AlgorithmCancelledException(descriptor.name());
            }
            instance.execute(new RunContext(this));
            close();
            OutputCheck.check(descriptor, values);
        } catch (Throwable e) { // foreign code: an algorithm may throw anything, and that must end its run only
            ended = cancelRequested ? RunState.CANCELLED : RunState.FAILED;
            thrown = e;
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
        } finally {
            if (parentCancel != null) {
                parentCancel.close();
            }
        }
        finish(ended, thrown, started, System.nanoTime() - startNanos);
    }

    /** Records the run and ends it; only the thread that took the instance comes here. */
    private void finish(RunState ended, @Nullable Throwable thrown, Instant started, long nanos) {
        try {
            if (!over) {
                close();
            }
            dropSecrets();
            @Nullable Object[] outputs = RecordedValues.of(descriptor, values);
            LiveRecord record = new LiveRecord(
                    descriptor,
                    initialInputs == values ? outputs : RecordedValues.of(descriptor, initialInputs),
                    outputs,
                    ended,
                    ended == RunState.FAILED ? thrown : null,
                    started,
                    nanos,
                    recordedParts());
            if (parent == null) {
                environment.history().add(record);
            } else {
                parent.parent().extras().addChild(record);
            }
        } finally {
            end(ended, thrown);
        }
    }

    private void end(RunState ended, @Nullable Throwable thrown) {
        failure = thrown;
        state = ended; // volatile: who sees it sees the outputs and the failure too
        if (parent == null) {
            environment.ended(this);
        }
        end.complete(ended);
    }

    /** Makes sure that no other thread of the algorithm changes anything from here on. */
    private void close() {
        over = true;
        RunExtras present = extras; // a thread that finds itself in time has made the extras before it looked
        if (present != null) {
            synchronized (present) {
                thread = null; // waits for the thread that is just changing something
            }
        }
        thread = null;
    }

    private void dropSecrets() {
        for (int index : descriptor.secretSlots()) {
            @Nullable Object value = values[index];
            if (value != null) {
                values[index] = value instanceof Secret secret ? secret.redacted() : Secret.unseen();
                initialInputs[index] = values[index];
            }
            if (value instanceof Secret secret) {
                secret.wipeIfOwned();
            }
        }
    }

    private RecordParts recordedParts() {
        RunExtras present = extras;
        return present == null ? RecordParts.NONE : present.recorded();
    }

    RunEnvironment environment() {
        return environment;
    }

    boolean isCancelRequested() {
        return cancelRequested;
    }

    <T> Optional<T> find(Property<T> property) {
        return new SlotInputs(descriptor, values, environment.directories()).find(property);
    }

    boolean isDefault(Property<?> property) {
        return new SlotInputs(descriptor, values, environment.directories()).isDefault(property);
    }

    <T> void set(Property<T> output, T value) {
        Slot slot = descriptor.outputSlot(output);
        requireRunning(output);
        Object converted;
        try {
            converted = output.convertOutput(value);
        } catch (RuntimeException e) { // foreign code: the type, of which the message should say to what it belongs
            throw new IllegalArgumentException(
                    descriptor.name() + " set its output " + output.name() + " to a value that is refused: it "
                            + FailureMessage.of(e),
                    e);
        }
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
        progress = report;
        if (parent != null && parent.start() < parent.end()) {
            parent.parent().report(report.within(parent.start(), parent.end()));
        }
    }

    Registration onCancel(Runnable action) {
        AbortRegistration abort = new AbortRegistration(this, action);
        RunExtras mine = extras();
        boolean atOnce;
        synchronized (mine) {
            atOnce = cancelRequested;
            if (!atOnce) {
                mine.addAbort(abort);
            }
        }
        if (atOnce) {
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
        RunExtras made = new RunExtras();
        return EXTRAS.compareAndSet(this, null, made) ? made : Objects.requireNonNull(extras);
    }

    /** Keeps what the run says, and passes it on; see {@link Log}. */
    void say(System.Logger.Level level, String text) {
        @Nullable String shown = text;
        for (AlgorithmRun run = this; run != null && shown != null; run = run.parentOrNull()) {
            shown = run.redactedUnlessOver(shown);
        }
        if (shown == null) {
            return;
        }
        LogLine line = new LogLine(
                environment.clock().instant(), level, descriptor.name(), ShortText.cut(shown, LogLine.LONGEST));
        for (AlgorithmRun run = this; run != null; run = run.parentOrNull()) {
            run.keep(line);
        }
        environment.logger(descriptor).log(level, descriptor.name() + " #" + id() + ": " + line.text());
    }

    private @Nullable String redactedUnlessOver(String text) {
        synchronized (extras()) {
            return over ? null : SecretRedactor.redact(descriptor, values, text);
        }
    }

    private void keep(LogLine line) {
        RunExtras mine = extras();
        synchronized (mine) {
            if (!over) {
                mine.addLine(line);
            }
        }
    }

    private @Nullable AlgorithmRun parentOrNull() {
        return parent == null ? null : parent.parent();
    }

    /** Returns algorithm, version and state. */
    @Override
    public String toString() {
        return descriptor + " " + state.word();
    }
}
