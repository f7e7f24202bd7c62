package org.mantle.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.json.JsonForm;
import org.mantle.commons.json.JsonLists;
import org.mantle.framework.AlgorithmDescriptor;
import org.mantle.framework.AlgorithmRun;
import org.mantle.framework.Outputs;
import org.mantle.framework.Problem;

/**
 * Tells how a run ended: one JSON object for programs or text for people, and the exit code.
 *
 * <p>Safe from several threads; the first end that is told counts.
 */
final class RunReport {

    private final CommandContext context;
    private final boolean asJson;
    private volatile long began = System.nanoTime();
    private boolean told;
    private volatile String algorithm;
    private volatile @Nullable Integer version;
    private volatile @Nullable AlgorithmRun run;

    /** Begins with what was asked for, which need not exist. */
    RunReport(CommandContext context, boolean asJson, String algorithm, @Nullable Integer version) {
        this.context = context;
        this.asJson = asJson;
        this.algorithm = algorithm;
        this.version = version;
    }

    /** Sets what is run, once that is known. */
    void resolved(AlgorithmDescriptor found) {
        algorithm = found.name();
        version = found.version();
    }

    /** Says that the checks are behind and the run begins, of which the duration and the log are told. */
    void begins(AlgorithmRun begun) {
        run = begun;
        began = System.nanoTime();
    }

    synchronized int completed(AlgorithmRun completed) throws InterruptedException {
        Outputs outputs = completed.outputs();
        if (tellsNow()) {
            if (asJson) {
                context.out().println(JsonForm.PRETTY.text(json("Completed", outputs.toJson(), List.of(), null)));
            } else {
                String text =
                        OutputsText.of(completed.descriptor(), outputs, context.outputWidth(), context.outputStyle());
                context.out().print(text);
                context.out().flush();
                String message = completed.progress().message();
                if (text.isEmpty() && !message.isBlank()) {
                    context.err().println(TextLayout.printable(message));
                }
                boolean allEmpty =
                        text.isEmpty() && message.isBlank() && !outputs.asMap().isEmpty();
                context.err()
                        .println(String.format(Locale.ROOT, "%s completed in %.1f s", algorithm, micros() / 1e6)
                                + (allEmpty ? "; all outputs are empty" : ""));
            }
        }
        return ExitCode.DONE;
    }

    /** Tells that the call was wrong in another way than by its inputs. */
    synchronized int refused(String type, String message) {
        if (tellsNow()) {
            context.err().println(errorLine(message));
            if (asJson) {
                context.out()
                        .println(JsonForm.PRETTY.text(
                                json("Invalid", new JsonObject(), List.of(), error(type, message))));
            }
        }
        return ExitCode.REFUSED;
    }

    synchronized int invalid(String type, List<Problem> problems) {
        if (tellsNow()) {
            String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
            context.err().println(errorLine(algorithm + " was not run because of " + count + ":"));
            problems.forEach(problem -> context.err().println("  " + line(problem)));
            if (asJson) {
                String message = problems.stream().map(RunReport::line).collect(Collectors.joining("\n"));
                context.out()
                        .println(JsonForm.PRETTY.text(
                                json("Invalid", new JsonObject(), problems, error(type, message))));
            }
        }
        return ExitCode.REFUSED;
    }

    synchronized int failed(Throwable cause) {
        if (tellsNow()) {
            String message = Failures.message(cause);
            String words = message.startsWith(algorithm + " failed") ? message : algorithm + " failed: " + message;
            context.err().println(errorLine(words));
            Failures.printTrace(cause, context);
            if (asJson) {
                JsonObject error = error(cause.getClass().getSimpleName(), message);
                context.out().println(JsonForm.PRETTY.text(json("Failed", new JsonObject(), List.of(), error)));
            }
        }
        return ExitCode.FAILED;
    }

    synchronized int cancelled() {
        if (tellsNow()) {
            String message = algorithm + " was cancelled";
            context.err().println(errorLine(message));
            if (asJson) {
                JsonObject error = error("AlgorithmCancelledException", message);
                context.out().println(JsonForm.PRETTY.text(json("Cancelled", new JsonObject(), List.of(), error)));
            }
        }
        return ExitCode.CANCELLED;
    }

    /** Returns true once; the process may be told to stop while an end is being told, which then is told to the end. */
    private boolean tellsNow() {
        boolean first = !told;
        told = true;
        return first;
    }

    private String errorLine(String message) {
        return Failures.line(message, context);
    }

    private long micros() {
        return Math.round((System.nanoTime() - began) / 1e3);
    }

    private JsonObject json(String status, JsonObject outputs, List<Problem> problems, @Nullable JsonObject error) {
        JsonObject json = new JsonObject();
        json.addProperty("algorithm", algorithm);
        json.addProperty("version", version);
        json.addProperty("status", status);
        json.add("outputs", outputs);
        JsonArray list = new JsonArray();
        problems.forEach(problem -> list.add(json(problem)));
        json.add("problems", list);
        json.add("error", error == null ? JsonNull.INSTANCE : error);
        json.addProperty("durationMillis", micros() / 1e3); // with a fraction, as in the history
        AlgorithmRun began = run;
        JsonArray log = new JsonArray();
        if (began != null) {
            began.log().lines().forEach(line -> log.add(line.toJson()));
        }
        json.add("log", log);
        return json;
    }

    private static JsonObject error(String type, String message) {
        JsonObject error = new JsonObject();
        error.addProperty("type", type);
        error.addProperty("message", message);
        return error;
    }

    private static JsonObject json(Problem problem) {
        JsonObject json = new JsonObject();
        json.addProperty("property", problem.property());
        json.addProperty("code", problem.code());
        json.addProperty("message", problem.message());
        json.add("allowed", JsonLists.ofTexts(problem.allowed()));
        json.addProperty("nearest", problem.nearest().orElse(null));
        return json;
    }

    /** Returns a problem in one line; most messages name the allowed values and the nearest themselves. */
    private static String line(Problem problem) {
        StringBuilder line = new StringBuilder();
        if (!problem.property().isEmpty()) {
            line.append(problem.property()).append(": ");
        }
        line.append(problem.message());
        problem.nearest()
                .filter(nearest -> !problem.message().contains(nearest))
                .ifPresent(nearest ->
                        line.append("; did you mean ").append(nearest).append('?'));
        if (problem.nearest().isEmpty() && !problem.allowed().stream().allMatch(problem.message()::contains)) {
            line.append(" (allowed: ")
                    .append(String.join(", ", problem.allowed()))
                    .append(')');
        }
        return TextLayout.printable(line.toString()).replace('\n', ' ');
    }
}
