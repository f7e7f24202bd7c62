package org.mantle.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.gateway.testing.Eventually.await;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.gateway.testing.ProcessTable;

/** A gateway with little memory, in a process of its own, as a module. */
class OwnProcessTests {

    private static final String SERVICE = "/platform/webservice/pacclient/";
    private static final long SIZE = 300L << 20;
    private static final String HEAP = "-Xmx40m";

    @TempDir
    Path data;

    private GatewayProcess gateway;
    private Process process;
    private Wire wire;

    @BeforeEach
    void startGateway() throws IOException {
        Prerequisites.command("setsid", "util-linux");
        gateway = GatewayProcess.start(
                data,
                GatewayMode.EMBEDDED,
                List.of(HEAP),
                Map.of("PATH", slowShell() + File.pathSeparator + System.getenv("PATH")));
        process = gateway.process();
        wire = gateway.wire();
    }

    /** A folder with a shell that does nothing while there is a file {@code hold}: the gateway sends signals by the shell. */
    private Path slowShell() throws IOException {
        Path folder = Files.createDirectories(data.resolve("shell"));
        Path shell = folder.resolve("sh");
        Files.writeString(
                shell,
                "#!/bin/sh\nwhile [ -e '" + data.resolve("hold") + "' ]; do sleep 0.05; done\nexec /bin/sh \"$@\"\n");
        Files.setPosixFilePermissions(shell, PosixFilePermissions.fromString("rwx------"));
        return folder;
    }

