package org.mantle.python.plugin;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/** What code in Python raised, in words for people with the line of the author's; its stack trace has the lines of Python. */
final class PythonFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** Where a failure comes from. */
    private enum Kind {
        RAISED,
        RAISED_BY_PART,
        OF_PROCESS,
        OUT_OF_PATIENCE
    }

    private PythonFailure(Kind kind, String words, @Nullable Throwable cause) {
        super(words, cause);
        this.kind = kind;
    }

    /** Makes the exception for what a process said of a failure. */
    static PythonFailure of(JsonObject failure, @Nullable Throwable cause) {
        boolean isItself = failure.has("isItself") && failure.get("isItself").getAsBoolean();
        PythonFailure made = new PythonFailure(
                isItself ? Kind.RAISED_BY_PART : Kind.RAISED,
                failure.get("words").getAsString(),
                cause);
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
        return withoutLines(Kind.OF_PROCESS, words);
    }

    /** Makes the exception for a process that did not end in time. */
    static PythonFailure ofPatience(String words) {
        return withoutLines(Kind.OUT_OF_PATIENCE, words);
    }

    private static PythonFailure withoutLines(Kind kind, String words) {
        PythonFailure made = new PythonFailure(kind, words, null);
        // no line of Java says anything about it
        made.setStackTrace(new StackTraceElement[0]);
        return made;
    }

    /** Returns whether this is what a part of the run has thrown, which the author's code has let through as it is. */
    boolean isItsCause() {
        return kind == Kind.RAISED_BY_PART;
    }

    /** Returns whether a process did not end in time. */
    boolean isOutOfPatience() {
        return kind == Kind.OUT_OF_PATIENCE;
    }
}
