package org.mantle.web.api;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.describe.RunReport;
import org.mantle.framework.run.AlgorithmCancelledException;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.run.ProgressReport;
import org.mantle.framework.run.RunState;

/** A run as pages are told of it. Safe from many threads. */
final class RunEntry {

    private final AlgorithmRun run;
    private final Instant accepted = Instant.now();
    private volatile Map<String, String> written = Map.of();
    private volatile Optional<Outputs> outputs = Optional.empty();
    private volatile Optional<Throwable> failure = Optional.empty();

    RunEntry(AlgorithmRun run) {
        this.run = run;
    }

    AlgorithmRun run() {
        return run;
    }

    void writes(Map<String, String> files) {
        written = Map.copyOf(files);
    }

    /** Returns the files that the run was told to write, by the names of the inputs that say so. */
    Map<String, String> written() {
        return written;
    }

    boolean hasEnded() {
        return run.state().isEnd();
    }

    /** Takes the outcome of a run that has ended, unless it is known. */
    void end() {
        if (!hasEnded() || outputs.isPresent() || failure.isPresent()) {
            return;
        }
        try {
            outputs = Optional.of(run.outputs());
        } catch (AlgorithmFailedException e) {
            failure = Optional.of(e.getCause() == null ? e : e.getCause());
        } catch (AlgorithmCancelledException e) {
            failure = Optional.of(e);
        } catch (InterruptedException e) {
            // nothing was waited for: the run has ended
            Thread.currentThread().interrupt();
        }
    }

    Optional<Outputs> outputs() {
        end();
        return outputs;
    }

    Optional<String> error() {
        end();
        return run.state() == RunState.FAILED ? failure.map(ProblemText::message) : Optional.empty();
    }

    /** Returns the report that every face gives of a run that has ended. */
    JsonObject report() {
        RunReport report = new RunReport(
                run.descriptor().name(),
                OptionalInt.of(run.descriptor().version()),
                run.times().running(),
                run.log().lines());
        end();
        if (outputs.isPresent()) {
            return report.completed(outputs.get());
        }
        return run.state() == RunState.FAILED && failure.isPresent()
                ? report.failed(failure.get())
                : report.cancelled();
    }

    /** Returns what the list of runs shows. */
    JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("id", run.id());
        json.addProperty("algorithm", run.descriptor().name());
        json.addProperty("version", run.descriptor().version());
        RunState state = run.state();
        json.addProperty("state", state.word());
        json.addProperty("ended", state.isEnd());
        json.addProperty("accepted", accepted.toString());
        Duration running = run.times().running();
        json.addProperty(
                "millis",
                state.isEnd()
                        ? running.toMillis()
                        : Duration.between(accepted, Instant.now()).toMillis());
        json.add("progress", progress(run.progress()));
        error().ifPresent(message -> json.addProperty("error", message));
        return json;
    }

    private static JsonObject progress(ProgressReport report) {
        JsonObject json = new JsonObject();
        report.fraction().ifPresent(fraction -> json.addProperty("fraction", fraction));
        json.addProperty("message", report.message());
        json.addProperty("done", report.done());
        json.addProperty("total", report.total());
        json.addProperty("unit", report.unit());
        report.remaining().ifPresent(remaining -> json.addProperty("remainingMillis", remaining.toMillis()));
        return json;
    }
}
