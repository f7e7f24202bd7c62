package org.mantle.remote.web;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.function.Consumer;
import org.mantle.remote.AccountName;
import org.mantle.remote.job.StoppableMonitor;

/** Files on their way. Safe from many threads. */
final class Transfer extends StoppableMonitor {

    private static final Duration BETWEEN_TELLS = Duration.ofMillis(150);

    private final long id;
    private final String kind;
    private final AccountName account;
    private final String what;
    private final String directory;
    private final Consumer<JsonObject> listener;
    private String state = "Running";
    private String message = "";
    private long done;
    private long total;
    private long lastTold;

    /**
     * Creates one.
     *
     * @param directory where files come to on this machine; empty when they go
     * @param listener hears how far it is
     */
    Transfer(long id, String kind, AccountName account, String what, String directory, Consumer<JsonObject> listener) {
        this.id = id;
        this.kind = kind;
        this.account = account;
        this.what = what;
        this.directory = directory;
        this.listener = listener;
    }

    long id() {
        return id;
    }

    synchronized boolean isEnded() {
        return !state.equals("Running");
    }

    @Override
    public void doing(String words) {
        say(words);
    }

    @Override
    public void transferring(String words, long bytes) {
        synchronized (this) {
            done = 0;
            total = bytes;
        }
        say(words);
    }

    @Override
    public void goingOn(String words) {
        synchronized (this) {
            message = words;
        }
    }

    @Override
    public void did(String words) {
        say(words);
    }

    private void say(String words) {
        synchronized (this) {
            message = words;
        }
        tell();
    }

    @Override
    public void moved(long count) {
        synchronized (this) {
            done += count;
            if (System.nanoTime() - lastTold < BETWEEN_TELLS.toNanos()) {
                return;
            }
        }
        tell();
    }

    void end(String word, String reason) {
        synchronized (this) {
            state = word;
            if (!reason.isEmpty()) {
                message = reason;
            }
        }
        tell();
    }

    void tell() {
        synchronized (this) {
            lastTold = System.nanoTime();
        }
        listener.accept(toJson());
    }

    synchronized JsonObject toJson() {
        JsonObject json = account.toJson();
        json.addProperty("id", id);
        json.addProperty("kind", kind);
        json.addProperty("what", what);
        json.addProperty("directory", directory);
        json.addProperty("state", state);
        json.addProperty("message", message);
        // a message is a little longer than the file in it, and a file may grow while it is fetched
        json.addProperty("done", Math.min(done, total));
        json.addProperty("total", total);
        return json;
    }
}
