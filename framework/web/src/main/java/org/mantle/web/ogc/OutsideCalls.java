package org.mantle.web.ogc;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.json.JsonForm;
import org.mantle.web.http.WebProblem;

/**
 * The calls that go out because a caller asked for them: inputs that are links, and callbacks. They go by HTTPS, or to this machine; they
 * follow no redirect, take a short time and few bytes. Safe from many threads.
 */
final class OutsideCalls {

    private static final System.Logger LOG = System.getLogger(OutsideCalls.class.getName());
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private @Nullable HttpClient client;

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
                if (address.getHost() != null && (scheme.equals("https") || (scheme.equals("http") && isNear))) {
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
                    .connectTimeout(PATIENCE)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
        }
        return client;
    }

    /**
     * Fetches what a link leads to.
     *
     * @param most how many bytes it may have
     * @throws IOException if it cannot be had; the message says why
     */
    Fetched fetch(URI address, int most) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
        try {
            HttpResponse<InputStream> response = client().send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new IOException("it answers with status " + response.statusCode());
                }
                byte[] content = body.readNBytes(most + 1);
                if (content.length > most) {
                    throw new IOException("it has more than " + most + " bytes");
                }
                String type = response.headers().firstValue("Content-Type").orElse("");
                return new Fetched(type, content);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the call was interrupted", e);
        }
    }

    /** Sends JSON to a subscriber, and waits for nothing. */
    void tell(URI address, JsonElement json) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JsonForm.COMPACT.text(json)))
                .build();
        CompletableFuture<HttpResponse<Void>> unused = client().sendAsync(
                        request, HttpResponse.BodyHandlers.discarding())
                .whenComplete((response, problem) -> {
                    if (problem != null) {
                        LOG.log(System.Logger.Level.INFO, "a subscriber could not be told: {0}", problem.getMessage());
                    }
                });
    }
}
