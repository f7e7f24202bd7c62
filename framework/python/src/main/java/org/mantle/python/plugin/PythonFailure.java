package org.mantle.python.plugin;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/** What code in Python raised, in words for people with the line of the author's; its stack trace has the lines of Python. */
final class PythonFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean isItsCause;

    private PythonFailure(String words, @Nullable Throwable cause, boolean isItsCause) {
        super(words, cause);
        this.isItsCause = isItsCause;
    }

    /** Makes the exception for what a process said of a failure. */
    static PythonFailure of(JsonObject failure, @Nullable Throwable cause) {
        PythonFailure made = new PythonFailure(
                failure.get("words").getAsString(),
                cause,
                failure.has("isItself") && failure.get("isItself").getAsBoolean());
        JsonArray lines = failure.getAsJsonArray("trace");
        StackTraceElement[] trace = new StackTraceElement[lines.size()];
        for (int i = 0; i < trace.length; i++) {
            trace[i] = line(lines.get(i));
        }
        made.setStackTrace(trace);
        return made;
    }

    private static StackTraceElement line(JsonElement json) {
        JsonArray parts = json.getAsJsonArray();
        return new StackTraceElement(
                "python",
                parts.get(0).getAsString(),
                parts.get(1).getAsString(),
                parts.get(2).getAsInt());
    }

    /** Makes the exception for a process that could not go on. */
    static PythonFailure ofProcess(String words) {
        PythonFailure made = new PythonFailure(words, null, false);
        // no line of Java says anything about it
        made.setStackTrace(new StackTraceElement[0]);
        return made;
    }

    /** Returns whether this is what a part of the run has thrown, which the author's code has let through as it is. */
    boolean isItsCause() {
        return isItsCause;
    }
}
