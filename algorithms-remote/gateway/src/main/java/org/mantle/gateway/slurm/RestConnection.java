package org.mantle.gateway.slurm;

import com.google.gson.JsonObject;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the REST daemon in the names of users, and reads its answers. Safe for use by several threads.
 *
 * <p>The daemon knows HTTP/1.1 only: no upgrade, no chunks, and the plain content type alone. No request is sent twice.
 */
final class RestConnection {

    /** A listing of 100,000 jobs has less. */
    private static final long LONGEST = 1L << 30;

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);

    private final HttpClient client;
    private final String base;
    private final UserTokens tokens;
    private final Duration patience;

    RestConnection(URI url, UserTokens tokens, Duration patience) {
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                // what comes is put into a queue for who waits, which needs no thread of its own; one would take longer
                // to wake
                .executor(Runnable::run)
                .build();
        base = url.toString().replaceAll("/+$", "");
        this.tokens = tokens;
        this.patience = patience;
    }

    /** Nothing of the request has reached the daemon. */
    static final class NotSentException extends IOException {

        private static final long serialVersionUID = 1L;

        NotSentException(Throwable cause) {
            super("slurmrestd cannot be reached: " + cause, cause);
        }
    }

    /** Reads the body of an answer. */
    interface BodyReader<T> {
        T read(int status, boolean json, InputStream body) throws IOException;
    }

    RestAnswer get(String user, String path, Consumer<JobRecord> jobs) throws IOException {
        return get(user, path, (status, json, body) -> AnswerReader.read(status, json, body, jobs));
    }

    <T> T get(String user, String path, BodyReader<T> reader) throws IOException {
        return send(request(user, path).GET().build(), reader);
    }

    RestAnswer post(String user, String path, JsonObject body) throws IOException {
        HttpRequest request = request(user, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        return send(request, RestConnection::read);
    }

    RestAnswer delete(String user, String path) throws IOException {
        return send(request(user, path).DELETE().build(), RestConnection::read);
    }

    private static RestAnswer read(int status, boolean json, InputStream body) throws IOException {
        return AnswerReader.read(status, json, body, job -> {});
    }

    private HttpRequest.Builder request(String user, String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(patience)
                .header("X-SLURM-USER-NAME", user)
                .header("X-SLURM-USER-TOKEN", tokens.of(user));
    }

    private <T> T send(HttpRequest request, BodyReader<T> reader) throws IOException {
        HttpResponse<InputStream> response = exchange(request);
        boolean json = response.headers()
                .firstValue("Content-Type")
                .map(type -> type.startsWith("application/json"))
                .orElse(false);
        InputStream body = response.body();
        // the client's own limit ends with the head of an answer
        CompletableFuture<@Nullable Void> late = new CompletableFuture<>();
        CompletableFuture<Void> closing = late.thenRun(() -> closeQuietly(body));
        late.completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS);
        try (InputStream bounded = new BoundedInput(body)) {
            return reader.read(response.statusCode(), json, bounded);
        } catch (IOException e) {
            if (late.isDone()) {
                throw new HttpTimeoutException(
                        "slurmrestd did not end its answer within " + patience.toSeconds() + " s");
            }
            throw e;
        } finally {
            late.cancel(false);
            closing.cancel(false);
        }
    }

    private HttpResponse<InputStream> exchange(HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new NotSentException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(e);
        } catch (IOException e) {
            if (e.getCause() instanceof UnresolvedAddressException) {
                throw new NotSentException(e);
            }
            throw e;
        }
    }

    private static IOException interrupted(InterruptedException cause) {
        IOException failure = new InterruptedIOException("interrupted while slurmrestd was asked");
        failure.initCause(cause);
        return failure;
    }

    private static void closeQuietly(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // whoever reads from it is told
        }
    }

    /** Refuses an answer without end. */
    private static final class BoundedInput extends FilterInputStream {

        private long left = LONGEST;

        BoundedInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return count(super.read(), 1);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int got = super.read(bytes, offset, length);
            return count(got, got);
        }

        private int count(int result, int got) throws IOException {
            left -= Math.max(0, got);
            if (left < 0) {
                throw new IOException("slurmrestd's answer is longer than " + LONGEST + " bytes");
            }
            return result;
        }
    }
}
