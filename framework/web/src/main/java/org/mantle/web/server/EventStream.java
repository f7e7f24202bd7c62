package org.mantle.web.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Request;
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

    /** How many characters all of them may have. */
    private static final long MOST_CHARACTERS = 4 * 1024 * 1024;

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Runnable whenOver;
    private final Object lock = new Object();
    private final Deque<String> waiting = new ArrayDeque<>();
    private @Nullable Registration source;
    private long characters;
    private boolean writing;
    private boolean ending;
    private boolean over;

    EventStream(Request request, Response response, Callback callback, Runnable whenOver) {
        this.request = request;
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
        boolean tooMany;
        synchronized (lock) {
            if (over || ending) {
                return false;
            }
            // one event may be as long as it is
            tooMany = waiting.size() >= MOST_WAITING
                    || (!waiting.isEmpty() && characters + text.length() > MOST_CHARACTERS);
            if (!tooMany) {
                waiting.add(text);
                characters += text.length();
                if (writing) {
                    return true;
                }
                writing = true;
            }
        }
        if (tooMany) {
            cut();
            return false;
        }
        writeNext();
        return true;
    }

    /** Ends the stream at once and closes the connection, so that the client does not take it for a good end. */
    void cut() {
        boolean isBeingWritten;
        synchronized (lock) {
            if (over) {
                return;
            }
            ending = true;
            isBeingWritten = writing;
            writing = true;
        }
        QuietException.Exception why = new QuietException.Exception("the stream of events is cut off");
        // a write under way ends by this, and its end ends the rest
        request.getConnectionMetaData().getConnection().getEndPoint().close(why);
        finish();
        if (!isBeingWritten) {
            callback.failed(why);
        }
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
        if (isOver()) {
            // cut off while the last part was written
            callback.failed(new QuietException.Exception("the stream of events is cut off"));
            return;
        }
        synchronized (lock) {
            StringBuilder all = new StringBuilder();
            waiting.forEach(all::append);
            waiting.clear();
            characters = 0;
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

    private boolean isOver() {
        synchronized (lock) {
            return over;
        }
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
