package org.mantle.web.ogc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.RunState;
import org.mantle.web.http.Routes;
import org.mantle.web.http.WebReply;
import org.mantle.web.panel.HostFolders;
import org.mantle.web.run.RunPlaces;
import org.mantle.web.server.WebServer;

/** What callers, and those whom they name, can take of this server, and what they can not. */
@Timeout(600)
class OgcLimitsTests {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newBuilder().executor(threads).build();
    private final CountDownLatch stubbornness = new CountDownLatch(1);
    private Mantle mantle;
    private WebServer server;

    @BeforeEach
    void serve() throws IOException {
        mantle = Mantle.builder()
                .provider(new StubbornProvider())
                .serviceResolver(type -> type == CountDownLatch.class ? stubbornness : null)
                .build();
        Routes routes = new Routes();
        new OgcService(mantle, new HostFolders(List.of()), new RunPlaces(), Clock.systemUTC(), PATIENCE).addTo(routes);
        server = WebServer.start(0, null, routes);
    }

    /** Stops for nobody, until it may. */
    public static final class Stubborn extends Algorithm {

        public Stubborn() {}

        @Override
        protected void declare(Declaration declaration) {
            declaration.name("Stubborn").categories("Tests").summary("Stops for nobody.");
        }

        @Override
        protected void execute(Context run) {
            CountDownLatch until = run.service(CountDownLatch.class);
            boolean mayStop = false;
            while (!mayStop) {
                try {
                    until.await();
                    mayStop = true;
                } catch (InterruptedException e) {
                    // that is what being stubborn means
                }
            }
        }
    }

    /** Hands it over. */
    public static final class StubbornProvider implements AlgorithmProvider {

        public StubbornProvider() {}

        @Override
        public MethodHandles.Lookup lookup() {
            return MethodHandles.lookup();
        }

        @Override
        public List<Class<? extends Algorithm>> algorithms() {
            return List.of(Stubborn.class);
        }
    }

