package org.mantle.python.session;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.Mantle;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.describe.RunReport;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.run.AlgorithmCancelledException;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.InvalidDeclarationException;
import org.mantle.framework.run.UnknownAlgorithmException;

/** The calls that run algorithms, and their cancellation. Safe from many threads. */
final class RunCalls implements AutoCloseable {

    private final Mantle mantle;
    private final KnownAlgorithms known;
    private final GivenValues given;
    private final Map<JsonElement, CancellableCall> underWay = new ConcurrentHashMap<>();
    private final LongRuns longRuns = new LongRuns();

    RunCalls(Mantle mantle, KnownAlgorithms known, GivenValues given) {
        this.mantle = mantle;
        this.known = known;
        this.given = given;
    }

    /** Runs in the calling thread, and tells the end before it returns. */
    void run(Answers answers, CallArguments call) {
        // the run is known, and can be cancelled, before it begins
        Runnable[] body = new Runnable[1];
        AlgorithmRun run = begin(
                answers,
                call,
                inputs -> mantle.start(call.text("algorithm"), call.version(), inputs, task -> body[0] = task));
        if (run == null) {
            return;
        }
        RunTeller teller = new RunTeller(answers, false, () -> underWay.remove(answers.id()));
        longRuns.begin(run, teller);
        if (body[0] != null) {
            body[0].run();
        }
        longRuns.end(run);
        teller.end(run);
    }

    /** Starts a run in a thread of the host, which tells the end. */
    void start(Answers answers, CallArguments call) {
        AlgorithmRun run = begin(answers, call, inputs -> mantle.start(call.text("algorithm"), call.version(), inputs));
        if (run != null) {
            watch(answers, run);
        }
    }

    private @Nullable AlgorithmRun begin(
            Answers answers, CallArguments call, Function<Map<String, Object>, AlgorithmRun> start) {
        String name = call.text("algorithm");
        AlgorithmDescriptor algorithm;
        try {
            algorithm = known.get(call);
        } catch (UnknownAlgorithmException e) {
            RunReport report = new RunReport(name, call.askedVersion(), Duration.ZERO, List.of());
            underWay.remove(answers.id());
            answers.report(report.refused(e.getClass().getSimpleName(), ProblemText.message(e)));
            return null;
        }
        return begin(answers, algorithm, () -> start.apply(given.of(algorithm, call.inputs())));
    }

    /**
     * Begins a run, or tells why it does not begin.
     *
     * @return null if it has not begun
     */
    @Nullable AlgorithmRun begin(Answers answers, AlgorithmDescriptor algorithm, Supplier<AlgorithmRun> start) {
        RunReport report =
                new RunReport(algorithm.name(), OptionalInt.of(algorithm.version()), Duration.ZERO, List.of());
        JsonObject refusal;
        try {
            AlgorithmRun run = start.get();
            expect(answers.id()).begin(run);
            return run;
        } catch (InvalidPropertyException e) {
            refusal = report.invalid(e.getClass().getSimpleName(), e.problems());
        } catch (AlgorithmFailedException e) {
            refusal = report.failed(e);
        } catch (AlgorithmCancelledException e) {
            refusal = report.cancelled();
        } catch (InvalidDeclarationException e) {
            refusal = report.failed(e.getClass().getSimpleName(), ProblemText.message(e));
        } catch (RejectedExecutionException | IllegalStateException e) {
            // the host takes no more, or is closed
            refusal = report.failed(RejectedExecutionException.class.getSimpleName(), ProblemText.message(e));
        }
        underWay.remove(answers.id());
        answers.report(refusal);
        return null;
    }

    /** Tells what happens to a run that others execute, and its end; the call can be cancelled meanwhile. */
    void watch(Answers answers, AlgorithmRun run) {
        run.subscribe(new RunTeller(answers, true, () -> underWay.remove(answers.id())));
    }

    /** Asks the run of a call to stop; one that has ended is left as it is. */
    void cancel(JsonElement call) {
        CancellableCall known = underWay.get(call);
        if (known != null) {
            known.cancel();
        }
    }

    /** Notes that a call is coming, which may be cancelled before its run has begun. */
    CancellableCall expect(JsonElement id) {
        return underWay.computeIfAbsent(id, unused -> new CancellableCall());
    }

    /** Forgets a call that was not taken. */
    void forget(JsonElement id) {
        underWay.remove(id);
    }

    /** A call that runs something, from when it came. */
    static final class CancellableCall {

        private @Nullable AlgorithmRun run;
        private boolean isCancelled;

        synchronized void begin(AlgorithmRun begun) {
            run = begun;
            if (isCancelled) {
                begun.cancel();
            }
        }

        synchronized void cancel() {
            isCancelled = true;
            if (run != null) {
                run.cancel();
            }
        }
    }

    /** Cancels what is under way. */
    @Override
    public void close() {
        longRuns.close();
        underWay.values().forEach(CancellableCall::cancel);
    }
}
