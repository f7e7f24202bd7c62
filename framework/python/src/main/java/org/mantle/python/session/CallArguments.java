package org.mantle.python.session;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import java.util.OptionalInt;
import org.mantle.framework.run.AlgorithmRegistry;

/**
 * What a message of a call has in it.
 *
 * @param message the message
 */
record CallArguments(JsonObject message) {

    String text(String name) {
        if (message.get(name) instanceof JsonPrimitive text) {
            return text.getAsString();
        }
        throw new CallProblem("the call lacks the text \"" + name + "\"");
    }

    String textOr(String name, String other) {
        return message.get(name) instanceof JsonPrimitive text ? text.getAsString() : other;
    }

    long number(String name) {
        if (message.get(name) instanceof JsonPrimitive number && number.isNumber()) {
            return number.getAsLong();
        }
        throw new CallProblem("the call lacks the number \"" + name + "\"");
    }

    boolean has(String name) {
        return message.has(name);
    }

    boolean flag(String name) {
        return message.get(name) instanceof JsonPrimitive flag && flag.isBoolean() && flag.getAsBoolean();
    }

    /** Returns the version that was asked for; the newest where none was. */
    int version() {
        return askedVersion().orElse(AlgorithmRegistry.NEWEST);
    }

    OptionalInt askedVersion() {
        return message.get("version") instanceof JsonPrimitive version && version.isNumber()
                ? OptionalInt.of(version.getAsInt())
                : OptionalInt.empty();
    }

    Map<String, JsonElement> inputs() {
        if (message.get("inputs") instanceof JsonObject inputs) {
            return inputs.asMap();
        }
        return Map.of();
    }
}