    @AfterEach
    void stopGateway() throws InterruptedException {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void movesFilesManyTimesLargerThanItsMemoryBothWays() throws Exception {
        String cookie = wire.logOn("fed", "secret");
        String id = wire.submit(cookie, Scripts.executable(data, "fed", "t.sh", "exit 0"), "");
        byte[] block = new byte[1 << 20];
        new Random(7).nextBytes(block);
        MessageDigest sent = MessageDigest.getInstance("SHA-256");
        byte[] start = "--U\r\nContent-Disposition: form-data; name=\"big\"; filename=\"big\"\r\n\r\n".getBytes(UTF_8);
        byte[] end = "\r\n--U--\r\n".getBytes(UTF_8);
        try (Socket socket = wire.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + SERVICE + "upfile/" + id + " HTTP/1.1\r\n" + wire.hostHeader() + cookie
                            + "Content-Type: multipart/mixed; boundary=U\r\nContent-Length: "
                            + (start.length + SIZE + end.length) + "\r\n\r\n")
                    .getBytes(UTF_8));
            out.write(start);
            for (long at = 0; at < SIZE; at += block.length) {
                block[(int) (at >> 20)]++;
                sent.update(block);
                out.write(block);
            }
            out.write(end);
            assertThat(Wire.read(socket.getInputStream()).text()).contains("successfully");
        }
        byte[] expected = sent.digest();
        expectDownload(id, cookie, "", expected, 0);
        expectDownload(id, cookie, "Accept: multipart/mixed\r\n", expected, 1);
        try (InputStream packed = packed(id, cookie, "big|gzip")) {
            assertThat(digestOf(new GZIPInputStream(packed))).isEqualTo(expected);
        }
        try (InputStream packed = packed(id, cookie, "big|tar cf")) {
            // one head, and the file in whole blocks, and two of zeros
            packed.skipNBytes(512);
            MessageDigest received = MessageDigest.getInstance("SHA-256");
            for (long at = 0; at < SIZE; at += block.length) {
                received.update(packed.readNBytes(block.length));
            }
            assertThat(received.digest()).isEqualTo(expected);
            assertThat(packed.readAllBytes()).isEqualTo(new byte[1024]);
        }
    }

    @Test
    void joinsPiecesThatAreLargerThanItsMemory() throws Exception {
        String cookie = wire.logOn("fed", "secret");
        byte[] block = new byte[1 << 20];
        new Random(8).nextBytes(block);
        MessageDigest sent = MessageDigest.getInstance("SHA-256");
        int blocks = 60;
        for (int piece = 1; piece <= 3; piece++) {
            StringBuilder start = new StringBuilder("--U\r\nContent-ID: <DirName>\r\n\r\n/work\r\n");
            for (String field : List.of("chunkid=" + piece, "chunkamount=3", "chunkbase=big")) {
                String[] pair = field.split("=");
                start.append("--U\r\nContent-ID: <" + pair[0] + ">\r\n\r\n" + pair[1] + "\r\n");
            }
            start.append("--U\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n");
            byte[] head = start.toString().getBytes(UTF_8);
            byte[] end = "\r\n--U--\r\n".getBytes(UTF_8);
            try (Socket socket = wire.connect()) {
                OutputStream out = socket.getOutputStream();
                out.write(("POST " + SERVICE + "uplargefile/0 HTTP/1.1\r\n" + wire.hostHeader() + cookie
                                + "Content-Type: multipart/mixed; boundary=U\r\nContent-Length: "
                                + (head.length + (long) blocks * block.length + end.length) + "\r\n\r\n")
                        .getBytes(UTF_8));
                out.write(head);
                for (int at = 0; at < blocks; at++) {
                    block[at]++;
                    sent.update(block);
                    out.write(block);
                }
                out.write(end);
                assertThat(Wire.read(socket.getInputStream()).text()).contains("uploaded successfully");
            }
        }

        try (InputStream file = Files.newInputStream(data.resolve("fed/work/big"))) {
            assertThat(digestOf(file)).isEqualTo(sent.digest());
        }
    }

    /** Asks by POST, which is served alike, and by Java's own client, which takes chunks apart. */
    private InputStream packed(String id, String cookie, String wanted) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) wire.uri(SERVICE + "file/" + id).toURL().openConnection();
        connection.setRequestProperty("Cookie", cookie.strip().substring("Cookie: ".length()));
        connection.setDoOutput(true);
        connection.getOutputStream().write(wanted.getBytes(UTF_8));
        return connection.getInputStream();
    }

    private static byte[] digestOf(InputStream in) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[1 << 18];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            digest.update(buffer, 0, count);
        }
        return digest.digest();
    }

    private void expectDownload(String id, String cookie, String accept, byte[] expected, int wrapping)
            throws Exception {
        try (Socket socket = wire.connect()) {
            socket.getOutputStream()
                    .write(("GET " + SERVICE + "file/" + id + " HTTP/1.1\r\n" + wire.hostHeader() + cookie + accept
                                    + "Content-Length: 3\r\n\r\nbig")
                            .getBytes(UTF_8));
            InputStream in = socket.getInputStream();
            String head = readTo(in, "\r\n\r\n");
            assertThat(head).startsWith("HTTP/1.1 200");
            if (wrapping > 0) {
                assertThat(readTo(in, "\r\n\r\n")).contains("Content-ID: <big>");
            }
            MessageDigest received = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 18];
            long left = SIZE;
            while (left > 0) {
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                assertThat(count).isPositive();
                received.update(buffer, 0, count);
                left -= count;
            }
            assertThat(received.digest()).isEqualTo(expected);
        }
    }

    @Test
    void refusesASubmissionOfMoreTextThanItsMemoryHolds() throws Exception {
        String cookie = wire.logOn("fed", "secret");
        String start = "--U\r\nContent-Disposition: form-data; name=\"AppName\"\r\n\r\ngeneric\r\n";
        String parameter = "--U\r\nContent-Disposition: form-data; name=\"P\"\r\nContent-Type: application/xml\r\n\r\n"
                + "<AppParam><id>P</id><value>" + "v".repeat(1 << 19) + "</value><type></type></AppParam>\r\n";
        Wire.Answer answer = wire.send(
                "POST " + SERVICE + "submitapp",
                cookie + "Content-Type: multipart/mixed; boundary=U\r\n",
                start + parameter.repeat(100) + "--U--\r\n");

        assertThat(answer.text()).contains("more than 1048576 bytes of parameters is refused");
        assertThat(wire.get(SERVICE + "jobs", cookie).text()).contains("<note>");
    }

    @Test
    void leavesNothingOfWhatWasArrivingWhenItWasKilled() throws Exception {
        String cookie = wire.logOn("fed", "secret");
        Path work = data.resolve("fed/work");
        Files.createDirectories(work.resolve("in"));
        Files.writeString(work.resolve("in/.mine.part"), "a user's own");
        String start = "--U\r\nContent-ID: <DirName>\r\n\r\n/work/in\r\n"
                + "--U\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n" + "half".repeat(500_000);
        try (Socket upload = sendUnfinished("upfile/0", cookie, start);
                Socket submission = sendUnfinished(
                        "submitapp",
                        cookie,
                        "--U\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n"
                                + "half".repeat(500_000))) {
            await().until(() -> unfinished(work.resolve("in")) == 2 && unfinished(work.resolve("jobs")) >= 1);
            assertThat(upload.isConnected() && submission.isConnected()).isTrue();
            process.destroyForcibly().waitFor();
        }
        assertThat(unfinished(work.resolve("in"))).isEqualTo(2);

        Gateway.start(data).close();
        assertThat(work.resolve("in").toFile().list()).containsExactly(".mine.part");
        assertThat(work.resolve("jobs")).isEmptyDirectory();
    }

    private Socket sendUnfinished(String operation, String cookie, String body) throws IOException {
        Socket socket = wire.connect();
        socket.getOutputStream()
                .write(("POST " + SERVICE + operation + " HTTP/1.1\r\n" + wire.hostHeader() + cookie
                                + "Content-Type: multipart/mixed; boundary=U\r\nContent-Length: 9000000\r\n\r\n" + body)
                        .getBytes(UTF_8));
        return socket;
    }

    private static int unfinished(Path folder) {
        String[] names = folder.toFile().list((parent, name) -> name.matches("\\..+\\.part|\\.arriving-.+"));
        return names == null ? 0 : names.length;
    }

    private static String readTo(InputStream in, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            text.append((char) in.read());
        }
        return text.toString();
    }

    @Test
    void tellsTheStateOfJobsWhileASignalIsOnItsWay() throws Exception {
        String cookie = wire.logOn("fed", "secret");
        String id = wire.submit(
                cookie,
                Scripts.executable(data, "fed", "long.sh", "echo $$ > pid.tmp; mv pid.tmp pid; sleep 100000"),
                "");
        await().until(() -> wire.get(SERVICE + "jobfiles/" + id, cookie).text().contains("/pid*"));
        Path hold = Files.createFile(data.resolve("hold"));
        CompletableFuture<Wire.Answer> stopping = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                stopping.complete(wire.get(SERVICE + "jobOperation/suspend/" + id, cookie));
            } catch (IOException e) {
                stopping.completeExceptionally(e);
            }
        });
        thread.start();
        await().until(() -> process.descendants()
                .anyMatch(child -> child.info().commandLine().orElse("").contains("STOP")));

        assertThat(wire.state(cookie, id)).isEqualTo("Running");
        assertThat(stopping).isNotDone();
        Files.delete(hold);
        assertThat(stopping.join().text()).contains("is being stopped");
        assertThat(wire.state(cookie, id)).isEqualTo("Suspended");
    }

    @Test
    void leavesRunningJobsToTheNextWhenItIsKilled() throws Exception {
        String cookie = wire.logOn("fed", "secret");
        String id = wire.submit(
                cookie,
                Scripts.executable(data, "fed", "long.sh", "echo $$ > pid.tmp; mv pid.tmp pid; sleep 100000"),
                "");
        await().until(() -> wire.get(SERVICE + "jobfiles/" + id, cookie).text().contains("/pid*"));
        String pid =
                wire.send("GET " + SERVICE + "file/" + id, cookie, "pid").text().strip();
        process.destroyForcibly().waitFor();
        assertThat(ProcessTable.runs(pid)).isTrue();

        try (Gateway next = Gateway.start(data)) {
            Wire nextWire = new Wire(next);
            String nextCookie = nextWire.logOn("fed", "secret");
            assertThat(nextWire.state(nextCookie, id)).isEqualTo("Running");
            assertThat(nextWire.get(SERVICE + "jobfiles/" + id, nextCookie).text())
                    .contains("/pid*");
            assertThat(nextWire.get(SERVICE + "jobOperation/kill/" + id, nextCookie)
                            .text())
                    .contains("is being terminated");
            await().until(() -> nextWire.state(nextCookie, id).equals("Exit"));
            assertThat(ProcessTable.runs(pid)).isFalse();
            await().until(() -> data.resolve(".gateway/processes").toFile().list().length == 0);
        }
    }

    @Test
    void endsItsJobsWhenItIsToldToExit() throws Exception {
        String cookie = wire.logOn("fed", "secret");
        String id = wire.submit(
                cookie,
                Scripts.executable(
                        data, "fed", "long.sh", "sleep 100000 &\necho $! > child.tmp; mv child.tmp child; wait"),
                "");
        await().until(() -> wire.get(SERVICE + "jobfiles/" + id, cookie).text().contains("/child*"));
        String child = wire.send("GET " + SERVICE + "file/" + id, cookie, "child")
                .text()
                .strip();
        assertThat(ProcessTable.runs(child)).isTrue();

        process.destroy();
        assertThat(process.waitFor()).isEqualTo(143);
        assertThat(ProcessTable.runs(child)).isFalse();
    }
}
