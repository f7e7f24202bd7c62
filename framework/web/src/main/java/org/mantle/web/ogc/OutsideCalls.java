package org.mantle.web.ogc;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.describe.ProblemText;
import org.mantle.web.http.WebProblem;

/**
 * The calls that go out because a caller asked for them: inputs that are links, and callbacks. They go by HTTPS, or to this machine; they
 * follow no redirect, take a short time and few bytes. Safe from many threads.
 */
final class OutsideCalls {

    /** How long the links of one request, or one callback, may take, to the last byte. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final System.Logger LOG = System.getLogger(OutsideCalls.class.getName());
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final int GREATEST_PORT = 65_535;

    /** How many links are fetched at a time; each holds a thread that others need. */
    private static final int MOST_FETCHED = 64;

    private final Duration patience;
    private final Semaphore fetching = new Semaphore(MOST_FETCHED);
    private @Nullable HttpClient client;

    OutsideCalls(Duration patience) {
        this.patience = patience;
    }

    /**
     * What a link led to.
     *
     * @param type its media type; empty when it has none
     * @param content its bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Fetched(String type, byte[] content) {}

    /**
     * Reads an address that may be called.
     *
     * @throws WebProblem with status 400 if it may not
     */
    static URI address(String name, JsonElement value) {
        if (value instanceof JsonPrimitive text) {
            try {
                URI address = new URI(text.getAsString());
                String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
                boolean isNear = address.getHost() != null
                        && THIS_MACHINE.contains(address.getHost().toLowerCase(Locale.ROOT));
                boolean isPort = address.getPort() != 0 && address.getPort() <= GREATEST_PORT;
                if (address.getHost() != null
                        && isPort
                        && (scheme.equals("https") || (scheme.equals("http") && isNear))) {
                    return address;
                }
            } catch (URISyntaxException e) {
                // told below
            }
        }
        throw OgcProblems.invalid("\"" + name + "\" must be an address that begins with https://, or with http:// and"
                + " names this machine, such as http://127.0.0.1:8000/");
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .connectTimeout(patience)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
        }
        return client;
    }

    /** Returns until when what begins now may take, by {@link System#nanoTime}. */
    long deadline() {
        return System.nanoTime() + patience.toNanos();
    }

    /**
     * Fetches what a link leads to.
     *
     * @param most how many bytes it may have
     * @param deadline until when it must be there, by {@link System#nanoTime}
     * @throws IOException if it cannot be had; the message says why
     */
    Fetched fetch(URI address, int most, long deadline) throws IOException {
        if (!fetching.tryAcquire()) {
            throw new IOException("as many links are being followed as may be; try again later");
        }
        try {
            return fetchNow(address, most, deadline);
        } finally {
            fetching.release();
        }
    }

    private Fetched fetchNow(URI address, int most, long deadline) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(address).build();
        CompletableFuture<HttpResponse<byte[]>> call = client().sendAsync(
                        request, head -> new BoundedBody(head.statusCode() == 200 ? most : BoundedBody.UNREAD));
        try {
            HttpResponse<byte[]> response = call.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (response.statusCode() != 200) {
                throw new IOException("it answers with status " + response.statusCode());
            }
            return new Fetched(response.headers().firstValue("Content-Type").orElse(""), response.body());
        } catch (TimeoutException e) {
            throw new IOException("the links of a request may take " + patience.toSeconds() + " seconds in all", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(ProblemText.message(cause), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the call was interrupted", e);
        } finally {
            // does nothing to one that is over
            call.cancel(true);
        }
    }

    /** Sends JSON to a subscriber, whose answer is not read. The stage completes when he has answered, or will not; it never fails. */
    CompletionStage<Void> tell(URI address, JsonElement json) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(patience)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JsonForm.COMPACT.text(json)))
                .build();
        return client().sendAsync(request, head -> new BoundedBody(BoundedBody.UNREAD))
                .handle((response, problem) -> {
                    if (problem != null) {
                        LOG.log(System.Logger.Level.INFO, "a subscriber could not be told: {0}", problem.getMessage());
                    }
                    return null;
                });
    }

    /** Takes a body of few bytes; where there are more, or none is wanted, the connection is closed and no more of them come. */
    private static final class BoundedBody implements HttpResponse.BodySubscriber<byte[]> {

        /** Stands for a body of which nothing is wanted. */
        static final int UNREAD = -1;

        private final int most;
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private Flow.@Nullable Subscription subscription;

        BoundedBody(int most) {
            this.most = most;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            if (most == UNREAD) {
                given.cancel();
                body.complete(new byte[0]);
            } else {
                given.request(Long.MAX_VALUE);
            }
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            for (ByteBuffer part : parts) {
                if (body.isDone()) {
                    return;
                }
                if (part.remaining() > most - content.size()) {
                    body.completeExceptionally(new IOException("it has more than " + most + " bytes"));
                    if (subscription != null) {
                        subscription.cancel();
                    }
                    return;
                }
                byte[] bytes = new byte[part.remaining()];
                part.get(bytes);
                content.writeBytes(bytes);
            }
        }

        @Override
        public void onError(Throwable problem) {
            body.completeExceptionally(problem);
        }

        @Override
        public void onComplete() {
            body.complete(content.toByteArray());
        }
    }
}
