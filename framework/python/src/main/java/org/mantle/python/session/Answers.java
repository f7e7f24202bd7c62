package org.mantle.python.session;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.function.Consumer;

/**
 * Where the answers to one call go: any number of events, and exactly one end. Safe from many threads.
 *
 * @param id the number by which the caller knows the call
 * @param known what the caller may have been told before
 * @param out takes the messages
 */
record Answers(JsonElement id, KnownAlgorithms known, Consumer<JsonObject> out) {

    void event(String event, JsonObject content) {
        JsonObject message = new JsonObject();
        message.add("id", id);
        message.addProperty("event", event);
        content.asMap().forEach(message::add);
        out.accept(message);
    }

    /** Ends the call with what it gave. */
    void result(JsonElement result) {
        end("result", result);
    }

    /** Ends the call with a run's report. */
    void report(JsonObject report) {
        end("report", report);
    }

    private void end(String kind, JsonElement content) {
        JsonObject message = new JsonObject();
        message.add("id", id);
        message.add(kind, content);
        addChanges(message);
        try {
            out.accept(message);
        } catch (IllegalArgumentException e) {
            // what is nested so deep that nobody could read it
            error("IllegalArgumentException", "the answer cannot be sent: " + e.getMessage());
        }
    }

    /**
     * Ends a call that could not be answered.
     *
     * @param type the simple name of the exception by which a program would know the error
     */
    void error(String type, String words) {
        JsonObject error = new JsonObject();
        error.addProperty("type", type);
        error.addProperty("message", words);
        JsonObject message = new JsonObject();
        message.add("id", id);
        message.add("error", error);
        addChanges(message);
        out.accept(message);
    }

    /** Tells the caller whether what it keeps of algorithms still holds. */
    private void addChanges(JsonObject message) {
        int changes = known.changes();
        if (changes > 0) {
            message.addProperty("registry", changes);
        }
    }
}