    @AfterEach
    void end() {
        stubbornness.countDown();
        server.close();
        mantle.close();
        threads.shutdownNow();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path)).header("Accept", "application/json");
    }

    private HttpRequest execution(String process, String body, String... headers) {
        HttpRequest.Builder request =
                request("/ogc/processes/" + process + "/execution").POST(HttpRequest.BodyPublishers.ofString(body));
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> job(String process, String body) throws IOException, InterruptedException {
        return send(execution(process, body, "Prefer", "respond-async"));
    }

    private int status(String path) throws IOException, InterruptedException {
        return send(request(path).build()).statusCode();
    }

    /** A server that answers each request with the head of an answer, and with a byte of its body now and then. */
    private final class Dripping implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        private final AtomicInteger came = new AtomicInteger();
        private final AtomicInteger open = new AtomicInteger();
        private final List<Long> begun = new CopyOnWriteArrayList<>();

        Dripping() throws IOException {
            threads.execute(() -> {
                while (!socket.isClosed()) {
                    try {
                        Socket connection = socket.accept();
                        threads.execute(() -> drip(connection));
                    } catch (IOException e) {
                        return;
                    }
                }
            });
        }

        private void drip(Socket connection) {
            came.incrementAndGet();
            begun.add(System.nanoTime());
            open.incrementAndGet();
            try (connection) {
                connection.setSoTimeout(100);
                InputStream in = connection.getInputStream();
                in.read(new byte[65_536]);
                OutputStream out = connection.getOutputStream();
                out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                while (true) {
                    out.write('x');
                    out.flush();
                    try {
                        if (in.read() < 0) {
                            return;
                        }
                    } catch (SocketTimeoutException e) {
                        // the next byte
                    }
                }
            } catch (IOException e) {
                // the caller has gone
            } finally {
                open.decrementAndGet();
            }
        }

        String address() {
            return "http://127.0.0.1:" + socket.getLocalPort() + "/";
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void executionsAtOnceHoldNoThreadAndTheirNumberIsBounded() throws Exception {
        String stubborn = job("Stubborn", "{}").headers().firstValue("Location").orElseThrow();
        await().until(() -> mantle.manager().running("Stubborn").get(0).state() == RunState.RUNNING);
        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        // far more than the server has threads
        for (int i = 0; i < 400; i++) {
            all.add(client.sendAsync(
                    execution("Wait", "{\"inputs\": {\"Seconds\": 3600}}"), HttpResponse.BodyHandlers.ofString()));
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> mantle.manager().running().size() == 401);
        assertThat(status("/ogc/conformance")).isEqualTo(200);
        // jobs and executions at once share the bound; those that were dismissed count until they have ended
        assertThat(send(HttpRequest.newBuilder(URI.create(stubborn)).DELETE().build())
                        .statusCode())
                .isEqualTo(200);
        for (int i = 401; i < RunPlaces.MOST_UNDER_WAY; i++) {
            assertThat(job("Wait", "{\"inputs\": {\"Seconds\": 3600}}").statusCode())
                    .isEqualTo(201);
        }
        HttpResponse<String> atOnce = send(execution("Echo", "{}"));
        assertThat(atOnce.statusCode()).isEqualTo(503);
        assertThat(atOnce.headers().firstValue("Retry-After")).isPresent();
        assertThat(job("Echo", "{}").statusCode()).isEqualTo(503);
        stubbornness.countDown();
        await().until(() -> job("Echo", "{}").statusCode() == 201);
        mantle.manager().running().forEach(AlgorithmRun::cancel);
        for (CompletableFuture<HttpResponse<String>> each : all) {
            assertThat(each.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
        }
        await().until(() -> send(execution("Echo", "{}")).statusCode() == 200);
    }

    @Test
    void aCallerWhoGoesAwayCancelsHisExecution() throws Exception {
        Socket socket = new Socket("127.0.0.1", URI.create(server.address()).getPort());
        String body = "{\"inputs\": {\"Seconds\": 3600}}";
        socket.getOutputStream()
                .write(("POST /ogc/processes/Wait/execution HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: "
                                + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.US_ASCII));
        await().until(() -> mantle.manager().running().size() == 1);
        socket.close();
        await().until(() -> mantle.manager().running().isEmpty());
    }

    @Test
    void anExecutionGoesOnWhenTheServerEnds() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(
                execution("Wait", "{\"inputs\": {\"Seconds\": 3600}}"), HttpResponse.BodyHandlers.ofString());
        await().until(() -> mantle.manager().running().size() == 1);
        server.close();
        assertThat(answer.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
        assertThat(mantle.manager().running()).hasSize(1);
        mantle.manager().running().get(0).cancel();
    }

    @Test
    void aLinkThatDripsIsGivenUp() throws Exception {
        try (Dripping far = new Dripping()) {
            String link = "{\"href\": \"" + far.address() + "\"}";
            long begun = System.nanoTime();
            HttpResponse<String> answer =
                    send(execution("Echo", "{\"inputs\": {\"Text\": " + link + ", \"Number\": " + link + "}}"));
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("may take 2 seconds in all");
            assertThat(took).isBetween(PATIENCE, PATIENCE.multipliedBy(15));
            // no link has a time of its own, behind that of another
            assertThat(far.begun)
                    .allSatisfy(
                            time -> assertThat(Duration.ofNanos(time - begun)).isLessThan(PATIENCE));
            await().until(() -> far.open.get() == 0);
        }
    }

    @Test
    void aSubscribersAnswerIsNotRead() throws Exception {
        try (Dripping far = new Dripping()) {
            for (int i = 0; i < 20; i++) {
                job("Echo", "{\"subscriber\": {\"successUri\": \"" + far.address() + "\"}}");
            }
            await().until(() -> far.came.get() == 20);
            await().atMost(PATIENCE.multipliedBy(5)).until(() -> far.open.get() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:99999/", "http://127.0.0.1:0/", "https://example.org:65536/"})
    void anAddressThatCannotBeCalledIsAProblemOfItsInput(String address) throws Exception {
        HttpResponse<String> link =
                send(execution("Echo", "{\"inputs\": {\"Text\": {\"href\": \"" + address + "\"}}}"));
        assertThat(link.statusCode()).isEqualTo(400);
        assertThat(link.body()).contains("\"Text\"");
        assertThat(job("Echo", "{\"subscriber\": {\"successUri\": \"" + address + "\"}}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatIsKeptOfEndedJobsIsBoundedByItsSize() throws Exception {
        int size = 8_000_000;
        String body = "{\"inputs\": {\"Text\": \"" + "x".repeat(size) + "\"}, \"outputs\": {\"Text\": {}}}";
        List<String> jobs = new ArrayList<>();
        int fitting = (int) (OgcJobs.MOST_BYTES / size);
        for (int i = 0; i < fitting + 2; i++) {
            String job = URI.create(
                            job("Echo", body).headers().firstValue("Location").orElseThrow())
                    .getPath();
            await().until(() -> send(request(job).build()).body().contains("\"successful\""));
            jobs.add(job);
        }
        HttpResponse<String> first = send(request(jobs.get(0)).build());
        assertThat(first.statusCode()).isEqualTo(410);
        assertThat(first.body()).contains("kept no longer");
        String last =
                send(request(jobs.get(jobs.size() - 1) + "/results").build()).body();
        assertThat(last).hasSize(size + 2);
        assertThat(jobs.stream().filter(job -> isKept(job)).count()).isBetween(2L, (long) fitting);
    }

    private boolean isKept(String job) {
        try {
            return status(job) == 200;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aSubscriberIsToldInOrderWhatHeWants() throws Exception {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        Routes routes = new Routes();
        for (String path : List.of("/{job}/good", "/{job}/bad", "/{job}/begun")) {
            routes.post(path, request -> {
                told.add(request.path() + " " + request.json(100_000));
                return WebReply.empty(204);
            });
        }
        try (WebServer subscriber = WebServer.start(0, null, routes)) {
            int many = 100;
            for (int i = 0; i < many; i++) {
                String root = subscriber.address() + "/" + i;
                job(
                        "Echo",
                        "{\"inputs\": {\"Text\": \"hello\"}, \"outputs\": {\"Text\": {}}, \"subscriber\": {\"successUri\": \""
                                + root + "/good\", \"inProgressUri\": \"" + root + "/begun\"}}");
            }
            await().until(() -> told.size() == 2 * many);
            for (int i = 0; i < many; i++) {
                String job = "/" + i + "/";
                List<String> mine = List.copyOf(told).stream()
                        .filter(each -> each.startsWith(job))
                        .toList();
                assertThat(mine.get(0)).startsWith(job + "begun ");
                assertThat(mine.get(1)).isEqualTo(job + "good {\"Text\":\"hello\"}");
            }
            told.clear();
            String root = subscriber.address() + "/gone";
            HttpResponse<String> created = job(
                    "Wait",
                    "{\"inputs\": {\"Seconds\": 3600}, \"subscriber\": {\"failedUri\": \"" + root
                            + "/bad\", \"inProgressUri\": \"" + root + "/begun\"}}");
            await().until(() -> told.size() == 1);
            send(HttpRequest.newBuilder(
                            URI.create(created.headers().firstValue("Location").orElseThrow()))
                    .DELETE()
                    .build());
            await().until(() -> told.size() == 2);
            assertThat(told.get(1)).startsWith("/gone/bad ").contains("no-such-job", "cancelled");
        }
    }
}
