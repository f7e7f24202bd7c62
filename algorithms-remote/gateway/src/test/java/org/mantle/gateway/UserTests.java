package org.mantle.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mantle.gateway.testing.Eventually.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.gateway.store.Store;
import org.mantle.gateway.testing.SetClock;

/** Users, their passwords and sessions. */
class UserTests {

    private static final String JOBS = "/platform/webservice/pacclient/jobs";
    private static final String ENDED = "Your current login session was logout";

    @TempDir
    Path data;

    private final SetClock clock = new SetClock();

    @BeforeAll
    static void needs() {
        Prerequisites.command("setsid", "util-linux");
    }

    @Test
    void aSessionEndsWhenItWasNotUsedForTheTimeThatIsSet() throws IOException {
        GatewayConfig config = GatewayConfig.builder(data)
                .clock(clock)
                .sessionIdleTime(Duration.ofMinutes(10))
                .build();
        try (Gateway gateway = Gateway.start(config)) {
            gateway.users().add("fed", "secret".toCharArray());
            Wire wire = new Wire(gateway);
            String cookie = wire.logOn("fed", "secret");

            assertThat(cookie).startsWith("Cookie: platform_token=fed#quote#2026-11-22T10:00:00Z#quote#");
            for (int i = 0; i < 3; i++) {
                clock.advance(Duration.ofMinutes(9));
                assertThat(wire.get(JOBS, cookie).text()).contains("<note>");
            }
            clock.advance(Duration.ofMinutes(10));
            assertThat(wire.get(JOBS, cookie).text()).contains("<errMsg>" + ENDED);
            clock.advance(Duration.ofMinutes(-10));
            assertThat(wire.get(JOBS, cookie).text()).contains("<errMsg>" + ENDED);
        }
    }

    @Test
    void sessionsOfOneUserStandSideBySide() throws IOException {
        try (Gateway gateway = Gateway.start(data)) {
            gateway.users().add("fed", "secret".toCharArray());
            Wire wire = new Wire(gateway);
            String first = wire.logOn("fed", "secret");
            String second = wire.logOn("fed", "secret");

            assertThat(first).isNotEqualTo(second);
            wire.get("/platform/webservice/pacclient/logout", first);
            assertThat(wire.get(JOBS, first).text()).contains(ENDED);
            assertThat(wire.get(JOBS, second).text()).contains("<note>");
            assertThat(gateway.users().remove("fed")).isTrue();
            assertThat(wire.get(JOBS, second).text()).contains(ENDED);
            assertThat(gateway.users().remove("fed")).isFalse();
        }
    }

    @Test
    void usersSeeNothingOfEachOther() throws Exception {
        GatewayConfig config = GatewayConfig.builder(data).allowManyUsers(true).build();
        try (Gateway gateway = Gateway.start(config)) {
            gateway.users().add("alice", "a".toCharArray());
            gateway.users().add("bob", "b".toCharArray());
            Wire wire = new Wire(gateway);
            String alice = wire.logOn("alice", "a");
            String bob = wire.logOn("bob", "b");
            String id = wire.submit(alice, Scripts.executable(data, "alice", "t.sh", "exit 0"), "");
            String service = "/platform/webservice/pacclient/";

            assertThat(wire.get(JOBS + "?user=all", bob).text()).contains("<note>");
            assertThat(wire.get(JOBS + "/" + id, bob).text()).contains("is not found");
            assertThat(wire.get(service + "jobOperation/kill/" + id, bob).text())
                    .contains("is not found");
            assertThat(wire.get(service + "jobfiles/" + id, bob).text()).contains("is not found");
            assertThat(wire.send("GET " + service + "file/" + id, bob, id + ".output")
                            .body())
                    .isEmpty();
            assertThat(wire.upload(bob, id, "", "x", new byte[1]).text()).contains("is not found");
            assertThat(wire.upload(bob, "0", data.resolve("alice").toString(), "x", new byte[1])
                            .text())
                    .contains("is not a place of yours");
        }
    }

