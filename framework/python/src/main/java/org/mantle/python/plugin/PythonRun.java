package org.mantle.python.plugin;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.property.Direction;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmCancelledException;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.type.Registration;
import org.mantle.framework.type.Secret;

/** One run of an algorithm that is written in Python. For one thread, and one use. */
final class PythonRun {

    private final DeclaredAlgorithm algorithm;
    private final Context run;
    private final PartCalls parts;

    PythonRun(DeclaredAlgorithm algorithm, Context run) {
        this.algorithm = algorithm;
        this.run = run;
        this.parts = new PartCalls(run);
    }

    /**
     * Runs to the end.
     *
     * @throws PythonFailure if the algorithm fails, or its process
     * @throws IOException if no process can be started
     * @throws AlgorithmFailedException if a part of the run has failed and its failure was let through
     * @throws AlgorithmCancelledException if the run or a part of it was cancelled
     */
    void execute(ProcessPool pool) throws PythonFailure, IOException {
        PythonProcess python = pool.take();
        PythonCall call = PythonCall.endless(python, call("run", algorithm, run));
        python.tellLines(line -> run.log().info(line));
        Registration cancel = run.onCancel(call::cancelled);
        try {
            take(call.end(message -> take(python, message), parts::thrown));
        } catch (PythonFailure e) {
            run.checkCancelled();
            if (e.getCause() instanceof AlgorithmFailedException failed && e.isItsCause()) {
                throw failed;
            }
            throw e;
        } finally {
            cancel.close();
            python.tellLines(null);
            pool.release(call, python);
        }
    }

    /** Returns the message that calls an algorithm. */
    static JsonObject call(String word, DeclaredAlgorithm algorithm, Inputs from) {
        JsonObject inputs = new JsonObject();
        JsonArray defaults = new JsonArray();
        for (Property<?> property : algorithm.properties()) {
            if (property.direction() != Direction.OUTPUT) {
                @Nullable Object value = from.find(property).orElse(null);
                if (value != null) {
                    inputs.add(property.name(), toJson(property, value));
                }
                if (from.isDefault(property)) {
                    defaults.add(property.name());
                }
            }
        }
        JsonObject call = new JsonObject();
        call.addProperty("call", word);
        call.addProperty("algorithm", algorithm.name());
        call.addProperty("version", algorithm.version());
        call.add("inputs", inputs);
        call.add("defaults", defaults);
        return call;
    }

    /** Secrets leave this process for that of the algorithm alone, and nothing shows what goes there. */
    private static JsonElement toJson(Property<?> property, Object value) {
        if (value instanceof Secret secret) {
            return new JsonPrimitive(secret.isEmpty() ? "" : new String(secret.reveal()));
        }
        return property.toJson(value);
    }

    private void take(PythonProcess python, JsonObject message) {
        if (message.has("log")) {
            say(message.get("log").getAsString(), message.get("text").getAsString());
        } else if (message.has("progress")) {
            run.progress()
                    .report(
                            message.get("progress").getAsDouble(),
                            message.get("message").getAsString());
        } else if (message.has("ask")) {
            JsonObject answer = new JsonObject();
            answer.add("answer", parts.answer(message));
            python.send(answer);
        }
    }

    private void say(String level, String text) {
        switch (level) {
            case "debug" -> run.log().debug(text);
            case "warning" -> run.log().warning(text);
            case "error" -> run.log().error(text);
            default -> run.log().info(text);
        }
    }

    private void take(JsonObject ended) throws PythonFailure {
        if (ended.has("cancelled")) {
            run.checkCancelled();
            JsonElement number = ended.get("thrown");
            if (!number.isJsonNull() && parts.thrown(number.getAsInt()) instanceof AlgorithmCancelledException part) {
                throw part;
            }
            throw PythonFailure.ofProcess("it ended as cancelled, although nobody has cancelled it");
        }
        JsonObject outputs = ended.getAsJsonObject("outputs");
        for (Property<?> property : algorithm.properties()) {
            @Nullable JsonElement value = outputs.get(property.name());
            if (value != null && !value.isJsonNull()) {
                set(property, value);
            }
        }
    }

    private <T> void set(Property<T> output, JsonElement value) throws PythonFailure {
        T converted;
        try {
            converted = output.convert(value);
        } catch (IllegalArgumentException e) {
            throw PythonFailure.ofProcess("the output " + output.name() + " " + e.getMessage());
        }
        run.set(output, converted);
    }
}
