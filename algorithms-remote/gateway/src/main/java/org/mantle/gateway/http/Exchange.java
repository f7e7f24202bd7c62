package org.mantle.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.mantle.pac.PercentEncoding;

/** One request and its answer; for one thread. */
public final class Exchange {

    /** The media type of words. */
    public static final String PLAIN_TEXT = "text/plain;charset=UTF-8";

    private static final int COPY_BUFFER = 256 * 1024;

    private final Request request;
    private final Response response;
    private final InputStream body;
    private boolean bodyTouched;

    Exchange(Request request, Response response) {
        this.request = request;
        this.response = response;
        body = Content.Source.asInputStream(request);
    }

    /** Returns the request's method, such as {@code GET}. */
    public String method() {
        return request.getMethod();
    }

    /** Returns the path as it was sent, without repeated slashes. */
    public String path() {
        String path = request.getHttpURI().getPath();
        return path == null ? "/" : path.replaceAll("/{2,}", "/");
    }

    /** Tells whether the address has a query, be it an empty one. */
    public boolean hasQuery() {
        return request.getHttpURI().getQuery() != null;
    }

    /** Returns the fields of the address's query. */
    public Map<String, String> query() {
        String query = request.getHttpURI().getQuery();
        return query == null ? Map.of() : pairs(query, false);
    }

    /** Reads {@code a=1&b=2}; only in forms does a plus sign stand for a space. */
    public static Map<String, String> pairs(String text, boolean form) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            pairs.putIfAbsent(name, PercentEncoding.decode(form ? value.replace('+', ' ') : value));
        }
        return pairs;
    }

    /** Returns the first value of a header, or an empty text. */
    public String header(String name) {
        String value = request.getHeaders().get(name);
        return value == null ? "" : value;
    }

    /** Returns all values of a header as they were sent. */
    public List<String> headers(String name) {
        return request.getHeaders().getFields(name).stream()
                .map(HttpField::getValue)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Tells whether the client takes an answer of several parts. */
    public boolean acceptsMultipart() {
        return header("Accept").toLowerCase(Locale.ROOT).contains("multipart/mixed");
    }

    /** Tells whether the request came over TLS. */
    public boolean isSecure() {
        return request.isSecure();
    }

    /** Returns the request's body, which can be read once. */
    public InputStream body() {
        bodyTouched = true;
        return body;
    }

    /**
     * Reads the whole body.
     *
     * @param maximum how many bytes are accepted
     * @throws LongBodyException if there are more
     */
    public byte[] smallBody(int maximum) throws IOException {
        byte[] bytes = body().readNBytes(maximum + 1);
        if (bytes.length > maximum) {
            throw new LongBodyException(maximum);
        }
        return bytes;
    }

    /**
     * Reads over what the client still sends, because most clients read no answer before they have sent everything. One that
     * asked beforehand ({@code Expect}) is not made to send.
     */
    public void drain() throws IOException {
        if (bodyTouched || header("Expect").isEmpty()) {
            body().transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Tells whether the answer has begun, so that it cannot be another any more. */
    public boolean isAnswered() {
        return response.isCommitted();
    }

    /** Answers with words. */
    public void text(String text) throws IOException {
        answer(200, PLAIN_TEXT, text);
    }

    /** Answers with XML. */
    public void xml(String xml) throws IOException {
        answer(200, "application/xml;charset=UTF-8", xml);
    }

    /** Answers with a text. */
    public void answer(int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        begin(status, type, bytes.length);
        Content.Sink.write(response, true, ByteBuffer.wrap(bytes));
    }

    /** Answers with no bytes. */
    public void empty(int status) throws IOException {
        answer(status, "application/octet-stream", "");
    }

    /**
     * Answers with the first bytes of a file.
     *
     * @param length how many
     * @throws IOException if the file cannot be read or has become shorter
     */
    public void file(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            begin(200, "application/octet-stream", length);
            ByteBuffer buffer = ByteBuffer.allocateDirect((int) Math.max(1, Math.min(COPY_BUFFER, length)));
            long left = length;
            do {
                buffer.clear().limit((int) Math.min(buffer.capacity(), left));
                while (buffer.hasRemaining()) {
                    if (channel.read(buffer) < 0) {
                        throw new IOException("the file became shorter while it was being sent: \"" + file + "\"");
                    }
                }
                left -= buffer.flip().remaining();
                Content.Sink.write(response, left == 0, buffer);
            } while (left > 0);
        }
    }

    /**
     * Answers with a body that writes itself.
     *
     * @param length exactly how many bytes it writes
     */
    public void stream(String type, long length, BodyWriter body) throws IOException {
        begin(200, type, length);
        OutputStream out = Content.Sink.asOutputStream(response);
        body.writeTo(out);
        // not on failure: the client must see that the answer is not whole
        out.close();
    }

    /** Writes the body of an answer. */
    public interface BodyWriter {
        void writeTo(OutputStream out) throws IOException;
    }

    private void begin(int status, String type, long length) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
    }
}