    @Test
    void keepsPasswordsAndTokensInNoFileAndNoLog() throws IOException {
        // the server's threads log too
        List<String> log = new CopyOnWriteArrayList<>();
        Handler handler = collecting(log);
        Logger root = Logger.getLogger("org.mantle");
        Logger all = Logger.getLogger("");
        root.setLevel(Level.ALL);
        all.addHandler(handler);
        String token;
        try (Gateway gateway = Gateway.start(data)) {
            gateway.users().add("fed", "pass-MARK-word".toCharArray());
            Wire wire = new Wire(gateway);
            token = wire.logOn("fed", "pass-MARK-word").split("#quote#")[2].strip();
            wire.get("/cgi-bin/token.py?username=fed&password=pass-MARK-word", "");
            wire.send("POST " + "/platform/webservice/pacclient/logon", "", "<pass>pass-MARK-word</pass>");
            wire.upload("", "0", "/work", "pass-MARK-word", new byte[1]);
            try (Socket socket = wire.connect()) {
                socket.getOutputStream()
                        .write(("GET /cgi-bin/token.py?username=fed&password=pass-MARK-word HTTP/1.1\r\n"
                                        + wire.hostHeader() + "Content-Length: 9\r\n\r\n")
                                .getBytes(UTF_8));
                socket.shutdownOutput();
                assertThat(socket.getInputStream().readAllBytes())
                        .asString(UTF_8)
                        .doesNotContain("MARK");
            }
            wire.get("/cgi-bin/token.py?username=fed&password=pass-MARK-word&" + "x".repeat(100_000), "");
            Wire.Answer broken = wire.send("POST /platform/webservice/pacclient/upfile/0", "", "pass-MARK-word");

            assertThat(broken.text()).doesNotContain("Exception").doesNotContain("\tat ");
            assertThat(String.join("\n", log))
                    .isNotEmpty()
                    .doesNotContain("MARK")
                    .doesNotContain(token);
        } finally {
            all.removeHandler(handler);
            root.setLevel(null);
        }
        // not beside the gateway: SQLite loses its locks by that
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, ISO_8859_1))
                        .doesNotContain("MARK")
                        .doesNotContain(token);
            }
        }
        assertThat(Files.readString(data.resolve(".gateway/gateway.db"), ISO_8859_1))
                .contains("PBKDF2WithHmacSHA256");
    }

    @Test
    void allowsASecondUserOnlyWhenToldTo() throws IOException {
        GatewayUsers users = GatewayUsers.open(data, false);
        users.add("alice", "a".toCharArray());

        assertThatThrownBy(() -> users.add("bob", "b".toCharArray()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--allow-many-users");
        GatewayUsers.open(data, true).add("bob", "b".toCharArray());
        assertThat(users.list()).containsExactly("alice", "bob");
        assertThatThrownBy(() -> Gateway.start(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("alice, bob")
                .hasMessageContaining("--allow-many-users");
    }

    @Test
    void addsNoSecondUserBesideAGatewayThatWasStartedForOne() throws IOException {
        try (Gateway gateway = Gateway.start(data)) {
            gateway.users().add("alice", "a".toCharArray());
            GatewayUsers users = GatewayUsers.open(data, true);

            assertThatThrownBy(() -> users.requireAddable("bob"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("was started for one user (alice)")
                    .hasMessageContaining("start it with --allow-many-users");
            assertThatThrownBy(() -> users.add("bob", "b".toCharArray())).isInstanceOf(IllegalArgumentException.class);
            assertThat(new Wire(gateway).logOn("alice", "a")).isNotEmpty();
        }
        GatewayUsers.open(data, true).add("bob", "b".toCharArray());
    }

    @Test
    void letsTheFirstUserInWhereASecondWasWrittenIntoTheDatabase() throws Exception {
        GatewayUsers.open(data, false).add("alice", "a".toCharArray());
        try (Gateway gateway = Gateway.start(data)) {
            try (Store others = Store.open(data.resolve(".gateway"))) {
                others.users(true).add("bob", "b".toCharArray());
            }

            assertThat(new Wire(gateway).logOn("alice", "a")).isNotEmpty();
            assertThatThrownBy(() -> new Wire(gateway).logOn("bob", "b"))
                    .hasMessageContaining("This gateway was started for one user and now has several")
                    .hasMessageContaining("whoever runs it must");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"removed and added", "changed", "changed elsewhere"})
    void endsTheSessionsOfAnAccountThatIsNotWhatItWas(String how) throws IOException {
        try (Gateway gateway = Gateway.start(data)) {
            GatewayUsers users = how.endsWith("elsewhere") ? GatewayUsers.open(data, false) : gateway.users();
            users.add("alice", "old".toCharArray());
            Wire wire = new Wire(gateway);
            String before = wire.logOn("alice", "old");
            String alsoBefore = wire.logOn("alice", "old");
            assertThat(wire.get(JOBS, before).text()).contains("<note>");
            if (how.startsWith("removed")) {
                users.remove("alice");
                users.add("alice", "old".toCharArray());
            } else {
                assertThat(users.changePassword("alice", "new".toCharArray())).isTrue();
                assertThatThrownBy(() -> wire.logOn("alice", "old")).hasMessageContaining("is not right");
            }
            String after = wire.logOn("alice", how.startsWith("removed") ? "old" : "new");

            assertThat(wire.get(JOBS, before).text()).contains(ENDED);
            assertThat(wire.get(JOBS, alsoBefore).text()).contains(ENDED);
            assertThat(wire.submitRaw(alsoBefore, "/work/x", "").text()).contains(ENDED);
            assertThat(wire.get(JOBS, after).text()).contains("<note>");
        }
    }

    @Test
    void keepsNothingOfAnUploadWhoseUserIsRemovedMeanwhile() throws IOException {
        try (Gateway gateway = Gateway.start(data)) {
            gateway.users().add("alice", "a".toCharArray());
            Wire wire = new Wire(gateway);
            String cookie = wire.logOn("alice", "a");
            String start = "--U\r\nContent-ID: <DirName>\r\n\r\n/work\r\n"
                    + "--U\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\nx";
            String end = "\r\n--U--\r\n";
            try (Socket socket = wire.connect()) {
                socket.getOutputStream()
                        .write(("POST /platform/webservice/pacclient/upfile/0 HTTP/1.1\r\n" + wire.hostHeader() + cookie
                                        + "Content-Type: multipart/mixed; boundary=U\r\nContent-Length: "
                                        + (start.length() + end.length()) + "\r\n\r\n" + start)
                                .getBytes(UTF_8));
                Path work = data.resolve("alice/work");
                await().until(() -> Files.isDirectory(work));
                gateway.users().remove("alice");
                socket.getOutputStream().write(end.getBytes(UTF_8));

                assertThat(Wire.read(socket.getInputStream()).text()).contains(ENDED);
                assertThat(work).isEmptyDirectory();
            }
        }
    }

    @Test
    void changesNoPasswordOfNobodyAndNoneToAnEmptyOne() throws IOException {
        GatewayUsers users = GatewayUsers.open(data, false);
        users.add("alice", "a".toCharArray());

        assertThat(users.changePassword("bob", "b".toCharArray())).isFalse();
        assertThatThrownBy(() -> users.changePassword("alice", new char[0])).hasMessageContaining("must not be empty");
    }

    @Test
    void logsEveryFailedLogInWithItsUserAndAddress() throws IOException {
        List<String> log = new CopyOnWriteArrayList<>();
        Logger root = Logger.getLogger("org.mantle.gateway");
        Handler handler = collecting(log);
        root.addHandler(handler);
        try (Gateway gateway = Gateway.start(data)) {
            Wire wire = new Wire(gateway);
            assertThatThrownBy(() -> wire.logOn("alice", "MARK")).hasMessageContaining("is not right");
            wire.get("/cgi-bin/token.py?username=b%0ab&password=MARK", "");
        } finally {
            root.removeHandler(handler);
        }
        assertThat(String.join("", log))
                .contains("log-in refused: user \"alice\" from 127.0.0.1: The user name or the password is not right")
                .contains("user \"b?b\"")
                .doesNotContain("MARK");
    }

    @Test
    void warnsInTheLogOfWrongPasswordsAndNotOfWhatIsTurnedAway() throws IOException {
        List<String> log = new CopyOnWriteArrayList<>();
        Logger root = Logger.getLogger("org.mantle.gateway");
        Handler handler = collecting(log);
        root.addHandler(handler);
        try (Gateway gateway =
                Gateway.start(GatewayConfig.builder(data).clock(clock).build())) {
            Wire wire = new Wire(gateway);
            for (int i = 0; i < 30; i++) {
                assertThatThrownBy(() -> wire.logOn("alice", "x")).hasMessageContaining("password");
            }
        } finally {
            root.removeHandler(handler);
        }
        assertThat(log.stream().filter(line -> line.contains("log-in refused"))).hasSize(5);
    }

    @Test
    void letsWhoGaveManyWrongPasswordsWaitAndNobodyElse() throws IOException {
        GatewayConfig config =
                GatewayConfig.builder(data).clock(clock).allowManyUsers(true).build();
        try (Gateway gateway = Gateway.start(config)) {
            gateway.users().add("alice", "a".toCharArray());
            gateway.users().add("bob", "b".toCharArray());
            Wire wire = new Wire(gateway);
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> wire.logOn("alice", "wrong")).hasMessageContaining("is not right");
            }

            assertThatThrownBy(() -> wire.logOn("alice", "a"))
                    .hasMessageContaining("too many wrong passwords for 'alice': try again in 2 s");
            assertThat(wire.logOn("bob", "b")).isNotEmpty();
            clock.advance(Duration.ofSeconds(2));
            assertThat(wire.logOn("alice", "a")).isNotEmpty();
            assertThatThrownBy(() -> wire.logOn("alice", "wrong")).hasMessageContaining("is not right");
            assertThat(wire.logOn("alice", "a")).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", ".gateway", "a/b", "a b", "ü", "a\"b", "a\nb", "-x"})
    void refusesNamesThatWouldNotDo(String name) throws IOException {
        GatewayUsers users = GatewayUsers.open(data, false);

        assertThatThrownBy(() -> users.add(name, "x".toCharArray())).isInstanceOf(IllegalArgumentException.class);
        assertThat(users.list()).isEmpty();
    }

    @Test
    void refusesAnEmptyPasswordAndAUserThatIsThere() throws IOException {
        GatewayUsers users = GatewayUsers.open(data, true);
        users.add("fed", "x".toCharArray());

        assertThatThrownBy(() -> users.add("new", new char[0])).hasMessageContaining("must not be empty");
        assertThatThrownBy(() -> users.add("fed", "y".toCharArray())).hasMessageContaining("a user \"fed\" already");
    }

    private static Handler collecting(List<String> log) {
        return new Handler() {
            @Override
            public void publish(LogRecord record) {
                log.add(new SimpleFormatter().format(record));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
