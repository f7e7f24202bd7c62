package org.mantle.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.gateway.testing.Eventually.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.commons.testing.Prerequisites;

/** The protocol reference's exchanges as they are written there: ping, log on, log out, jobs. */
class ProtocolTests {

    private static final String SERVICE = "/platform/webservice/pacclient/";

    @TempDir
    static Path data;

    private static Gateway gateway;
    private static Wire wire;
    private static String cookie;
    private static String doneJob;

    @BeforeAll
    static void startGateway() throws IOException {
        Prerequisites.command("setsid", "util-linux");
        gateway = Gateway.start(GatewayConfig.builder(data)
                .program("/work/imat/webservice_test/tomopy/", List.of("/bin/echo", "hello"))
                .build());
        gateway.users().add("fed", "pä<&>ss\"word".toCharArray());
        wire = new Wire(gateway);
        cookie = wire.logOn("fed", "pä&lt;&amp;&gt;ss\"word");
        doneJob = wire.submit(cookie, "/work/imat/webservice_test/tomopy/", "x", "JOB_NAME", "first");
        await().until(() -> wire.state(cookie, doneJob).equals("Done"));
    }

    @AfterAll
    static void stopGateway() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void answersIbmsPingWithTheUrlThatIsInItsBody() throws IOException {
        Wire.Answer answer = wire.send(
                "GET /platform/webservice/pacclient/ping/",
                "content-type: text/plain\r\naccept: text/plain,application/xml,text/xml\r\naccept-language: en-us\r\n",
                "http://127.0.0.1:18080/platform/");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("Web Services are ready on URL:http://127.0.0.1:18080/platform/");
        assertThat(answer.header("content-type")).startsWith("text/plain");
        // what our client asks for before it sends a submission again
        assertThat(answer.header("idempotency-key")).isEqualTo("submitapp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/platform/webservice/pacclient/ping/",
                "/platform/webservice/pacclient/ping",
                "/webservice/pacclient/ping/",
                "//platform//webservice/pacclient/ping"
            })
    void answersMantidsPingWithoutBody(String path) throws IOException {
        Wire.Answer answer = wire.get(path, "Content-Type: application/xml\r\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("Web Services are ready");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void logsOnByGetAndByPost(String method) throws IOException {
        Wire.Answer answer = wire.send(
                method + " " + SERVICE + "logon/",
                "Content-Type: application/xml\r\nCookie: platform_token=\r\n",
                "<User><name>fed</name> <pass>pä&lt;&amp;&gt;ss\"word</pass> </User>");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .matches("(?s).*<User><token>fed\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\"[A-Za-z0-9+/=]+\""
                        + "[A-Za-z0-9+/=]+</token></User>");
    }

    @Test
    void readsAPasswordThatIbmsLibrarySendsAsLatin1() throws IOException {
        Wire.Answer answer = wire.send(
                "GET " + SERVICE + "logon/",
                "Content-Type: application/xml\r\n",
                "<User><name>fed</name> <pass>pä&lt;&amp;&gt;ss\"word</pass> </User>".getBytes(ISO_8859_1));

        assertThat(answer.text()).contains("<token>fed\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fed", "nobody", "a<b&c", "../.gateway", ""})
    void refusesAWrongPasswordAndAnUnknownUserAlike(String user) throws IOException {
        Wire.Answer answer = wire.send(
                "GET " + SERVICE + "logon/",
                "Content-Type: application/xml\r\n",
                "<User><name>" + user + "</name> <pass>wrong</pass> </User>");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).endsWith("<User><errMsg>The user name or the password is not right</errMsg></User>");
    }

