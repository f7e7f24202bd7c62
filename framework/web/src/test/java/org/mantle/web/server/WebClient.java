package org.mantle.web.server;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.mantle.web.Explorer;

/** Calls an explorer as a program of this machine does. */
public final class WebClient {

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI root;
    private final String token;

    /** Creates a client of an explorer, which knows its token. */
    public WebClient(Explorer explorer) {
        root = explorer.root();
        token = explorer.token().orElse("");
    }

    /** One answer. */
    public record Answered(int status, HttpResponse<String> response) {

        public String body() {
            return response.body();
        }

        public JsonElement element() {
            return JsonParser.parseString(body());
        }

        public JsonObject json() {
            return element().getAsJsonObject();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    /** Begins a request with the token; a path begins with a slash, and a whole address is taken as it is. */
    public HttpRequest.Builder request(String path) {
        URI address = path.startsWith("/") ? root.resolve(path) : URI.create(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(60));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    public Answered send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answered(response.statusCode(), response);
    }

    public Answered get(String path) throws IOException, InterruptedException {
        return send(request(path).header("Accept", "application/json"));
    }

    public Answered delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE());
    }

    public Answered post(String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    public Answered postInBackground(String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .header("Prefer", "respond-async")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }
}
