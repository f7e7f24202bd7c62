package org.mantle.web.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.mantle.web.http.WebProblem;
import org.mantle.web.http.WebReply;

/** Sends one reply, with the headers that every reply has. */
final class ReplyWriter {

    private static final System.Logger LOG = System.getLogger(ReplyWriter.class.getName());
    private static final String PROBLEM = "application/problem+json";
    private static final int SEND_BUFFER = 256 * 1024;

    /** Everything comes from this server, and no script or style stands in a page. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
                    + " font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'none'";

    private static final Map<String, String> ALWAYS = Map.of(
            "Content-Security-Policy", POLICY,
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin");

    private final Request request;
    private final Response response;
    private final Callback callback;

    ReplyWriter(Request request, Response response, Callback callback) {
        this.request = request;
        this.response = response;
        this.callback = callback;
    }

    /** Returns the reply that tells a problem: as a problem to those who know what that is, as a page to browsers, and to others as JSON. */
    WebReply problem(WebProblem problem) {
        MediaRanges accepted = MediaRanges.of(request.getHeaders().getValuesList(HttpHeader.ACCEPT));
        String form = Request.extractQueryParameters(request).getValue("f");
        boolean isPage = form == null
                ? accepted.preferred(List.of(WebReply.JSON, PROBLEM, WebReply.HTML))
                        .filter(WebReply.HTML::equals)
                        .isPresent()
                : form.equalsIgnoreCase("html");
        WebReply reply = isPage
                ? WebReply.page(problem.status() + " " + problem.title(), problem.toJson())
                : WebReply.json(accepted.name(PROBLEM) ? PROBLEM : WebReply.JSON, problem.toJson());
        reply = reply.status(problem.status());
        for (Map.Entry<String, String> header : problem.headers().entrySet()) {
            reply = reply.with(header.getKey(), header.getValue());
        }
        return reply;
    }

    /** Prepares the head of the answer. */
    void begin(WebReply reply) {
        response.setStatus(reply.status());
        var headers = response.getHeaders();
        ALWAYS.forEach((name, value) -> headers.put(name, value));
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        for (Map.Entry<String, String> header : reply.headers()) {
            if (header.getKey().equalsIgnoreCase("Cache-Control")) {
                headers.put(HttpHeader.CACHE_CONTROL, header.getValue());
            } else {
                headers.add(new HttpField(header.getKey(), header.getValue()));
            }
        }
    }

    /** Sends the whole reply, and no thread waits for the client. */
    void send(WebReply reply) {
        begin(reply);
        boolean hasBody = !request.getMethod().equals("HEAD");
        if (reply.body() instanceof WebReply.Bytes bytes) {
            if (reply.status() != 304 && reply.status() != 204) {
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.content().length);
            }
            response.write(true, ByteBuffer.wrap(hasBody ? bytes.content() : new byte[0]), callback);
        } else if (reply.body() instanceof WebReply.Stream stream) {
            if (stream.length() >= 0) {
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, stream.length());
            }
            sendStream(stream.content(), stream.length(), hasBody);
        } else {
            response.write(true, ByteBuffer.allocate(0), callback);
        }
    }

    private void sendStream(InputStream content, long length, boolean hasBody) {
        if (!hasBody) {
            close(content);
            response.write(true, ByteBuffer.allocate(0), callback);
            return;
        }
        ByteBufferPool.Sized buffers =
                new ByteBufferPool.Sized(request.getComponents().getByteBufferPool(), true, SEND_BUFFER);
        Content.Source body = Content.Source.from(buffers, content, 0, length);
        Content.copy(
                body,
                response,
                Callback.from(
                        () -> {
                            close(content);
                            callback.succeeded();
                        },
                        problem -> {
                            close(content);
                            callback.failed(new QuietException.Exception(problem));
                        }));
    }

    private static void close(InputStream content) {
        try {
            content.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "what was sent could not be closed", e);
        }
    }
}