    @Test
    void refusesALogOnThatIsNone() throws IOException {
        assertThat(wire.send("POST " + SERVICE + "logon", "", "<User></User>").text())
                .contains("<User><errMsg>")
                .contains("&lt;User&gt;&lt;name&gt;");
        assertThat(wire.send("POST " + SERVICE + "logon", "", "x".repeat(20_000))
                        .text())
                .contains("<errMsg>The request is longer than");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/cgi-bin/token.py", "//cgi-bin/token.py"})
    void letsScarfUsersInByAFormThatIsPosted(String path) throws IOException {
        Wire.Answer answer = wire.send(
                "POST " + path,
                "Content-Type: application/x-www-form-urlencoded\r\n",
                "username=fed&password=p%c3%a4%3C%26%3Ess%22word");

        assertThat(answer.status()).isEqualTo(200);
        String[] lines = answer.text().split("\n");
        assertThat(lines[0]).isEqualTo(gateway.url().toString());
        assertThat(lines[1]).startsWith("fed\"");
        assertThat(answer.text()).contains("https://portal.scarf.rl.ac.uk");
        assertThat(wire.get(SERVICE + "jobs", "Cookie: platform_token=" + lines[1].replace("\"", "#quote#") + "\r\n")
                        .text())
                .contains("<name>first</name>");
    }

    @Test
    void tellsScarfUsersOfAWrongPasswordInWordsWithoutThePortal() throws IOException {
        Wire.Answer answer = wire.send(
                "POST /cgi-bin/token.py",
                "Content-Type: application/x-www-form-urlencoded\r\n",
                "username=fed&password=wrong");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo("The user name or the password is not right")
                .doesNotContain("https://portal.scarf.rl.ac.uk");
    }

    /** With a doubled slash and lower-case digits, and without encoding what an address can have, as two versions of Mantid do it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET //cgi-bin/token.py?username=fed&password=p%c3%a4%3c%26%3ess%22word",
                "GET /cgi-bin/token.py?username=fed&password=p%C3%A4%3C&%3Ess%22word"
            })
    void letsMantidsUsersInByTheAddressOnThisMachine(String requestLine) throws IOException {
        Wire.Answer answer = wire.send(requestLine, "", "");

        String[] lines = answer.text().split("\n");
        assertThat(lines[0]).isEqualTo(gateway.url().toString());
        assertThat(lines[1]).startsWith("fed\"");
        assertThat(answer.text()).contains("https://portal.scarf.rl.ac.uk");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /cgi-bin/token.py?username=fed&password=p%c3%a4%3c%26%3ess%22word",
                "GET /cgi-bin/token.py?username=fed&password=wrong",
                "GET /cgi-bin/token.py?user=fed",
                "GET /cgi-bin/token.py"
            })
    void letsNobodyInByAnotherAddress(String requestLine) throws IOException {
        assertThat(wire.send(requestLine, "", "").text())
                .isNotEmpty()
                .doesNotContain("https://portal.scarf.rl.ac.uk")
                .doesNotContain("wrong")
                .doesNotContain("ss\"word");
    }

    @Test
    void logsOutWithExactlyTwoLettersAndEndsTheSessionInEveryForm() throws IOException {
        String mine = wire.logOn("fed", "pä&lt;&amp;&gt;ss\"word");

        assertThat(wire.get(SERVICE + "logout/", mine + "Content-Type: text/plain\r\n")
                        .body())
                .isEqualTo("ok".getBytes(UTF_8));
        expectEnded(mine);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Cookie: platform_token=\r\n", "Cookie: platform_token=a#quote#b#quote#c\r\n"})
    void saysSoWithoutASession(String headers) throws IOException {
        expectEnded(headers);
    }

    private static void expectEnded(String headers) throws IOException {
        String ended = "Your current login session was logout";
        for (String path : List.of("jobs", "jobs?id=1", "jobs/", "jobs/1", "jobsforstatus/Done", "jobsforname/x")) {
            assertThat(wire.get(SERVICE + path, headers).text()).contains("<Jobs><errMsg>" + ended);
        }
        assertThat(wire.get(SERVICE + "jobOperation/kill/1", headers).text()).contains("<Job><errMsg>" + ended);
        assertThat(wire.submitRaw(headers, "/work/x", "").text())
                .contains("<errMsg>" + ended)
                .contains("<id>0</id>");
        assertThat(wire.get(SERVICE + "jobfiles/1", headers).text())
                .contains(ended)
                .doesNotContain("/")
                .doesNotContain("\\");
        assertThat(wire.upload(headers, "0", "/work", "x", new byte[100_000]).text())
                .contains(ended)
                .doesNotContain("successfully");
        assertThat(wire.get(SERVICE + "logout", headers).text()).contains(ended);
        Wire.Answer parts =
                wire.send("GET " + SERVICE + "file/1", headers + "Accept: text/plain,multipart/mixed\r\n", "x");
        assertThat(parts.status()).isEqualTo(403);
        assertThat(parts.body()).isEmpty();
        Wire.Answer raw = wire.send("GET " + SERVICE + "file/1", headers + "Accept: text/plain\r\n", "x");
        assertThat(raw.status()).isEqualTo(200);
        assertThat(raw.body()).isEmpty();
    }

    @Test
    void takesTheTokenWithASessionIdBehindItAmongOtherCookiesAndInLowerCase() throws IOException {
        String value = cookie.strip().substring("Cookie: ".length());

        assertThat(wire.get(SERVICE + "jobs", "cookie: a=b; " + value + ",JSESSIONID=0A1B; c=\"d\r\n")
                        .text())
                .contains("<name>first</name>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jobs",
                "jobs/",
                "jobs?",
                "jobs?user=&details=&past=",
                "jobs?id=%d&user=&details=&past=",
                "jobs?name=first&user=all&details=no&past=1",
                "jobs?status=Done&user=fed&details=&past=",
                "jobs/%d",
                "jobsforstatus/Done",
                "jobsforname/first/"
            })
    void listsJobsInTheOrderOfFieldsOfTheRealSample(String path) throws IOException {
        Wire.Answer answer = wire.get(SERVICE + path.replace("%d", doneJob), cookie);

        assertThat(answer.text())
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><Jobs><Job>"
                        + "<cmd>/work/imat/webservice_test/tomopy/ x</cmd><extStatus>-</extStatus><id>" + doneJob
                        + "</id><name>first</name><status>Done</status></Job>");
    }

    @Test
    void givesDetailsOnDemand() throws IOException {
        String text = wire.get(SERVICE + "jobs?id=" + doneJob + "&user=&details=yes&past=", cookie)
                .text();

        assertThat(Wire.element(text, "user")).isEqualTo("fed");
        assertThat(Wire.element(text, "exitCode")).isEqualTo("0");
        assertThat(Wire.element(text, "execCwd")).startsWith("/work/jobs/first_");
        assertThat(Wire.element(text, "startTime")).isNotEmpty();
        assertThat(Wire.element(text, "endTime")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "jobs?name=nothing, note, No matching job found",
        "jobs?status=Running, note, No matching job found",
        "jobsforstatus/Suspended, note, No matching job found",
        "jobs?group=/g, note, No matching job found",
        "jobs?group=g, errMsg, 'g' is no group of jobs: give a path such as /scans or /scans/monday",
        "jobs?user=other, note, No job of other is shown: this gateway shows everybody their own jobs",
        "jobs/99999, errMsg, Job &lt;99999&gt; is not found",
        "jobs?id=12[3], errMsg, Job &lt;12[3]&gt; is not found",
        "jobs/12[3], errMsg, Job &lt;12[3]&gt; is not found",
        "jobs/99999999999999999999999, errMsg, Job &lt;99999999999999999999999&gt; is not found",
        "jobs?past=x, errMsg, 'x' is not a number of hours: give past as a whole number"
    })
    void saysWhyThereIsNoJob(String path, String element, String words) throws IOException {
        Wire.Answer answer = wire.get(SERVICE + path, cookie);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).endsWith("<Jobs><" + element + ">" + words + "</" + element + "></Jobs>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill/%d", "kill%d", "suspend/%d", "resume/%d"})
    void refusesOperationsOnAJobThatHasFinishedInTheWordsOfTheRealSample(String path) throws IOException {
        assertThat(wire.get(SERVICE + "jobOperation/" + path.replace("%d", doneJob), cookie)
                        .text())
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><Job><errMsg>Job &lt;"
                        + doneJob + "&gt;: Job has already finished</errMsg><id>0</id></Job>");
    }

    @Test
    void refusesOperationsItDoesNotKnow() throws IOException {
        assertThat(wire.get(SERVICE + "jobOperation/bogus/1", cookie).text())
                .contains("<errMsg>This gateway does not do 'bogus/1': give kill, suspend, resume or requeue");
        assertThat(wire.get(SERVICE + "jobOperation/kill/12[3]", cookie).text())
                .contains("<errMsg>Job &lt;12[3]&gt; is not found");
        assertThat(wire.get(SERVICE + "appBogus", cookie).text()).contains("<errMsg>This gateway has no operation");
        assertThat(wire.get("/", "").status()).isEqualTo(404);
        assertThat(wire.send("DELETE " + SERVICE + "jobs", cookie, "").status()).isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "LOCALHOST:8080, 200",
        "127.0.0.1, 200",
        "127.1.2.3:1, 200",
        "[::1]:8080, 200",
        "localhost., 200",
        "evil.example, 421",
        "localhost.evil.example, 421",
        "127.0.0.1.evil.example, 421",
        "192.0.2.1, 421",
        "0.0.0.0, 421"
    })
    void answersForItsOwnNamesOnly(String host, int status) throws IOException {
        for (String path : List.of("ping", "jobs", "logon")) {
            Wire.Answer answer = wire.sendRaw(("GET " + SERVICE + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + cookie
                            + "Connection: close\r\n\r\n")
                    .getBytes(UTF_8));

            assertThat(answer.status()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense\r\n\r\n", "GET /\u0001 HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.1\r\n\r\n"})
    void answersWhatIsNoRequestWithoutTalkingOfItsInside(String bytes) throws IOException {
        Wire.Answer answer = wire.sendRaw(bytes.getBytes(UTF_8));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text().toLowerCase(Locale.ROOT))
                .doesNotContain("exception")
                .doesNotContain("org.");
        assertThat(answer.header("server")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/%2e%2e/%2e%2e/etc/passwd", "/platform/../../etc/passwd", "/platform/webservice/pacclient/"})
    void servesNothingElse(String path) throws IOException {
        assertThat(wire.get(path, cookie).status()).isBetween(400, 404);
    }
}
