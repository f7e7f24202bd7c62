package org.mantle.web.ogc;

import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.web.Explorer;
import org.mantle.web.ExplorerConfig;
import org.mantle.web.server.WebClient;

/**
 * Measures executions at once of {@code Echo} beside a bare handler of the same server, and what open dialogs and runs under way keep in memory;
 * runs when it is asked for by name. See docs/benchmarks.md.
 */
class OgcMeasurement {

    private static final int ROUNDS = 11;
    private static final long ROUND_NANOS = 2_000_000_000L;
    private static final int CALLERS = 4;
    private static final String BODY =
            "{\"inputs\":{\"Text\":\"hello\",\"Number\":1.5,\"Array\":[1,2,3],\"Object\":{\"a\":1,\"b\":\"c\"}}}";

    /** Reads JSON, and answers JSON, and nothing else. */
    private static final class Bare extends Handler.Abstract {

        private final JsonElement answer;

        Bare(JsonElement answer) {
            this.answer = answer;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            String text = new String(Content.Source.asInputStream(request).readAllBytes(), StandardCharsets.UTF_8);
            boolean isRead = JsonParser.parseString(text).getAsJsonObject().has("inputs");
            response.setStatus(isRead ? 200 : 400);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
            response.write(true, ByteBuffer.wrap(bytes), callback);
            return true;
        }
    }

    /** Sends one request after another over one connection. */
    private static long answered(URI address, String token, long until) throws IOException {
        byte[] request = ("POST " + address.getPath() + " HTTP/1.1\r\nHost: 127.0.0.1:" + address.getPort()
                        + "\r\nAccept: application/json\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                        + token
                        + "\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY)
                .getBytes(StandardCharsets.US_ASCII);
        long count = 0;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            socket.setTcpNoDelay(true);
            while (System.nanoTime() < until) {
                socket.getOutputStream().write(request);
                readAnswer(socket.getInputStream());
                count++;
            }
        }
        return count;
    }

    private static void readAnswer(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int next = in.read();
            head.write(next);
            matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
        String text = head.toString(StandardCharsets.US_ASCII);
        if (!text.startsWith("HTTP/1.1 200 ")) {
            throw new IOException(text);
        }
        int at = text.toLowerCase(Locale.ROOT).indexOf("content-length: ") + 16;
        in.skipNBytes(Long.parseLong(text.substring(at, text.indexOf('\r', at))));
    }

    private static double perSecond(ExecutorService callers, URI address, String token) throws Exception {
        long begun = System.nanoTime();
        List<Future<Long>> counts = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            counts.add(callers.submit(() -> answered(address, token, begun + ROUND_NANOS)));
        }
        long sum = 0;
        for (Future<Long> count : counts) {
            sum += count.get();
        }
        return sum * 1e9 / (System.nanoTime() - begun);
    }

    @Test
    void executionsAtOnceBesideABareHandler() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        try (Mantle mantle = Mantle.load();
                Explorer explorer =
                        Explorer.start(mantle, ExplorerConfig.builder().port(0).build())) {
            URI echo = explorer.root().resolve("/ogc/processes/Echo/execution");
            server.setHandler(
                    new Bare(new WebClient(explorer).post(echo.getPath(), BODY).element()));
            server.start();
            URI bare = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/");
            String token = explorer.token().orElseThrow();
            double[] ours = new double[ROUNDS];
            double[] theirs = new double[ROUNDS];
            double[] ratios = new double[ROUNDS];
            // the first ones warm up
            for (int round = -2; round < ROUNDS; round++) {
                double mine = perSecond(callers, echo, token);
                double other = perSecond(callers, bare, token);
                if (round >= 0) {
                    ours[round] = mine;
                    theirs[round] = other;
                    ratios[round] = mine / other;
                }
            }
            report("Echo at once, a second", ours);
            report("bare handler, a second", theirs);
            report("Echo over bare", ratios);
        } finally {
            server.stop();
            callers.shutdownNow();
        }
    }

    private static void report(String what, double... values) {
        Arrays.sort(values);
        System.out.printf(
                Locale.ROOT,
                "%s: median %.3f, least %.3f, most %.3f%n",
                what,
                values[values.length / 2],
                values[0],
                values[values.length - 1]);
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void whatDialogsAndRunsKeepInMemory() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        List<InputStream> streams = new ArrayList<>();
        try (Mantle mantle = Mantle.load();
                Explorer explorer =
                        Explorer.start(mantle, ExplorerConfig.builder().port(0).build())) {
            WebClient calls = new WebClient(explorer);
            for (int i = 0; i < 200; i++) {
                look(calls);
            }
            long before = heap();
            for (int i = 0; i < 100; i++) {
                streams.add(client.send(calls.request("/api/events").build(), HttpResponse.BodyHandlers.ofInputStream())
                        .body());
                look(calls);
            }
            long dialogs = heap();
            for (int i = 0; i < 1_000; i++) {
                calls.post("/api/runs", "{\"algorithm\":\"Wait\",\"values\":{\"Seconds\":3600}}");
            }
            await().until(() -> mantle.manager().running().size() == 1_000);
            long runs = heap();
            System.out.printf(
                    Locale.ROOT,
                    "heap: %.1f MB at first; 100 dialogs %.2f MB more; 1,000 runs under way %.2f MB more; %d threads%n",
                    before / 1e6,
                    (dialogs - before) / 1e6,
                    (runs - dialogs) / 1e6,
                    Thread.activeCount());
            mantle.manager().running().forEach(AlgorithmRun::cancel);
        } finally {
            for (InputStream stream : streams) {
                stream.close();
            }
        }
    }

    private static void look(WebClient calls) throws Exception {
        calls.post(
                "/api/form",
                "{\"algorithm\":\"Echo\",\"values\":{\"Text\":\"hello\",\"Number\":\"many\",\"Array\":[1,2]}}");
    }
}
