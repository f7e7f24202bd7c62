package org.mantle.web.server;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.mantle.commons.json.StrictJson;
import org.mantle.web.http.WebProblem;
import org.mantle.web.http.WebRequest;

/** A request as the server has it. */
final class ServedRequest implements WebRequest {

    private final Request request;
    private final String path;
    private final Map<String, String> variables;
    private final Fields query;

    ServedRequest(Request request, String path, Map<String, String> variables) {
        this.request = request;
        this.path = path;
        this.variables = variables;
        query = Request.extractQueryParameters(request);
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no variable \"" + name + "\"");
        }
        return value;
    }

    @Override
    public Optional<String> query(String name) {
        return Optional.ofNullable(query.getValue(name));
    }

    @Override
    public List<String> queryAll(String name) {
        return List.copyOf(query.getValuesOrEmpty(name));
    }

    @Override
    public String queryText() {
        return Optional.ofNullable(request.getHttpURI().getQuery()).orElse("");
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    @Override
    public List<String> headers(String name) {
        return List.copyOf(request.getHeaders().getValuesList(name));
    }

    @Override
    public Optional<String> preferred(List<String> offered) {
        return MediaRanges.of(headers("Accept")).preferred(offered);
    }

    @Override
    public String base() {
        return Guard.base(request);
    }

    @Override
    public InputStream body(long limit) {
        if (request.getHeaders().getLongField("Content-Length") > limit) {
            throw tooLong(limit);
        }
        return new BoundedBody(Content.Source.asInputStream(request), limit);
    }

    @Override
    public byte[] bytes(int limit) throws IOException {
        try (InputStream in = body(limit)) {
            return in.readAllBytes();
        }
    }

    @Override
    public JsonElement json(int limit) throws IOException {
        byte[] bytes = bytes(limit);
        try {
            return StrictJson.parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            throw WebProblem.of(400, "the body is not in UTF-8; send JSON in UTF-8");
        } catch (JsonParseException e) {
            throw WebProblem.of(400, "the body " + e.getMessage());
        }
    }

    private static WebProblem tooLong(long limit) {
        return WebProblem.of(413, "the body is too long; it may have " + limit + " bytes");
    }

    /** A body that ends with a problem where it is too long. */
    private static final class BoundedBody extends FilterInputStream {

        private final long limit;
        private long count;

        BoundedBody(InputStream in, long limit) {
            super(in);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            count(Math.max(read, 0));
            return read;
        }

        @Override
        public long skip(long wanted) throws IOException {
            long skipped = super.skip(wanted);
            count(skipped);
            return skipped;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        private void count(long more) {
            count += more;
            if (count > limit) {
                throw tooLong(limit);
            }
        }
    }
}
