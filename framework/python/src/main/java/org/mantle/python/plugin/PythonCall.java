package org.mantle.python.plugin;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** One call of a plugin's process, from its message to its end. For one thread, and one use. */
final class PythonCall {

    private static final long ENDLESS = Long.MAX_VALUE;

    /** How long a run may go on that was cancelled; its process has interrupted it before, see {@code _plugin.py}. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final PythonProcess python;
    private final JsonObject call;
    private final long began = System.nanoTime();
    private long patience;
    private boolean isSpent;
    private volatile boolean isToBeCancelled;
    private boolean isCancelled;
    private boolean isInterrupted;

    private PythonCall(PythonProcess python, JsonObject call, long patience) {
        this.python = python;
        this.call = call;
        this.patience = patience;
    }

    /** Makes a call that may take as long as it likes, until it is cancelled. */
    static PythonCall endless(PythonProcess python, JsonObject call) {
        return new PythonCall(python, call, ENDLESS);
    }

    /** Makes a call that must end soon. */
    static PythonCall within(Duration patience, PythonProcess python, JsonObject call) {
        return new PythonCall(python, call, patience.toNanos());
    }

    /**
     * Makes the call, and waits for its end. An interruption of the thread cancels it, and is left for the caller to see.
     *
     * @param listener takes what comes in between
     * @param thrown gives what was thrown by a part of the run, by its number
     * @return what the call gave
     * @throws PythonFailure if it failed, or its process ended or was ended
     */
    JsonObject end(Consumer<JsonObject> listener, IntFunction<@Nullable Throwable> thrown) throws PythonFailure {
        try {
            if (python.isReady()) {
                python.send(call);
            }
            while (true) {
                JsonObject message = next();
                if (message.has("ready")) {
                    begin();
                } else if (message.has("failed")) {
                    throw failure(message.getAsJsonObject("failed"), thrown);
                } else if (message.has("spent")) {
                    isSpent = true;
                } else if (message.has("ended")) {
                    awaitLines();
                    return result(message.getAsJsonObject("ended"), thrown);
                } else {
                    listener.accept(message);
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void begin() throws PythonFailure {
        if (isCancelled) {
            throw PythonFailure.ofProcess("it was cancelled before it began");
        }
        python.setReady();
        python.send(call);
    }

    private static JsonObject result(JsonObject ended, IntFunction<@Nullable Throwable> thrown) throws PythonFailure {
        if (ended.has("failed")) {
            throw failure(ended.getAsJsonObject("failed"), thrown);
        }
        return ended;
    }

    private static PythonFailure failure(JsonObject failed, IntFunction<@Nullable Throwable> thrown) {
        @Nullable JsonElement number = failed.get("thrown");
        return PythonFailure.of(failed, number == null ? null : thrown.apply(number.getAsInt()));
    }

    private JsonObject next() throws PythonFailure {
        while (true) {
            if (isToBeCancelled) {
                cancel();
            }
            PythonProcess.@Nullable Arrival arrival;
            try {
                arrival = python.next(remaining());
            } catch (InterruptedException e) {
                isInterrupted = true;
                cancel();
                continue;
            }
            if (arrival instanceof PythonProcess.Arrival.Message message) {
                return message.content();
            }
            if (arrival instanceof PythonProcess.Arrival.End) {
                isSpent = true;
                throw PythonFailure.ofProcess(lastWords());
            }
            if (arrival == null) {
                isSpent = true;
                python.kill();
                throw PythonFailure.ofPatience(
                        isCancelled
                                ? "it did not end when it was cancelled, and so its process was ended"
                                : "it did not end within "
                                        + Duration.ofNanos(patience).toSeconds()
                                        + " seconds, and so its process was ended");
            }
        }
    }

    private long remaining() {
        return patience == ENDLESS ? ENDLESS : Math.max(0, patience - (System.nanoTime() - began));
    }

    /** Cancels the call; from any thread, and waits for nothing. */
    void cancelled() {
        isToBeCancelled = true;
        python.wake();
    }

    private void cancel() {
        if (isCancelled) {
            return;
        }
        isCancelled = true;
        isSpent = true;
        patience = System.nanoTime() - began + GRACE.toNanos();
        JsonObject cancel = new JsonObject();
        cancel.addProperty("cancel", true);
        python.sendApart(cancel);
    }

    private void awaitLines() {
        try {
            python.awaitLines();
        } catch (InterruptedException e) {
            isInterrupted = true;
        }
    }

    private String lastWords() {
        try {
            return python.lastWords();
        } catch (InterruptedException e) {
            isInterrupted = true;
            return "the process ended";
        }
    }

    /** Returns whether the process can take another call. */
    boolean leavesProcessUsable() {
        return !isSpent && python.isReady();
    }
}
