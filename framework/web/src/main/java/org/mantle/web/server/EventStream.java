package org.mantle.web.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.type.Registration;
import org.mantle.web.http.EventSink;

/** The events that go to one client, one write at a time, in the form of the HTML standard's server-sent events. */
final class EventStream implements EventSink {

    /** How many events may wait for a client. */
    private static final int MOST_WAITING = 10_000;

    private final Response response;
    private final Callback callback;
    private final Runnable whenOver;
    private final Object lock = new Object();
    private final Deque<String> waiting = new ArrayDeque<>();
    private @Nullable Registration source;
    private boolean writing;
    private boolean ending;
    private boolean over;

    EventStream(Response response, Callback callback, Runnable whenOver) {
        this.response = response;
        this.callback = callback;
        this.whenOver = whenOver;
    }

    /** Takes what is to be closed when the stream is over, which it may be already. */
    void tellsFor(Registration begun) {
        synchronized (lock) {
            if (!over) {
                source = begun;
                return;
            }
        }
        begun.close();
    }

    @Override
    public boolean send(String event, String data) {
        return put(text(event, data, null));
    }

    @Override
    public boolean send(String event, String data, String id) {
        return put(text(event, data, id));
    }

    private static String text(String event, String data, @Nullable String id) {
        StringBuilder text = new StringBuilder(data.length() + 32);
        if (id != null) {
            text.append("id: ").append(id).append('\n');
        }
        text.append("event: ").append(event).append('\n');
        for (String line : data.split("\r\n|\r|\n", -1)) {
            text.append("data: ").append(line).append('\n');
        }
        return text.append('\n').toString();
    }

    /** Sends what a client does not see, by which it is found out whether it is still there. */
    void beat() {
        put(":\n\n");
    }

    private boolean put(String text) {
        synchronized (lock) {
            if (over || ending) {
                return false;
            }
            if (waiting.size() >= MOST_WAITING) {
                ending = true;
                waiting.clear();
            } else {
                waiting.add(text);
            }
            if (writing) {
                return true;
            }
            writing = true;
        }
        writeNext();
        return true;
    }

    @Override
    public void end() {
        synchronized (lock) {
            if (over || ending) {
                return;
            }
            ending = true;
            if (writing) {
                return;
            }
            writing = true;
        }
        writeNext();
    }

    private void writeNext() {
        String text;
        boolean last;
        synchronized (lock) {
            if (over) {
                return;
            }
            StringBuilder all = new StringBuilder();
            waiting.forEach(all::append);
            waiting.clear();
            text = all.toString();
            last = ending;
            if (text.isEmpty() && !last) {
                writing = false;
                return;
            }
        }
        response.write(
                last,
                ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)),
                Callback.from(Invocable.InvocationType.NON_BLOCKING, () -> written(last), this::broken));
    }

    private void written(boolean last) {
        if (last) {
            finish();
            callback.succeeded();
        } else {
            writeNext();
        }
    }

    private void broken(Throwable problem) {
        finish();
        callback.failed(problem);
    }

    private void finish() {
        Registration begun;
        synchronized (lock) {
            if (over) {
                return;
            }
            over = true;
            waiting.clear();
            begun = source;
            source = null;
        }
        whenOver.run();
        if (begun != null) {
            begun.close();
        }
    }
}
