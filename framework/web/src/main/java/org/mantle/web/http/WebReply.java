package org.mantle.web.http;

import com.google.gson.JsonElement;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.mantle.commons.json.JsonForm;

/**
 * What is answered: a status, headers and a body. Immutable, but for a body that is a stream, which is read once and closed.
 *
 * @since 0.1.0
 */
public final class WebReply {

    /** The media type of JSON. */
    public static final String JSON = "application/json";

    /** The media type of pages. */
    public static final String HTML = "text/html;charset=UTF-8";

    /** The media type of words. */
    public static final String TEXT = "text/plain;charset=UTF-8";

    private final int status;
    private final List<Map.Entry<String, String>> headers;
    private final Body body;

    /** The body of a reply. */
    public sealed interface Body {}

    /**
     * A body in memory.
     *
     * @param content what it consists of; not to be changed any more
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, and never compared
    public record Bytes(byte[] content) implements Body {}

    /**
     * A body that is read while it is sent.
     *
     * @param content closed by whoever sends it
     * @param length how many bytes it has; less than 0 when that is not known
     */
    public record Stream(InputStream content, long length) implements Body {}

    /**
     * A stream of events ({@code text/event-stream}).
     *
     * @param source what tells them
     */
    public record Events(EventSource source) implements Body {}

    /**
     * A reply that comes later, while no thread waits.
     *
     * @param reply completes with the reply, or with what a handler throws
     * @param whenGone called if the caller goes away before it has come
     */
    public record Later(CompletionStage<WebReply> reply, Runnable whenGone) implements Body {}

    private WebReply(int status, List<Map.Entry<String, String>> headers, Body body) {
        this.status = status;
        this.headers = List.copyOf(headers);
        this.body = body;
    }

    private static WebReply of(String type, Body body) {
        return new WebReply(200, List.of(Map.entry("Content-Type", type)), body);
    }

    /** Returns a reply without a body. */
    public static WebReply empty(int status) {
        return new WebReply(status, List.of(), new Bytes(new byte[0]));
    }

    /** Returns JSON in one line, with status 200. */
    public static WebReply json(JsonElement json) {
        return json(JSON, json);
    }

    /** Returns JSON of a media type of its own, with status 200. */
    public static WebReply json(String type, JsonElement json) {
        return text(type, JsonForm.COMPACT.text(json));
    }

    /** Returns a text in UTF-8, with status 200. */
    public static WebReply text(String type, String text) {
        return of(type, new Bytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Returns a page that shows JSON to people: its members as a list of terms, its links as links; with status 200.
     *
     * @param title what it is
     */
    public static WebReply page(String title, JsonElement json) {
        return text(HTML, HtmlView.of(title, json));
    }

    /** Returns bytes, with status 200. */
    public static WebReply bytes(String type, byte[] content) {
        return of(type, new Bytes(content));
    }

    /**
     * Returns what is read while it is sent, with status 200.
     *
     * @param length how many bytes it has; less than 0 when that is not known
     */
    public static WebReply stream(String type, InputStream content, long length) {
        return of(type, new Stream(content, length));
    }

    /** Returns a stream of events. No thread is held while nothing is told. */
    public static WebReply events(EventSource source) {
        return of("text/event-stream", new Events(source));
    }

    /**
     * Returns a reply that comes later, while no thread waits. If the explorer closes before, the caller is told so.
     *
     * @param reply completes with the reply, which is none of events and none that comes later itself, or with what a handler throws
     * @param whenGone called if the caller goes away before it has come
     */
    public static WebReply later(CompletionStage<WebReply> reply, Runnable whenGone) {
        return new WebReply(200, List.of(), new Later(reply, whenGone));
    }

    /** Returns this reply with another status. */
    public WebReply status(int other) {
        return new WebReply(other, headers, body);
    }

    /** Returns this reply with a header more; one of the same name stays. */
    public WebReply with(String header, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(headers);
        more.add(Map.entry(header, value));
        return new WebReply(status, more, body);
    }

    /** Returns the status. */
    public int status() {
        return status;
    }

    /** Returns the headers in their order, each name with a value. */
    public List<Map.Entry<String, String>> headers() {
        return headers;
    }

    /** Returns the body. */
    public Body body() {
        return body;
    }
}
