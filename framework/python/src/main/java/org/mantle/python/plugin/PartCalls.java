package org.mantle.python.plugin;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.json.JsonLists;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.describe.RunReport;
import org.mantle.framework.property.Direction;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmCancelledException;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.UnknownAlgorithmException;
import org.mantle.python.text.PythonHelp;

/** The other algorithms that one run makes parts of itself, which a process asks for by their numbers. For one thread. */
final class PartCalls {

    private final Context run;
    private final List<AlgorithmInstance> parts = new ArrayList<>();
    private final List<Throwable> thrown = new ArrayList<>();

    PartCalls(Context run) {
        this.run = run;
    }

    /** Returns what was thrown by a part, by the number that the process was told. */
    @Nullable Throwable thrown(int number) {
        return number < thrown.size() ? thrown.get(number) : null;
    }

    /** Answers one question; what goes wrong is an answer too. */
    JsonObject answer(JsonObject question) {
        try {
            return switch (question.get("ask").getAsString()) {
                case "describe" -> described(question);
                case "run" -> run(question);
                case "create" -> create(question);
                case "set" -> set(question);
                case "execute" -> execute(question);
                case "get" -> get(question);
                default -> text(question);
            };
        } catch (RuntimeException e) {
            // whatever the part throws, the algorithm may do without
            return error(e);
        }
    }

    /** Returns what {@code mantle.simpleapi} knows of an algorithm. */
    private JsonObject described(JsonObject question) {
        AlgorithmDescriptor algorithm =
                run.createChild(name(question), version(question), 0, 0).descriptor();
        JsonObject result = new JsonObject();
        result.add("description", algorithm.toJson());
        result.addProperty("help", PythonHelp.of(algorithm));
        return result;
    }

    private static String name(JsonObject question) {
        return question.get("name").getAsString();
    }

    private static int version(JsonObject question) {
        return question.get("version").getAsInt();
    }

    /** Runs a part as one call, and returns the report of it; only where it was cancelled, this run is as well. */
    private JsonObject run(JsonObject question) {
        JsonObject answer = new JsonObject();
        String name = name(question);
        long began = System.nanoTime();
        try {
            AlgorithmRun part = run.runChild(
                    name, version(question), question.getAsJsonObject("inputs").asMap());
            RunReport report = new RunReport(
                    part.descriptor().name(),
                    OptionalInt.of(part.descriptor().version()),
                    Duration.ofNanos(System.nanoTime() - began),
                    List.of());
            answer.add("report", report(part, report, answer));
        } catch (UnknownAlgorithmException e) {
            answer.add("report", unbegun(name).refused(kind(e), ProblemText.message(e)));
        } catch (InvalidPropertyException e) {
            answer.add("report", unbegun(name).invalid(kind(e), e.problems()));
        }
        return answer;
    }

    private JsonObject report(AlgorithmRun part, RunReport report, JsonObject answer) {
        try {
            return report.completed(part.outputs());
        } catch (AlgorithmFailedException e) {
            thrown.add(e);
            answer.addProperty("number", thrown.size() - 1);
            return report.failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("a part that has ended is waited for", e);
        }
    }

    private static RunReport unbegun(String name) {
        return new RunReport(name, OptionalInt.empty(), Duration.ZERO, List.of());
    }

    private static String kind(Throwable thrown) {
        return thrown.getClass().getSimpleName();
    }

    private JsonObject create(JsonObject question) {
        AlgorithmInstance part = run.createChild(
                name(question),
                version(question),
                question.get("start").getAsDouble(),
                question.get("end").getAsDouble());
        parts.add(part);
        JsonObject answer = new JsonObject();
        answer.addProperty("child", parts.size() - 1);
        answer.addProperty("name", part.descriptor().name());
        answer.addProperty("version", part.descriptor().version());
        answer.add(
                "outputs",
                JsonLists.ofTexts(part.descriptor().properties().stream()
                        .filter(property -> property.direction() != Direction.INPUT)
                        .map(Property::name)
                        .toList()));
        return answer;
    }

    private AlgorithmInstance part(JsonObject question) {
        return parts.get(question.get("child").getAsInt());
    }

    private static String property(JsonObject question) {
        return question.get("property").getAsString();
    }

    private JsonObject set(JsonObject question) {
        part(question).setProperty(property(question), question.get("value"));
        return new JsonObject();
    }

    private JsonObject execute(JsonObject question) {
        part(question).execute();
        return new JsonObject();
    }

    private JsonObject get(JsonObject question) {
        AlgorithmInstance part = part(question);
        @Nullable Object value = part.getProperty(property(question));
        JsonObject answer = new JsonObject();
        Property<?> property = part.descriptor().property(property(question)).orElseThrow();
        if (value != null && !property.type().isSecret()) {
            answer.add("value", toJson(property, value));
            answer.addProperty("kind", kind(value));
        }
        return answer;
    }

    /** Of a looped run each value is a list of such. */
    private static JsonElement toJson(Property<?> property, Object value) {
        try {
            return property.toJson(value);
        } catch (ClassCastException e) {
            JsonArray entries = new JsonArray();
            for (Object entry : (List<?>) value) {
                entries.add(property.toJson(entry));
            }
            return entries;
        }
    }

    /** Returns the kind as which Python reads a value, where its JSON alone does not tell. */
    private static String kind(Object value) {
        if (value instanceof Double || value instanceof Float) {
            return "number";
        }
        if (value instanceof OffsetDateTime) {
            return "dateTime";
        }
        boolean areNumbers = value instanceof double[]
                || value instanceof float[]
                || (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Double);
        return areNumbers ? "numbers" : "json";
    }

    private JsonObject text(JsonObject question) {
        JsonObject answer = new JsonObject();
        answer.addProperty("value", part(question).getPropertyValue(property(question)));
        return answer;
    }

    private JsonObject error(RuntimeException e) {
        thrown.add(e);
        JsonObject error = new JsonObject();
        error.addProperty("number", thrown.size() - 1);
        error.addProperty("message", ProblemText.message(e));
        if (e instanceof AlgorithmCancelledException) {
            error.addProperty("kind", "cancelled");
        } else if (e instanceof UnknownAlgorithmException) {
            error.addProperty("kind", "unknown");
        } else if (e instanceof IllegalArgumentException) {
            error.addProperty("kind", "refused");
        } else {
            error.addProperty("kind", "failed");
        }
        if (e instanceof InvalidPropertyException refused) {
            error.add("problems", ProblemText.toJson(refused.problems()));
        }
        JsonObject answer = new JsonObject();
        answer.add("error", error);
        return answer;
    }
}
