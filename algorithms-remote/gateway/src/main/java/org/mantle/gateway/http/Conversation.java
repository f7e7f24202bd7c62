package org.mantle.gateway.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The course of one request: its head, its body, what is done, the answer, and what is left of the body. Threads are held by what
 * is done alone, and clients are told nothing of what goes wrong in it.
 */
final class Conversation {

    private static final System.Logger LOG = System.getLogger(Conversation.class.getName());
    private static final int MISDIRECTED = 421;
    private static final int UNAVAILABLE = 503;
    private static final int SEND_BUFFER = 64 * 1024;

    /**
     * How much is read over of what a stranger sends who is refused. Most clients read no answer before they have sent everything, and
     * would not see this one.
     */
    private static final long READ_OVER = 1024 * 1024;

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Visit visit;
    private final Exchange exchange;
    private final CallObserver observer;
    private final CallsUnderWay calls;
    private final UserShares shares;
    private boolean holdsDownload;
    private boolean continuedElsewhere;

    Conversation(
            Request request,
            Response response,
            Callback callback,
            Visit visit,
            CallObserver observer,
            CallsUnderWay calls,
            UserShares shares) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.visit = visit;
        this.observer = observer;
        this.calls = calls;
        this.shares = shares;
        exchange = new Exchange(request, visit, this, calls.next());
    }

    void begin(HttpService service, HostNames names) {
        calls.during(exchange, () -> beginCall(service, names));
    }

    private void beginCall(HttpService service, HostNames names) {
        visit.serve();
        Call call = isMeantFor(names) ? receive(service) : Call.ANSWERED;
        switch (call.bodyUse()) {
            case BEFOREHAND -> {
                visit.expect();
                exchange.readShortBody(end -> {
                    visit.serve();
                    perform(end == ArrivingBody.End.BROKEN_OFF ? Exchange::fail : call.action());
                });
            }
            case BY_ACTION -> performWithBody(call.action());
            default -> perform(call.action());
        }
    }

    /** Keeps a thread until the body has come, unless as many are kept as may be. */
    private void performWithBody(Call.Action action) {
        if (!shares.uploads().take(exchange.user())) {
            exchange.answer(
                    UNAVAILABLE,
                    Exchange.PLAIN_TEXT,
                    "Too many uploads are under way at present: try again in a minute");
            send();
            return;
        }
        try {
            run(action);
        } finally {
            shares.uploads().leave(exchange.user());
        }
        send();
    }

    private boolean isMeantFor(HostNames names) {
        String host = request.getHttpURI().getHost();
        if (host != null && names.include(host)) {
            return true;
        }
        exchange.answer(
                MISDIRECTED,
                Exchange.PLAIN_TEXT,
                "This gateway does not serve under the name that the request has for it (Host). Call it by the address that it told"
                        + " when it started, or start it for that name too.");
        return false;
    }

    private Call receive(HttpService service) {
        try {
            return service.receive(exchange);
        } catch (IOException | RuntimeException e) {
            fail(e);
            return Call.ANSWERED;
        }
    }

    /** Does what the call says, when it is its turn. */
    private void perform(Call.Action action) {
        if (exchange.isOfKnownUser()) {
            shares.calls().take(exchange.user(), request.getComponents().getExecutor(), () -> performAtOnce(action));
        } else {
            performAtOnce(action);
        }
    }

    /** Does what the call says, and sends the answer unless that is done elsewhere. */
    private void performAtOnce(Call.Action action) {
        run(action);
        if (!continuedElsewhere) {
            send();
        }
    }

    void continueIn(Executor executor, Call.Action action) {
        continuedElsewhere = true;
        boolean taken = false;
        try {
            executor.execute(() -> {
                run(action);
                send();
            });
            taken = true;
        } finally {
            if (!taken) {
                continuedElsewhere = false;
            }
        }
    }

    private void run(Call.Action action) {
        calls.during(exchange, () -> runAsItIs(action));
    }

    private void runAsItIs(Call.Action action) {
        try {
            action.run(exchange);
        } catch (IOException e) {
            // mostly a client that went away; its words are in the log, and no answer would reach it
            LOG.log(System.Logger.Level.DEBUG, "a call ended early", e);
            exchange.fail();
        } catch (RuntimeException | Error e) {
            // the boundary: whatever went wrong must not reach the client as it is
            fail(e);
        }
    }

    private void fail(Throwable problem) {
        LOG.log(System.Logger.Level.ERROR, "a call failed", problem);
        exchange.fail();
    }

    /** Returns the answer, which is another if it would keep more threads than the user may have. */
    private Answer answer() {
        Answer answer = exchange.answer();
        if (answer.isKept() || !exchange.isOfKnownUser()) {
            return answer;
        }
        holdsDownload = shares.downloads().take(exchange.user());
        if (!holdsDownload) {
            exchange.answer(
                    UNAVAILABLE,
                    Exchange.PLAIN_TEXT,
                    "Too many downloads of yours are under way at present: try again when one of them has ended");
        }
        return exchange.answer();
    }

    private void send() {
        Answer answer = answer();
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
        if (answer.length() >= 0) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.length());
        } else if (request.getConnectionMetaData().getHttpVersion().compareTo(HttpVersion.HTTP_1_1) >= 0) {
            // so that the client sees when it is broken off: the last chunk is missing then
            response.getHeaders().put(HttpHeader.TRANSFER_ENCODING, HttpHeaderValue.CHUNKED);
        }
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        if (!exchange.isOfKnownUser() && hasBody()) {
            response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        }
        ByteBufferPool.Sized buffers =
                new ByteBufferPool.Sized(request.getComponents().getByteBufferPool(), true, SEND_BUFFER);
        visit.answer();
        Content.copy(answer.source(buffers), response, Callback.from(this::readOver, this::breakOff));
    }

    /** Adds a header to the answer, which must not be under way. */
    void addHeader(String name, String value) {
        response.getHeaders().put(name, value);
    }

    private boolean hasBody() {
        return request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > 0
                || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }

    /** Reads over what the client still sends, unless it waits to be told to. */
    private void readOver() {
        leaveDownload();
        tell(true);
        if (exchange.keepsBodyBack()) {
            end();
            return;
        }
        if (exchange.isOfKnownUser()) {
            visit.receive();
        } else {
            visit.expect();
        }
        long limit = exchange.isOfKnownUser() ? Long.MAX_VALUE : READ_OVER;
        ArrivingBody.dropping(request, limit, end -> {
                    if (end == ArrivingBody.End.TOO_LONG) {
                        visit.cutOff();
                    }
                    end();
                })
                .run();
    }

    private void leaveDownload() {
        if (holdsDownload) {
            holdsDownload = false;
            shares.downloads().leave(exchange.user());
        }
    }

    private void tell(boolean whole) {
        try {
            observer.ended(exchange.ended(whole, Duration.ofNanos(System.nanoTime() - request.getBeginNanoTime())));
        } catch (RuntimeException e) {
            // whatever goes wrong with records, the client's call has to end
            LOG.log(System.Logger.Level.ERROR, "a call that has ended could not be recorded", e);
        }
    }

    private void end() {
        visit.expectRequest();
        callback.succeeded();
    }

    /** Cuts the connection, so that the client sees that the answer is not whole. */
    private void breakOff(Throwable problem) {
        leaveDownload();
        LOG.log(System.Logger.Level.DEBUG, "an answer was broken off", problem);
        tell(false);
        visit.expectRequest();
        // Jetty would log others with the address of the request, which may have a password in it
        callback.failed(new QuietException.Exception(problem));
    }
}
