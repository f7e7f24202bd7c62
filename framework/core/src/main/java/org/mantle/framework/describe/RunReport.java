package org.mantle.framework.describe;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.algorithm.CodedFailure;
import org.mantle.framework.property.Problem;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.LogLine;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.run.RunState;

/**
 * The JSON report of one run for programs, the same from every face: what was run, and one of five ways in which it ended.
 *
 * <p>Each report has the fields {@code algorithm}, {@code version} (or null), {@code status} ({@code Completed}, {@code Invalid},
 * {@code Failed} or {@code Cancelled}), {@code outputs}, {@code problems}, {@code error} ({@code type} and {@code message}, with a
 * {@code code} where the failure {@linkplain CodedFailure has one}; or null), {@code durationMillis} and {@code log}. Fields may be added, and are never renamed.
 *
 * <p>Immutable; each call makes a JSON object of its own.
 *
 * @param algorithm the name of what was run; of what was asked for when there is no such algorithm
 * @param version its version; empty when none was asked for and there is no such algorithm
 * @param duration how long the run took
 * @param log what the run said; empty when it did not begin
 * @since 0.1.0
 */
public record RunReport(String algorithm, OptionalInt version, Duration duration, List<LogLine> log) {

    private static final String INVALID = "Invalid";

    public RunReport {
        log = List.copyOf(log);
    }

    /** Returns the report of a run that ended with its outputs. */
    public JsonObject completed(Outputs outputs) {
        return json(RunState.COMPLETED.word(), outputs.toJson(), List.of(), JsonNull.INSTANCE);
    }

    /**
     * Returns the report of a run that its inputs kept from beginning; the message of the error has a line for each problem.
     *
     * @param type the simple name of the exception by which a program would know the error
     */
    public JsonObject invalid(String type, List<Problem> problems) {
        String message = problems.stream().map(ProblemText::line).collect(Collectors.joining("\n"));
        return json(INVALID, new JsonObject(), problems, error(type, message));
    }

    /**
     * Returns the report of a call that was wrong in another way than by its inputs, such as by the name of the algorithm.
     *
     * @param type the simple name of the exception by which a program would know the error
     */
    public JsonObject refused(String type, String message) {
        return json(INVALID, new JsonObject(), List.of(), error(type, message));
    }

    /**
     * Returns the report of a run that could not begin although nothing is wrong with the call, such as where the host cannot be made.
     *
     * @param type the simple name of the exception by which a program would know the error
     */
    public JsonObject failed(String type, String message) {
        return json(RunState.FAILED.word(), new JsonObject(), List.of(), error(type, message));
    }

    /**
     * Returns the report of a run that began and failed.
     *
     * @param thrown what the run's exception has as its cause; or that exception itself, of which the name of the algorithm is
     *     left out, as it stands in the report
     */
    public JsonObject failed(Throwable thrown) {
        @Nullable Throwable cause = thrown.getCause();
        boolean isOwn = thrown instanceof AlgorithmFailedException own
                && own.algorithm().equals(algorithm);
        Throwable meant = isOwn && cause != null ? cause : thrown;
        String message = thrown instanceof AlgorithmFailedException failed && meant != thrown
                ? failed.reason()
                : ProblemText.message(thrown);
        JsonObject error = error(meant.getClass().getSimpleName(), message);
        if (meant instanceof CodedFailure coded) {
            error.addProperty("code", coded.code());
        }
        return json(RunState.FAILED.word(), new JsonObject(), List.of(), error);
    }

    /** Returns the report of a run that was cancelled, or kept from beginning because its host stops. */
    public JsonObject cancelled() {
        JsonObject error = error("AlgorithmCancelledException", algorithm + " was cancelled");
        return json(RunState.CANCELLED.word(), new JsonObject(), List.of(), error);
    }

    private JsonObject json(String status, JsonObject outputs, List<Problem> problems, JsonElement error) {
        JsonObject json = new JsonObject();
        json.addProperty("algorithm", algorithm);
        json.addProperty("version", version.isPresent() ? version.getAsInt() : null);
        json.addProperty("status", status);
        json.add("outputs", outputs);
        json.add("problems", ProblemText.toJson(problems));
        json.add("error", error);
        // with a fraction, as in the history
        json.addProperty("durationMillis", Math.round(duration.toNanos() / 1e3) / 1e3);
        JsonArray lines = new JsonArray(log.size());
        log.forEach(line -> lines.add(line.toJson()));
        json.add("log", lines);
        return json;
    }

    /** Returns an error as every JSON of a face has it: its {@code type} and its {@code message}. */
    public static JsonObject error(String type, String message) {
        JsonObject error = new JsonObject();
        error.addProperty("type", type);
        error.addProperty("message", message);
        return error;
    }
}
