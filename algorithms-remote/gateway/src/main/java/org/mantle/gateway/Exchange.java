package org.mantle.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.mantle.pac.MultipartBody;
import org.mantle.pac.PacText;
import org.mantle.pac.PacToken;
import org.mantle.pac.PercentEncoding;

/** One request and its answer. */
final class Exchange {
    private final Request request;
    private final Response response;
    private final InputStream body;
    private boolean bodyTouched;

    Exchange(Request request, Response response) {
        this.request = request;
        this.response = response;
        body = Content.Source.asInputStream(request);
    }

    String method() {
        return request.getMethod();
    }

    /** The path as it was sent, without repeated slashes. */
    String path() {
        String path = request.getHttpURI().getPath();
        return path == null ? "/" : path.replaceAll("/{2,}", "/");
    }

    boolean hasQuery() {
        return request.getHttpURI().getQuery() != null;
    }

    Map<String, String> query() {
        String query = request.getHttpURI().getQuery();
        return query == null ? Map.of() : pairs(query, false);
    }

    /** Reads {@code a=1&b=2}; only in forms does a plus sign stand for a space. */
    static Map<String, String> pairs(String text, boolean form) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            pairs.putIfAbsent(name, PercentEncoding.decode(form ? value.replace('+', ' ') : value));
        }
        return pairs;
    }

    String header(HttpHeader header) {
        String value = request.getHeaders().get(header);
        return value == null ? "" : value;
    }

    /** The token, from the cookie header as it was sent: no cookie parser would take it. */
    Optional<PacToken> token() {
        for (HttpField field : request.getHeaders()) {
            if (field.getHeader() == HttpHeader.COOKIE && field.getValue() != null) {
                Optional<PacToken> token = PacToken.fromCookieHeader(field.getValue());
                if (token.isPresent()) {
                    return token;
                }
            }
        }
        return Optional.empty();
    }

    boolean acceptsMultipart() {
        return header(HttpHeader.ACCEPT).toLowerCase(Locale.ROOT).contains("multipart/mixed");
    }

    boolean isSecure() {
        return request.isSecure();
    }

    InputStream body() {
        bodyTouched = true;
        return body;
    }

    byte[] smallBody(int maximum) throws IOException, RefusedException {
        byte[] bytes = body().readNBytes(maximum + 1);
        if (bytes.length > maximum) {
            throw RefusedException.invalid(
                    "The request is longer than the " + maximum + " bytes that are accepted here");
        }
        return bytes;
    }

    String smallText(int maximum) throws IOException, RefusedException {
        return PacText.decode(smallBody(maximum));
    }

    /**
     * Reads over what the client still sends, because most clients read no answer before they have sent everything. One that
     * asked beforehand ({@code Expect}) is not made to send.
     */
    void drain() throws IOException {
        if (bodyTouched || header(HttpHeader.EXPECT).isEmpty()) {
            body().transferTo(OutputStream.nullOutputStream());
        }
    }

    boolean isAnswered() {
        return response.isCommitted();
    }

    void text(String text) throws IOException {
        answer(200, "text/plain;charset=UTF-8", text);
    }

    void xml(String xml) throws IOException {
        answer(200, "application/xml;charset=UTF-8", xml);
    }

    void answer(int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        begin(status, type, bytes.length);
        Content.Sink.write(response, true, ByteBuffer.wrap(bytes));
    }

    void empty(int status) throws IOException {
        answer(status, "application/octet-stream", "");
    }

    void file(Snapshot file) throws IOException {
        try (FileChannel channel = FileChannel.open(file.file())) {
            begin(200, "application/octet-stream", file.length());
            ByteBuffer buffer =
                    ByteBuffer.allocateDirect((int) Math.max(1, Math.min(Snapshot.COPY_BUFFER, file.length())));
            long left = file.length();
            do {
                buffer.clear().limit((int) Math.min(buffer.capacity(), left));
                while (buffer.hasRemaining()) {
                    if (channel.read(buffer) < 0) {
                        throw new IOException("A file became shorter while it was being sent");
                    }
                }
                left -= buffer.flip().remaining();
                Content.Sink.write(response, left == 0, buffer);
            } while (left > 0);
        }
    }

    void multipart(MultipartBody multipart) throws IOException {
        begin(200, multipart.contentType(), multipart.contentLength());
        OutputStream out = Content.Sink.asOutputStream(response);
        multipart.writeTo(out);
        out.close(); // not on failure: the client must see that the answer is not whole
    }

    private void begin(int status, String type, long length) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
    }
}
