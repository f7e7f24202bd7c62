package org.mantle.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mantle.gateway.testing.Eventually.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;

/** What a gateway tells those who run it: its health, its numbers, who did what; and how it stops. */
class WatchTests {

    private static final String SERVICE = "/platform/webservice/pacclient/";

    private static final String FIRST_HALF = "first half, ".repeat(100_000);

    @TempDir
    Path data;

    @TempDir
    Path logs;

    private Gateway gateway;
    private Wire wire;

    @BeforeEach
    void start() throws IOException {
        Prerequisites.command("setsid", "util-linux");
        start(Duration.ZERO);
        gateway.users().add("fed", "marked-password".toCharArray());
    }

    private void start(Duration drain) throws IOException {
        gateway = Gateway.start(GatewayConfig.builder(data)
                .name("portal.example")
                .metricsToken("right-token")
                .auditLog(logs.resolve("audit.jsonl"))
                .drain(drain)
                .build());
        wire = new Wire(gateway);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Wire.Answer fromElsewhere(String path, String headers) throws IOException {
        return wire.sendRaw(
                ("GET " + path + " HTTP/1.1\r\nHost: portal.example\r\n" + headers + "Connection: close\r\n\r\n")
                        .getBytes(UTF_8));
    }

    private List<JsonObject> audit() throws IOException {
        return Files.readAllLines(logs.resolve("audit.jsonl")).stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                // a line is written when its call is answered, perhaps after that of the next
                .sorted(Comparator.comparingLong(line -> line.get("request").getAsLong()))
                .toList();
    }

    @Test
    void itsHealthIsToldToAllAndWhatIsWrongToThisMachine() throws IOException {
        Wire.Answer well = wire.get("/health", "");
        assertThat(well.status()).isEqualTo(200);
        assertThat(JsonParser.parseString(well.text()))
                .isEqualTo(JsonParser.parseString("{\"status\":\"up\",\"troubles\":[]}"));

        // no file can have the name of a folder
        Files.createDirectories(data.resolve(".gateway/probe/x"));
        // what was found counts for some seconds
        await().until(() -> wire.get("/health", "").status() == 503);
        Wire.Answer ill = wire.get("/health", "");
        assertThat(ill.text()).contains("\"down\"").contains("nothing can be written into the data folder");

        Wire.Answer elsewhere = fromElsewhere("/health", "");
        assertThat(elsewhere.status()).isEqualTo(503);
        assertThat(elsewhere.text()).isEqualTo("{\"status\":\"down\"}");
        assertThat(wire.send("POST /health", "", "").status()).isEqualTo(405);
    }

    @Test
    void itsNumbersAreForThisMachineAndForWhoHasTheToken() throws IOException {
        String cookie = wire.logOn("fed", "marked-password");
        wire.get(SERVICE + "jobs", cookie);
        wire.get(SERVICE + "jobs", "");
        wire.get(SERVICE + "nonsense", cookie);
        await().untilAsserted(() -> assertThat(wire.get("/metrics", "").text())
                .contains("mantle_gateway_calls_total{operation=\"jobs\",outcome=\"done\"} 1.0\n")
                .contains("mantle_gateway_calls_total{operation=\"jobs\",outcome=\"refused\"} 1.0\n")
                .contains("mantle_gateway_calls_total{operation=\"logon\",outcome=\"done\"} 1.0\n")
                .contains("mantle_gateway_calls_total{operation=\"other\",outcome=\"refused\"} 1.0\n")
                .contains("mantle_gateway_call_duration_seconds_bucket{operation=\"jobs\",le=\"+Inf\"} 2\n")
                .containsPattern("mantle_gateway_disk_free_bytes [1-9]")
                .contains("mantle_gateway_jobs_waiting 0.0\n", "mantle_gateway_jobs_running 0.0\n")
                .doesNotContain("slurm")
                .doesNotContain("nonsense"));

        assertThat(fromElsewhere("/metrics", "").status()).isEqualTo(403);
        assertThat(fromElsewhere("/metrics", "Authorization: Bearer wrong\r\n").status())
                .isEqualTo(403);
        Wire.Answer right = fromElsewhere("/metrics", "Authorization: Bearer right-token\r\n");
        assertThat(right.status()).isEqualTo(200);
        assertThat(right.header("Content-Type")).startsWith("text/plain; version=0.0.4");
    }

    @Test
    void jobsThatEndAreCounted() throws IOException {
        String cookie = wire.logOn("fed", "marked-password");
        String script = Scripts.executable(data, "fed", "fail.sh", "exit 3");
        wire.submit(cookie, script, "");
        await().untilAsserted(() -> assertThat(wire.get("/metrics", "").text())
                .contains("mantle_gateway_jobs_ended_total{stage=\"failed\"} 1.0\n"));
    }

    @Test
    void theAuditLogSaysWhoDidWhatAndHasNoSecret() throws IOException {
        String cookie = wire.logOn("fed", "marked-password");
        wire.get(SERVICE + "jobs/17", cookie);
        wire.upload(cookie, "0", "/work", "scan.dat", new byte[1000]);
        wire.get("/cgi-bin/token.py?username=fed&password=marked-password", "");
        wire.send("GET " + SERVICE + "logon/", "", "<User><name>fed</name><pass>marked-wrong</pass></User>");
        wire.get(SERVICE + "jobs/18", "");
        await().untilAsserted(() -> assertThat(audit()).hasSize(6));

        JsonObject[] lines = audit().toArray(JsonObject[]::new);
        assertThat(lines[0].get("operation").getAsString()).isEqualTo("logon");
        assertThat(lines[0].get("target").getAsString()).isEqualTo("fed");
        assertThat(lines[0].get("user").getAsString()).isEqualTo("fed");
        assertThat(lines[0].get("done").getAsBoolean()).isTrue();
        assertThat(lines[1].get("user").getAsString()).isEqualTo("fed");
        assertThat(lines[1].get("address").getAsString()).isEqualTo("127.0.0.1");
        assertThat(lines[1].get("operation").getAsString()).isEqualTo("jobs");
        assertThat(lines[1].get("target").getAsString()).isEqualTo("17");
        assertThat(lines[1].get("done").getAsBoolean()).isFalse();
        assertThat(lines[1].get("refusal").getAsString()).contains("17");
        assertThat(lines[2].get("operation").getAsString()).isEqualTo("upfile");
        assertThat(lines[2].get("done").getAsBoolean()).isTrue();
        assertThat(lines[2].get("received").getAsLong()).isGreaterThan(1000);
        assertThat(lines[2].getAsJsonArray("files").get(0).getAsString()).isEqualTo("/work/scan.dat");
        assertThat(lines[2].get("request").getAsLong()).isEqualTo(3);
        assertThat(lines[4].get("refusal").getAsString()).contains("password is not right");
        assertThat(lines[5].get("user").getAsString()).isEmpty();

        String token = cookie.replaceAll(".*#quote#([^#]+)\\s*$", "$1");
        assertThat(Files.readString(logs.resolve("audit.jsonl")))
                .doesNotContain("marked")
                .doesNotContain(token.strip());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(logs.resolve("audit.jsonl"))))
                .isEqualTo("rw-------");
    }

    @Test
    void theAuditLogNamesTheJobOfASubmissionAndTheFileOfAPiece() throws IOException {
        String cookie = wire.logOn("fed", "marked-password");
        String id = wire.submit(cookie, Scripts.executable(data, "fed", "run.sh", "exit 0"), "");
        wire.submitRaw(cookie, "/work/none", "");
        await().untilAsserted(() -> assertThat(audit()).hasSize(3));

        assertThat(audit().get(1).get("job").getAsString()).isEqualTo(id);
        assertThat(audit().get(2).has("job")).isFalse();
        assertThat(audit().get(0).has("files")).isFalse();
    }

    @Test
    void theAuditLogNamesTheFilesOfADownloadAndTheCommandOfAUser() throws IOException {
        String cookie = wire.logOn("fed", "marked-password");
        wire.send("GET " + SERVICE + "file/0", cookie, "/work/none.dat");
        wire.send("POST " + SERVICE + "userCmd", cookie, "<UserCmd><cmd>bkill 17\n18</cmd></UserCmd>");
        await().untilAsserted(() -> assertThat(audit()).hasSize(3));

        assertThat(audit().get(1).get("done").getAsBoolean()).isFalse();
        assertThat(audit().get(1).getAsJsonArray("files").get(0).getAsString()).isEqualTo("/work/none.dat");
        assertThat(audit().get(2).get("operation").getAsString()).isEqualTo("userCmd");
        assertThat(audit().get(2).get("target").getAsString()).isEqualTo("bkill 17?18");
    }

    @Test
    void theAuditLogGoesOnInANewFileWhenTheOldOneIsMovedAway() throws IOException {
        wire.get(SERVICE + "ping/", "");
        await().untilAsserted(() -> assertThat(audit()).hasSize(1));
        Files.move(logs.resolve("audit.jsonl"), logs.resolve("audit.1"));
        wire.get(SERVICE + "ping/", "");
        await().until(() -> Files.exists(logs.resolve("audit.jsonl")));
        await().untilAsserted(() -> assertThat(audit()).hasSize(1));
    }

    @Test
    void anAuditLogThatIsALinkIsRefused() throws IOException {
        gateway.close();
        Files.delete(logs.resolve("audit.jsonl"));
        Files.createSymbolicLink(logs.resolve("audit.jsonl"), logs.resolve("other"));
        assertThatThrownBy(() -> start(Duration.ZERO))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the audit log " + logs.resolve("audit.jsonl"))
                .hasMessageContaining("link");
    }

    /** An upload whose end is held back. */
    private final class Upload implements AutoCloseable {

        private final Socket socket;
        private final byte[] end;

        Upload(String cookie) throws IOException {
            String head =
                    "--b\r\nContent-Disposition: form-data; name=\"DirName\"\r\nContent-ID: <DirName>\r\n\r\n/work\r\n"
                            + "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"late.dat\"\r\n"
                            + "Content-Type: application/octet-stream\r\nContent-ID: <f>\r\n\r\n"
                            // more than is kept in memory before it is written
                            + FIRST_HALF;
            end = "second half\r\n--b--\r\n".getBytes(UTF_8);
            socket = wire.connect();
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + SERVICE + "upfile/0 HTTP/1.1\r\n" + wire.hostHeader() + cookie
                            + "Accept: text/plain;\r\nContent-Type: multipart/mixed; boundary=b\r\nContent-Length: "
                            + (head.length() + end.length) + "\r\n\r\n" + head)
                    .getBytes(UTF_8));
            out.flush();
            // it is under way when its file is arriving
            await().until(() -> {
                try (var files = Files.walk(data.resolve("fed"))) {
                    return files.anyMatch(file -> !Files.isDirectory(file));
                }
            });
        }

        Wire.Answer end() throws IOException {
            socket.getOutputStream().write(end);
            socket.getOutputStream().flush();
            return Wire.read(socket.getInputStream());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void callsUnderWayMayEndWhenItStopsAndNoNewOnesAreTaken() throws Exception {
        gateway.close();
        start(Duration.ofMinutes(1));
        String cookie = wire.logOn("fed", "marked-password");
        try (Upload upload = new Upload(cookie)) {
            Thread closing = new Thread(gateway::close);
            closing.start();
            await().until(() -> {
                try {
                    wire.connect().close();
                    return false;
                } catch (ConnectException e) {
                    return true;
                }
            });
            assertThat(closing.isAlive()).isTrue();
            assertThat(upload.end().text()).contains("success");
            closing.join(Duration.ofSeconds(30).toMillis());
            assertThat(closing.isAlive()).isFalse();
        }
        assertThat(data.resolve("fed/work/late.dat")).hasContent(FIRST_HALF + "second half");
    }

    @Test
    void withoutTimeForThemCallsUnderWayAreCutOff() throws IOException {
        String cookie = wire.logOn("fed", "marked-password");
        try (Upload upload = new Upload(cookie)) {
            gateway.close();
            assertThat(answerOf(upload)).doesNotContain("success");
        }
        assertThat(data.resolve("fed/work/late.dat")).doesNotExist();
    }

    /** Returns what a client hears, which is nothing if its connection is cut before the answer is sent. */
    private static String answerOf(Upload upload) {
        try {
            return upload.end().text();
        } catch (IOException e) {
            return "";
        }
    }
}
