package org.mantle.app.python;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.Mantle;
import org.mantle.python.ScriptSession;
import org.mantle.web.http.EventSink;
import org.mantle.web.http.Routes;
import org.mantle.web.http.WebProblem;
import org.mantle.web.http.WebReply;
import org.mantle.web.http.WebRequest;
import org.mantle.web.panel.HostFolders;

/** Lets programs in Python join the explorer: each call is a request, answered by a stream of its events and its end. */
public final class PythonCalls implements AutoCloseable {

    private static final int LONGEST_CALL = 64 << 20;
    private static final int MOST_CALLS = 200;

    private final ScriptSession session;
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, MOST_CALLS, 10, TimeUnit.SECONDS, new SynchronousQueue<>());

    /**
     * Makes the calls of programs that join a host.
     *
     * @param folders in which files must be that programs name
     */
    public PythonCalls(Mantle mantle, List<Path> folders) {
        HostFolders open = HostFolders.of(mantle, folders);
        session = ScriptSession.ofNetwork(mantle, (algorithm, inputs) -> open.problems(mantle, algorithm, inputs));
    }

    /** Adds the one call over HTTP, which has all others in it. */
    public void addTo(Routes routes) {
        routes.post("/python/call", this::call);
    }

    private WebReply call(WebRequest request) throws IOException {
        JsonElement sent = request.json(LONGEST_CALL);
        if (!(sent instanceof JsonObject message) || !message.has("call")) {
            throw WebProblem.of(400, "a call must be a JSON object with \"id\" and \"call\"");
        }
        session.expect(message);
        return WebReply.events(sink -> {
            try {
                threads.execute(() -> session.take(message, answer -> send(answer, sink)));
            } catch (RejectedExecutionException e) {
                send(tooMany(message), sink);
            }
            return () -> session.take(cancellation(message), unused -> {});
        });
    }

    private static void send(JsonObject answer, EventSink sink) {
        sink.send("message", JsonForm.LINE.text(answer));
        if (!answer.has("event")) {
            sink.end();
        }
    }

    private static JsonObject tooMany(JsonObject message) {
        JsonObject error = new JsonObject();
        error.addProperty("type", "RejectedExecutionException");
        error.addProperty("message", MOST_CALLS + " calls are under way already; try again when one has ended");
        JsonObject answer = new JsonObject();
        answer.add("id", message.get("id"));
        answer.add("error", error);
        return answer;
    }

    /** Nobody waits for a run any more whose caller has gone; one that has ended is left as it is. */
    private static JsonObject cancellation(JsonObject call) {
        JsonObject message = new JsonObject();
        message.addProperty("call", "cancel");
        message.add("of", call.get("id"));
        return message;
    }

    /** Cancels what is under way. */
    @Override
    public void close() {
        session.close();
        threads.shutdownNow();
    }
}
