package org.mantle.web.api;

import com.google.gson.JsonObject;
import java.lang.reflect.Array;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.describe.RunReport;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.LogLine;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.run.ProgressReport;
import org.mantle.framework.run.RunLog;
import org.mantle.framework.run.RunState;

/**
 * A run as pages are told of it. Of one that has ended it keeps what pages can still ask for, and not the run, which has its inputs. Safe
 * from many threads.
 */
final class RunEntry {

    /** What an entry needs beside its outputs and lines, about. */
    private static final int USUAL_BYTES = 1_000;

    private final long id;
    private final AlgorithmDescriptor descriptor;
    private final Instant accepted = Instant.now();
    private volatile Map<String, String> written = Map.of();
    private volatile Now now;

    /** What the run is like: the run itself while it is under way, and then its outcome. */
    private sealed interface Now {}

    private record UnderWay(AlgorithmRun run) implements Now {}

    private record Ended(
            RunState state,
            Duration running,
            ProgressReport progress,
            RunLog log,
            Optional<Outputs> outputs,
            Optional<Throwable> failure,
            long bytes)
            implements Now {}

    RunEntry(AlgorithmRun run) {
        id = run.id();
        descriptor = run.descriptor();
        now = new UnderWay(run);
    }

    /** Returns what the run is like; once it has ended, its outcome. */
    private Now now() {
        Now known = now;
        if (known instanceof UnderWay underWay && underWay.run().state().isEnd()) {
            known = ended(underWay.run());
            now = known;
        }
        return known;
    }

    private static Ended ended(AlgorithmRun run) {
        Optional<Outputs> outputs = Optional.empty();
        Optional<Throwable> failure = Optional.empty();
        try {
            outputs = Optional.of(run.completion().toCompletableFuture().join());
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            failure = Optional.of(
                    cause instanceof AlgorithmFailedException && cause.getCause() != null ? cause.getCause() : cause);
        } catch (CancellationException e) {
            failure = Optional.of(e);
        }
        RunLog log = run.log();
        long bytes = USUAL_BYTES + outputs.map(given -> bytes(given.asMap())).orElse(0L);
        for (LogLine line : log.lines()) {
            bytes += bytes(line.text());
        }
        return new Ended(run.state(), run.times().running(), run.progress(), log, outputs, failure, bytes);
    }

    /** Returns about how many bytes a value has. */
    private static long bytes(@Nullable Object value) {
        if (value instanceof CharSequence text) {
            return 40L + 2L * text.length();
        }
        if (value instanceof Map<?, ?> map) {
            return 40L + bytes(map.keySet()) + bytes(map.values());
        }
        if (value instanceof Collection<?> several) {
            long bytes = 40;
            for (Object each : several) {
                bytes += 8 + bytes(each);
            }
            return bytes;
        }
        return value != null && value.getClass().isArray() ? 8L * Array.getLength(value) : 40;
    }

    /** Returns about how many bytes are kept of a run that has ended; 0 before. */
    long bytes() {
        return now() instanceof Ended ended ? ended.bytes() : 0;
    }

    long id() {
        return id;
    }

    AlgorithmDescriptor descriptor() {
        return descriptor;
    }

    RunState state() {
        return now() instanceof UnderWay underWay ? underWay.run().state() : ended().state();
    }

    ProgressReport progress() {
        return now() instanceof UnderWay underWay ? underWay.run().progress() : ended().progress();
    }

    RunLog log() {
        return now() instanceof UnderWay underWay ? underWay.run().log() : ended().log();
    }

    /** Asks the run to stop, unless it has ended. */
    void cancel() {
        if (now() instanceof UnderWay underWay) {
            underWay.run().cancel();
        }
    }

    private Ended ended() {
        return (Ended) now;
    }

    void writes(Map<String, String> files) {
        written = Map.copyOf(files);
    }

    /** Returns the files that the run was told to write, by the names of the inputs that say so. */
    Map<String, String> written() {
        return written;
    }

    boolean hasEnded() {
        return now() instanceof Ended;
    }

    Optional<Outputs> outputs() {
        return now() instanceof Ended ended ? ended.outputs() : Optional.empty();
    }

    Optional<String> error() {
        return now() instanceof Ended ended && ended.state() == RunState.FAILED
                ? ended.failure().map(ProblemText::message)
                : Optional.empty();
    }

    /**
     * Returns the report that every face gives of a run that has ended.
     *
     * @throws IllegalStateException if it has not
     */
    JsonObject report() {
        if (!(now() instanceof Ended ended)) {
            throw new IllegalStateException("run " + id + " is under way");
        }
        RunReport report = new RunReport(
                descriptor.name(),
                OptionalInt.of(descriptor.version()),
                ended.running(),
                ended.log().lines());
        if (ended.outputs().isPresent()) {
            return report.completed(ended.outputs().get());
        }
        return ended.state() == RunState.FAILED && ended.failure().isPresent()
                ? report.failed(ended.failure().get())
                : report.cancelled();
    }

    /** Returns what the list of runs shows. */
    JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("id", id);
        json.addProperty("algorithm", descriptor.name());
        json.addProperty("version", descriptor.version());
        RunState state = state();
        json.addProperty("state", state.word());
        json.addProperty("ended", state.isEnd());
        json.addProperty("accepted", accepted.toString());
        json.addProperty(
                "millis",
                now() instanceof Ended ended
                        ? ended.running().toMillis()
                        : Duration.between(accepted, Instant.now()).toMillis());
        json.add("progress", progress(progress()));
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
