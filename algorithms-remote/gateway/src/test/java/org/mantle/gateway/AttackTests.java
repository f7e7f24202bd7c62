package org.mantle.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.gateway.testing.Eventually.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;

/** Clients that want to stop a gateway, or to have more of it than their share. */
class AttackTests {

    private static final String SERVICE = "/platform/webservice/pacclient/";
    private static final String UPLOAD = "Content-Type: multipart/mixed; boundary=U\r\n";
    private static final String ENDED = "Your current login session was logout";

    /** Long enough for a busy machine to send what is sent at once. */
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(2);

    @TempDir
    Path data;

    private final List<Socket> sockets = new ArrayList<>();
    private Gateway gateway;
    private Wire wire;
    private String cookie;

    @BeforeAll
    static void needs() {
        Prerequisites.command("setsid", "util-linux");
    }

    private void start(GatewayConfig.Builder config) throws IOException {
        gateway = Gateway.start(config.build());
        gateway.users().add("fed", "secret".toCharArray());
        wire = new Wire(gateway);
        cookie = wire.logOn("fed", "secret");
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        if (gateway != null) {
            gateway.close();
        }
    }

    /** Sends something on a connection that stays open. */
    private Socket send(String text) throws IOException {
        Socket socket = wire.connect();
        sockets.add(socket);
        socket.getOutputStream().write(text.getBytes(UTF_8));
        return socket;
    }

    private String head(String requestLine, String headers) {
        return requestLine + " HTTP/1.1\r\n" + wire.hostHeader() + headers + "\r\n";
    }

    private void expectService() throws IOException {
        assertThat(wire.get(SERVICE + "ping", "").text()).contains("Web Services are ready");
        assertThat(wire.get(SERVICE + "jobs", cookie).text()).contains("<note>");
        assertThat(wire.upload(cookie, "0", "/work", "f", new byte[100_000]).text())
                .contains("successfully");
        assertThat(wire.logOn("fed", "secret")).isNotEmpty();
    }

    @Test
    void servesOthersWhileManyRequestsAreUnfinished() throws Exception {
        start(GatewayConfig.builder(data).clientPatience(Duration.ofHours(1)).connections(2000, 500));
        for (int i = 0; i < 70; i++) {
            send("POST " + SERVICE + "ping HTTP/1.1\r\n" + wire.hostHeader());
            send(head("POST " + SERVICE + "ping", "Content-Length: 100\r\n") + "x");
            send(head("GET " + SERVICE + "logon/", "Content-Length: 100\r\n") + "<User>");
            send(head("POST " + SERVICE + "upfile/0", "Transfer-Encoding: chunked\r\n") + "1\r\nx\r\n");
            send(head("POST " + SERVICE + "upfile/0", cookie + UPLOAD + "Content-Length: 9000\r\n") + "--U\r\n");
        }
        expectService();
    }

    @Test
    void servesOthersWhileManyReadNothingOfTheirFiles() throws Exception {
        start(GatewayConfig.builder(data).clientPatience(Duration.ofHours(1)).connections(2000, 500));
        String id = wire.submit(cookie, Scripts.executable(data, "fed", "t.sh", "truncate -s 1G big"), "");
        await().until(() -> wire.state(cookie, id).equals("Done"));
        for (int i = 0; i < 150; i++) {
            send(head("GET " + SERVICE + "file/" + id, cookie + "Content-Length: 3\r\n") + "big");
            send(head("GET " + SERVICE + "file/" + id, cookie + "Accept: multipart/mixed\r\nContent-Length: 3\r\n")
                    + "big");
        }
        assertThat(wire.state(cookie, id)).isEqualTo("Done");
        assertThat(wire.logOn("fed", "secret")).isNotEmpty();
    }

    @Test
    void cutsOffWhatDoesNotArriveInTimeOrTooSlowly() throws Exception {
        start(GatewayConfig.builder(data).clientPatience(SHORT_PATIENCE));
        Socket silent = send("");
        List<Socket> trickles = List.of(
                send("POST " + SERVICE + "ping HTTP/1.1\r\n" + wire.hostHeader() + "X: "),
                send(head("POST " + SERVICE + "ping", "Content-Length: 100000\r\n")),
                send(head("POST " + SERVICE + "logon", "Content-Length: 10000\r\n")),
                send(head("POST " + SERVICE + "upfile/0", "Content-Length: 100000\r\n")),
                send(head("POST " + SERVICE + "upfile/0", cookie + UPLOAD + "Content-Length: 100000\r\n") + "--U\r\n"));
        for (Socket trickle : trickles) {
            await().until(() -> !canSend(trickle));
        }
        assertThat(silent.getInputStream().read()).isEqualTo(-1);
    }

