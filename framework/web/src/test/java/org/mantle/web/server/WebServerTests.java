package org.mantle.web.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.web.http.EventSink;
import org.mantle.web.http.Routes;
import org.mantle.web.http.WebProblem;
import org.mantle.web.http.WebReply;

/** How replies of every kind are sent, over connections of this machine. */
class WebServerTests {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean gone = new AtomicBoolean();
    private final AtomicReference<EventSink> listener = new AtomicReference<>();
    private final CompletableFuture<WebReply> later = new CompletableFuture<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final AtomicBoolean mayEnd = new AtomicBoolean();
    private WebServer server;

    @BeforeEach
    void serve() throws IOException {
        Routes routes = new Routes();
        routes.get("/stream", request -> WebReply.stream(WebReply.TEXT, new Watched("hello"), 5));
        routes.get("/hello", request -> WebReply.text(WebReply.TEXT, "hello"));
        routes.get("/slow", request -> {
            begun.countDown();
            await().untilTrue(mayEnd);
            return WebReply.text(WebReply.TEXT, "done");
        });
        routes.get("/later", request -> {
            begun.countDown();
            return WebReply.later(later, () -> gone.set(true));
        });
        // what begins while the server ends
        routes.get("/slow-later", request -> {
            begun.countDown();
            await().untilTrue(mayEnd);
            return WebReply.later(later, () -> gone.set(true));
        });
        routes.get("/slow-events", request -> {
            begun.countDown();
            await().untilTrue(mayEnd);
            return WebReply.events(sink -> () -> closed.set(true));
        });
        routes.get(
                "/events",
                request -> WebReply.events(sink -> {
                    listener.set(sink);
                    return () -> closed.set(true);
                }));
        routes.get(
                "/broken",
                request -> WebReply.events(sink -> {
                    throw new IllegalStateException("it cannot begin");
                }));
        routes.get("/file/{name...}", new StaticFiles("name", WebServerTests::file));
        server = WebServer.start(0, null, routes);
    }

    @AfterEach
    void end() {
        server.close();
    }

    private static Optional<InputStream> file(String name) {
        return Optional.of(new ByteArrayInputStream((name + " ").repeat(1_000).getBytes(StandardCharsets.UTF_8)));
    }

    /** Notes that it is closed. */
    private final class Watched extends ByteArrayInputStream {

