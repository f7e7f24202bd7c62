package org.mantle.python.session;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.describe.RunReport;
import org.mantle.framework.run.AlgorithmCancelledException;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.LogLine;
import org.mantle.framework.run.ProgressReport;
import org.mantle.framework.run.RunEvent;

/**
 * Tells a program what happens to a run, and its end exactly once: by whoever executed it, or by the event of it.
 *
 * <p>Lines that were not told while the run went on are in the report of its end, so that none is lost and none told twice. Safe from many
 * threads.
 */
final class RunTeller implements Consumer<RunEvent> {

    private final Answers answers;
    private final boolean endsByEvent;
    private final Runnable whenEnded;
    private final long began = System.nanoTime();
    private @Nullable LogLine lastTold;
    private boolean hasEnded;

    /**
     * Makes a teller.
     *
     * @param endsByEvent whether nobody calls {@link #end}, since others execute the run
     * @param whenEnded called once the end is about to be told
     */
    RunTeller(Answers answers, boolean endsByEvent, Runnable whenEnded) {
        this.answers = answers;
        this.endsByEvent = endsByEvent;
        this.whenEnded = whenEnded;
    }

    boolean isOlderThan(long millis) {
        return System.nanoTime() - began > TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Override
    public void accept(RunEvent event) {
        if (event instanceof RunEvent.Ended) {
            if (endsByEvent) {
                end(event.run());
            }
        } else {
            tell(event);
        }
    }

    private synchronized void tell(RunEvent event) {
        if (hasEnded) {
            return;
        }
        if (event instanceof RunEvent.Progressed progressed) {
            answers.event("progress", toJson(progressed.report()));
        } else if (event instanceof RunEvent.Logged logged) {
            lastTold = logged.line();
            answers.event("log", logged.line().toJson());
        } else if (endsByEvent) {
            JsonObject state = new JsonObject();
            state.addProperty("state", event.run().state().word());
            answers.event("state", state);
        }
    }

    private static JsonObject toJson(ProgressReport report) {
        JsonObject json = new JsonObject();
        json.addProperty(
                "fraction", report.fraction().isPresent() ? report.fraction().getAsDouble() : null);
        json.addProperty("message", report.message());
        json.addProperty(
                "remainingSeconds",
                report.remaining().map(time -> time.toMillis() / 1e3).orElse(null));
        return json;
    }

    /** Tells how the run ended, which it has. */
    void end(AlgorithmRun run) {
        List<LogLine> lines = run.log().lines();
        int told;
        synchronized (this) {
            hasEnded = true;
            told = countTold(lines);
        }
        whenEnded.run();
        RunReport report = new RunReport(
                run.descriptor().name(),
                OptionalInt.of(run.descriptor().version()),
                Duration.ofNanos(System.nanoTime() - began),
                lines.subList(told, lines.size()));
        answers.report(report(run, report));
    }

    /** Returns how many of the lines that are kept stand before those that are to be told. */
    private int countTold(List<LogLine> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            // the very line: another may have the same words
            if (isLastTold(lines.get(i))) {
                return i + 1;
            }
        }
        return 0;
    }

    @SuppressWarnings("ReferenceEquality")
    private boolean isLastTold(LogLine line) {
        return line == lastTold;
    }

    private static JsonObject report(AlgorithmRun run, RunReport report) {
        try {
            return report.completed(run.outputs());
        } catch (AlgorithmFailedException e) {
            return report.failed(e);
        } catch (AlgorithmCancelledException e) {
            return report.cancelled();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return report.cancelled();
        }
    }
}
