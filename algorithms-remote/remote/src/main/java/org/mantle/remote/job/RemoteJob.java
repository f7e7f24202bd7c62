package org.mantle.remote.job;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/**
 * One job, as a service tells of it.
 *
 * @param id its id
 * @param name its name; {@value #UNTOLD} when the service does not tell
 * @param state its state, whose word is {@value #UNTOLD} when the service does not tell
 * @param command the command line that it runs; {@value #UNTOLD} when the service does not tell
 * @since 0.1.0
 */
public record RemoteJob(JobId id, String name, RemoteJobState state, String command) {

    /** What stands for a part that the service does not tell; an empty text would get lost in a list that is written as text. */
    public static final String UNTOLD = "-";

    public RemoteJob {
        name = name.isBlank() ? UNTOLD : name;
        command = command.isBlank() ? UNTOLD : command;
        state = state.word().isBlank()
                ? new RemoteJobState(UNTOLD, state.isUnderWay(), state.reason(), state.succeeded(), state.exitCode())
                : state;
    }

    /** Adds what is told of the job to what programs read of it. */
    public void addTo(JsonObject json) {
        json.addProperty("id", id.text());
        json.addProperty("name", name);
        json.addProperty("state", state.word());
        json.addProperty("underWay", state.isUnderWay());
        json.addProperty("succeeded", state.succeeded());
        json.addProperty("reason", state.reason());
        json.add(
                "exitCode",
                state.exitCode().isPresent()
                        ? new JsonPrimitive(state.exitCode().getAsInt())
                        : JsonNull.INSTANCE);
        json.addProperty("command", command);
    }

    /** Returns which job is in which state and why, in one line, such as {@code 12: Exit (exit code 1)}. */
    public String inWords() {
        String reason = ServiceWords.line(state.reason());
        return id + ": " + ServiceWords.line(state.word()) + (reason.isEmpty() ? "" : " (" + reason + ")");
    }
}