        Watched(String text) {
            super(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }

    private HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private Socket begin(String path) throws IOException {
        Socket socket = new Socket("127.0.0.1", URI.create(server.address()).getPort());
        socket.setSoTimeout(60_000);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void whatIsSentIsClosed(String method) throws Exception {
        HttpResponse<String> answer = send(method, "/stream");
        assertThat(answer.headers().firstValue("Content-Length")).contains("5");
        assertThat(answer.body()).isEqualTo(method.equals("GET") ? "hello" : "");
        await().untilTrue(closed);
    }

    @Test
    void aStreamThatCannotBeginLeavesNoListener() throws Exception {
        try (Socket socket = begin("/broken")) {
            String all = new String(readUntilEnd(socket), StandardCharsets.UTF_8);
            // no good end: that would be an empty chunk
            assertThat(all).doesNotEndWith("\r\n0\r\n\r\n");
        }
        await().until(() -> server.listeners() == 0);
    }

    private static byte[] readUntilEnd(Socket socket) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (IOException e) {
            // the connection was cut, which is an end too
        }
        return all.toByteArray();
    }

    @Test
    void aListenerThatReadsNothingIsCutOffByWhatWaitsForIt() throws Exception {
        try (Socket socket = begin("/events")) {
            await().until(() -> listener.get() != null && server.listeners() == 1);
            String large = "x".repeat(1024 * 1024);
            int sent = 0;
            while (sent < 100 && listener.get().send("log", large)) {
                sent++;
            }
            // far fewer than may wait, but many bytes
            assertThat(sent).isBetween(4, 99);
            await().untilTrue(closed);
            assertThat(server.listeners()).isZero();
            String all = new String(readUntilEnd(socket), StandardCharsets.UTF_8);
            assertThat(all).doesNotEndWith("\r\n0\r\n\r\n");
        }
    }

    @Test
    void aReplyThatComesLaterHoldsNoThread() throws Exception {
        // more than there are threads
        int many = 300;
        Socket[] waiting = new Socket[many];
        for (int i = 0; i < many; i++) {
            waiting[i] = begin("/later");
        }
        assertThat(send("GET", "/hello").body()).isEqualTo("hello");
        later.complete(WebReply.text(WebReply.TEXT, "at last"));
        for (Socket socket : waiting) {
            byte[] head = socket.getInputStream().readNBytes(15);
            assertThat(new String(head, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200 OK");
            socket.close();
        }
        assertThat(gone).isFalse();
    }

    @Test
    void aProblemThatComesLaterIsToldAsOne() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = CLIENT.sendAsync(
                HttpRequest.newBuilder(URI.create(server.address() + "/later")).build(),
                HttpResponse.BodyHandlers.ofString());
        later.completeExceptionally(WebProblem.of(409, "not now"));
        assertThat(answer.get().statusCode()).isEqualTo(409);
        assertThat(answer.get().body()).contains("not now");
        // the connection goes on
        assertThat(send("GET", "/hello").body()).isEqualTo("hello");
    }

    @Test
    void aCallerWhoGoesAwayIsNoticed() throws Exception {
        Socket socket = begin("/later");
        begun.await();
        assertThat(gone).isFalse();
        socket.close();
        await().untilTrue(gone);
        later.complete(WebReply.empty(204));
        assertThat(send("GET", "/hello").body()).isEqualTo("hello");
    }

    @Test
    void aFurtherRequestIsNotTakenForGoingAway() throws Exception {
        try (Socket socket = begin("/later")) {
            socket.getOutputStream()
                    .write("GET /hello HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            begun.await();
            later.complete(WebReply.text(WebReply.TEXT, "at last"));
            String all = new String(readUntilEnd(socket), StandardCharsets.UTF_8);
            assertThat(all).startsWith("HTTP/1.1 200 OK").contains("at last");
            assertThat(gone).isFalse();
        }
    }

    @Test
    void whoWaitsIsToldThatTheServerEnds() throws Exception {
        try (Socket socket = begin("/later")) {
            begun.await();
            server.close();
            assertThat(new String(readUntilEnd(socket), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 503 ")
                    .contains("closing");
            assertThat(gone).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"/slow-later, HTTP/1.1 503", "/slow-events, HTTP/1.1 200"})
    void whoBeginsToWaitWhileTheServerEndsIsToldToo(String path, String status) throws Exception {
        int port = URI.create(server.address()).getPort();
        try (Socket socket = begin(path)) {
            begun.await();
            CompletableFuture<Void> end = CompletableFuture.runAsync(server::close);
            // those who listen have been told before the server takes no more connections
            await().until(() -> isRefused(port));
            mayEnd.set(true);
            assertThat(new String(readUntilEnd(socket), StandardCharsets.UTF_8))
                    .startsWith(status)
                    .contains("closing");
            end.get();
            assertThat(gone).isFalse();
        }
    }

    private static boolean isRefused(int port) {
        try (Socket further = new Socket("127.0.0.1", port)) {
            return !further.isConnected();
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void whatIsBeingAnsweredIsAnsweredWhenTheServerEnds() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = CLIENT.sendAsync(
                HttpRequest.newBuilder(URI.create(server.address() + "/slow")).build(),
                HttpResponse.BodyHandlers.ofString());
        begun.await();
        CompletableFuture<Void> end = CompletableFuture.runAsync(server::close);
        // longer than a connection is kept on which nothing moves
        await().during(Duration.ofMillis(400)).until(() -> !answer.isDone());
        mayEnd.set(true);
        assertThat(answer.get().body()).isEqualTo("done");
        end.get();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hello?a=%", "/hello?token=%ZZ", "/hello?a=%FF%FE", "/hello?a=%C3"})
    void aMalformedQueryIsTheCallersFault(String path) throws Exception {
        try (Socket socket = begin(path)) {
            byte[] head = socket.getInputStream().readNBytes(12);
            assertThat(new String(head, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 400");
        }
    }

    @Test
    void eachFormOfAFileHasATagOfItsOwn() throws Exception {
        String plain = send("GET", "/file/a.txt").headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> packed = send("GET", "/file/a.txt", "Accept-Encoding", "br, gzip;q=0.5");
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        String tag = packed.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).isNotEqualTo(plain);
        assertThat(send("GET", "/file/a.txt", "Accept-Encoding", "gzip", "If-None-Match", plain)
                        .statusCode())
                .isEqualTo(200);
        for (String known : new String[] {tag, "W/" + tag, "\"x\", " + tag, "*"}) {
            assertThat(send("GET", "/file/a.txt", "Accept-Encoding", "gzip", "If-None-Match", known)
                            .statusCode())
                    .as(known)
                    .isEqualTo(304);
        }
        assertThat(send("GET", "/file/a.txt", "Accept-Encoding", "gzip;q=0")
                        .headers()
                        .firstValue("Content-Encoding"))
                .isEmpty();
    }
}
