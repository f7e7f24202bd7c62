package org.mantle.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.framework.Mantle;
import org.mantle.web.server.WebClient;

/** Who may call an explorer, and what it leaves. */
class ExplorerTests {

    @TempDir
    private Path home;

    private Mantle mantle;
    private Explorer explorer;

    @BeforeEach
    void start() throws IOException {
        mantle = Mantle.load();
        explorer = Explorer.start(
                mantle, ExplorerConfig.builder().port(0).stateFolder(home).build());
    }

    @AfterEach
    void stop() {
        explorer.close();
        mantle.close();
    }

    /** Sends a request as it stands, since clients choose some headers themselves; returns the head of the answer. */
    private List<String> raw(String requestLine, String... headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", explorer.root().getPort())) {
            String request = requestLine + "\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            List<String> head = new ArrayList<>();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                head.add(line);
            }
            return head;
        }
    }

    private String host() {
        return "Host: 127.0.0.1:" + explorer.root().getPort();
    }

    private String bearer() {
        return "Authorization: Bearer " + explorer.token().orElseThrow();
    }

    private static int status(List<String> head) {
        return Integer.parseInt(head.get(0).split(" ")[1]);
    }

    private static String header(List<String> head, String name) {
        return head.stream()
                .filter(line -> line.toLowerCase().startsWith(name.toLowerCase() + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    @Test
    void theFirstVisitGivesACookieThatLetsTheBrowserIn() throws IOException {
        List<String> first = raw("GET /?token=" + explorer.token().orElseThrow() + " HTTP/1.1", host());
        String cookie = header(first, "Set-Cookie");
        assertThat(status(first)).isEqualTo(200);
        assertThat(cookie).contains("; HttpOnly", "; SameSite=Strict", "; Path=/");
        // the cookie is not the token: who sees it cannot call from elsewhere with it
        assertThat(cookie).doesNotContain(explorer.token().orElseThrow());
        List<String> second = raw("GET / HTTP/1.1", host(), "Cookie: " + cookie.split(";")[0]);
        assertThat(status(second)).isEqualTo(200);
        assertThat(header(second, "Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/page/index.html", "/ogc/", "/ogc/processes", "/nothing"})
    void whoDoesNotKnowTheTokenSeesNothing(String path) throws IOException {
        assertThat(status(raw("GET " + path + " HTTP/1.1", host()))).isEqualTo(401);
        assertThat(status(raw("GET " + path + "?token=wrong HTTP/1.1", host()))).isEqualTo(401);
        assertThat(status(raw("GET " + path + " HTTP/1.1", host(), "Authorization: Bearer wrong")))
                .isEqualTo(401);
        assertThat(status(raw("GET " + path + " HTTP/1.1", host(), "Cookie: mantle-1=x")))
                .isEqualTo(401);
    }

    @Test
    void aTokenInAnAddressChangesNothing() throws IOException {
        List<String> answer = raw(
                "POST /ogc/processes/Echo/execution?token=" + explorer.token().orElseThrow() + " HTTP/1.1",
                host(),
                "Content-Length: 2");
        assertThat(status(answer)).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1"
            })
    void anotherNameForThisServerIsRefused(String name) throws IOException {
        assertThat(status(raw("GET / HTTP/1.1", "Host: " + name, bearer()))).isEqualTo(421);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:9", "LOCALHOST", "127.0.0.1", "[::1]:4", "127.1.2.3:5"})
    void theNearEndOfATunnelHasAnotherPort(String name) throws IOException {
        assertThat(status(raw("GET / HTTP/1.1", "Host: " + name, bearer()))).isEqualTo(200);
    }

    @Test
    void pagesOfOtherOriginsAreRefused() throws IOException {
        String own = "Origin: http://127.0.0.1:" + explorer.root().getPort();
        assertThat(status(raw("GET / HTTP/1.1", host(), bearer(), own))).isEqualTo(200);
        for (String origin : List.of("http://evil.example", "http://127.0.0.1:1", "null", "https://127.0.0.1")) {
            assertThat(status(raw("GET / HTTP/1.1", host(), bearer(), "Origin: " + origin)))
                    .as(origin)
                    .isEqualTo(403);
        }
        assertThat(status(raw("GET / HTTP/1.1", host(), bearer(), "Sec-Fetch-Site: same-site")))
                .isEqualTo(403);
        assertThat(status(raw(
                        "GET / HTTP/1.1", host(), bearer(), "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate")))
                .isEqualTo(200);
    }

    @Test
    void everyAnswerKeepsBrowsersFromDoingMore() throws IOException {
        for (String path : List.of("/", "/ogc/", "/nothing")) {
            List<String> head = raw("GET " + path + " HTTP/1.1", host(), bearer());
            String policy = header(head, "Content-Security-Policy");
            assertThat(policy)
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(header(head, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(head, "Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(header(head, "Server")).isEmpty();
        }
    }

    @Test
    void aProblemHasTheTypeThatTheCallerKnows() throws IOException {
        assertThat(header(raw("GET /nothing HTTP/1.1", host(), bearer()), "Content-Type"))
                .isEqualTo("application/json");
        assertThat(header(
                        raw("GET /nothing HTTP/1.1", host(), bearer(), "Accept: application/problem+json"),
                        "Content-Type"))
                .isEqualTo("application/problem+json");
        assertThat(header(raw("GET /nothing HTTP/1.1", host(), bearer(), "Accept: */*"), "Content-Type"))
                .isEqualTo("application/json");
    }

    @Test
    void aHeadHasNoBody() throws IOException {
        List<String> head = raw("HEAD /ogc/ HTTP/1.1", host(), bearer());
        assertThat(status(head)).isEqualTo(200);
        assertThat(Integer.parseInt(header(head, "Content-Length"))).isPositive();
    }

    @Test
    void anUnknownMethodIsToldWhatIsAllowed() throws IOException {
        List<String> head = raw("PUT /ogc/processes HTTP/1.1", host(), bearer(), "Content-Length: 0");
        assertThat(status(head)).isEqualTo(405);
        assertThat(header(head, "Allow")).isEqualTo("GET, HEAD");
    }

    @Test
    void aStaticFileIsNotSentAgainToWhoHasIt() throws IOException {
        List<String> first = raw("GET /page/index.html HTTP/1.1", host(), bearer());
        List<String> second =
                raw("GET /page/index.html HTTP/1.1", host(), bearer(), "If-None-Match: " + header(first, "ETag"));
        assertThat(status(second)).isEqualTo(304);
        assertThat(status(raw("GET /page/../module-info.class HTTP/1.1", host(), bearer())))
                .isIn(400, 404);
        assertThat(status(raw("GET /page/%2e%2e/Explorer.class HTTP/1.1", host(), bearer())))
                .isIn(400, 404);
    }

    @Test
    void otherProgramsOfTheSameUserFindItAndOthersReadNothing() throws Exception {
        Path file = home.resolve("explorer.json");
        JsonObject place = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        assertThat(place.get("address").getAsString()).isEqualTo(explorer.root().toString());
        assertThat(place.get("token").getAsString()).isEqualTo(explorer.token().orElseThrow());
        Path page = explorer.redirectPage().orElseThrow();
        assertThat(Files.readString(page)).contains(explorer.address().toString());
        for (Path each : List.of(file, page)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .isEqualTo("rw-------");
        }
        explorer.close();
        assertThat(file).doesNotExist();
        assertThat(page).doesNotExist();
    }

    @Test
    void theFilesOfALaterExplorerStay() throws Exception {
        try (Explorer later = Explorer.start(
                mantle, ExplorerConfig.builder().port(0).stateFolder(home).build())) {
            explorer.close();
            assertThat(Files.readString(home.resolve("explorer.json")))
                    .contains(later.token().orElseThrow());
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        int port = explorer.root().getPort();
        ExplorerConfig config = ExplorerConfig.builder().port(port).build();
        assertThatThrownBy(() -> Explorer.start(mantle, config))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("port " + port);
    }

    @Test
    void withoutATokenEverybodyOfTheMachineIsLetIn() throws Exception {
        try (Explorer open = Explorer.start(
                mantle, ExplorerConfig.builder().port(0).withoutToken().build())) {
            assertThat(open.address()).isEqualTo(URI.create(open.root().toString()));
            assertThat(new WebClient(open).get("/ogc/").status()).isEqualTo(200);
        }
    }
}