    private static boolean canSend(Socket socket) {
        try {
            socket.getOutputStream().write('x');
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void cutsOffWhoTakesNothingOfAnAnswer() throws Exception {
        start(GatewayConfig.builder(data).clientPatience(SHORT_PATIENCE));
        String id = wire.submit(cookie, Scripts.executable(data, "fed", "t.sh", "truncate -s 1G big"), "");
        await().until(() -> wire.state(cookie, id).equals("Done"));
        Socket slow = send(head("GET " + SERVICE + "file/" + id, cookie + "Content-Length: 3\r\n") + "big");

        await().until(() -> !canSend(slow));
    }

    @Test
    void makesRoomForANewConnectionOfAnAddressThatHasTooMany() throws Exception {
        start(GatewayConfig.builder(data).clientPatience(Duration.ofHours(1)).connections(1000, 10));
        List<Socket> idle = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            idle.add(send("POST " + SERVICE + "ping HTTP/1.1\r\n"));
            expectPing();
        }
        int open = 0;
        for (Socket socket : idle) {
            socket.setSoTimeout(1);
            open += isOpen(socket) ? 1 : 0;
        }
        assertThat(open).isBetween(1, 10);
    }

    private void expectPing() throws IOException {
        assertThat(wire.get(SERVICE + "ping", "").text()).contains("Web Services are ready");
    }

    private static boolean isOpen(Socket socket) {
        try {
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void letsNobodyWaitWhoIsLoggedInWhileManyLogIn() throws Exception {
        start(GatewayConfig.builder(data));
        ExecutorService threads = Executors.newFixedThreadPool(200);
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String user = "user" + i;
            answers.add(threads.submit(() -> wire.send(
                            "GET " + SERVICE + "logon/", "", "<User><name>" + user + "</name> <pass>x</pass> </User>")
                    .text()));
        }
        // not all of them are checked: most are told to come again
        assertThat(wire.get(SERVICE + "jobs", cookie).text()).contains("<note>");
        List<String> texts = new ArrayList<>();
        for (Future<String> answer : answers) {
            texts.add(answer.get());
        }
        threads.shutdown();
        assertThat(texts)
                .allMatch(text -> text.contains("is not right") || text.contains("try again in a few seconds"));
        assertThat(wire.logOn("fed", "secret")).isNotEmpty();
    }

    @Test
    void letsOthersLogInWhileOneAddressTriesManyUserNames() throws Exception {
        start(GatewayConfig.builder(data));
        for (int i = 0; i < 100; i++) {
            String body = "<User><name>user" + i + "</name> <pass>x</pass> </User>";
            send(head("GET " + SERVICE + "logon/", "Content-Length: " + body.length() + "\r\n") + body);
        }
        assertThat(wire.from("127.0.0.2").logOn("fed", "secret")).isNotEmpty();
    }

    @Test
    void readsOverLittleOfWhatAStrangerSends() throws Exception {
        start(GatewayConfig.builder(data));
        long sent = 0;
        byte[] block = new byte[1 << 16];
        try (Socket socket = wire.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(head("POST " + SERVICE + "upfile/0", UPLOAD + "Content-Length: 3000000000\r\n")
                    .getBytes(UTF_8));
            Wire.Answer answer = Wire.read(socket.getInputStream());
            assertThat(answer.text()).contains(ENDED);
            assertThat(answer.header("connection")).isEqualToIgnoringCase("close");
            while (sent < 100 << 20) {
                out.write(block);
                sent += block.length;
            }
        } catch (SocketException e) {
            // closed by the gateway
        }
        assertThat(sent).isLessThan(50 << 20);
    }

    @Test
    void refusesBeforeAnythingIsSentOfABodyThatIsNotWanted() throws Exception {
        start(GatewayConfig.builder(data));
        for (String operation : List.of("uplargefile/4711", "upfile/4711", "submitapp", "userCmd", "bogus")) {
            String headers = operation.equals("submitapp") ? UPLOAD : cookie + UPLOAD;
            try (Socket socket = wire.connect()) {
                socket.getOutputStream()
                        .write(head(
                                        "POST " + SERVICE + operation,
                                        headers + "Content-Length: 1000000\r\nExpect: 100-continue\r\n")
                                .getBytes(UTF_8));
                assertThat(Wire.read(socket.getInputStream()).status())
                        .as(operation)
                        .isEqualTo(200);
            }
        }
    }
}
