package org.mantle.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.gateway.testing.Eventually.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The newer generation of the protocol, in the bytes of the protocol reference. */
class PlatformServiceTests extends RunningGateway {

    private static final String WS = "/platform/ws/";
    private static final String JSON = "Accept: application/json\r\n";
    private static final String XML = "Accept: application/xml\r\n";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";

    private static JsonObject json(Wire.Answer answer) {
        assertThat(answer.header("content-type")).startsWith("application/json");
        return JsonParser.parseString(answer.text()).getAsJsonObject();
    }

    private Wire.Answer post(String path, String headers, String body) throws IOException {
        return wire.send("POST " + WS + path, cookie + headers, body);
    }

    /** In Bridge's form: only the outer boundary delimits, parameters repeat, and no identifiers but names. */
    private String submit(String name, String command) throws IOException {
        String body = "--B\r\nContent-Disposition: form-data; name=AppName\r\n\r\ngeneric\r\n--B\r\n"
                + "Content-Type: multipart/mixed; boundary=C\r\nContent-Disposition: form-data; name=\"data\"\r\n\r\n"
                + "--C\r\nContent-Disposition: form-data; name=\"JOB_NAME\"\r\n\r\n"
                + "<AppParam><id>JOB_NAME</id><value>" + name + "</value><type></type></AppParam>\r\n"
                + "--B\r\nContent-Disposition: form-data; name=\"COMMANDTORUN\"\r\n\r\n"
                + "<AppParam><id>COMMANDTORUN</id><value>" + command + "</value><type></type></AppParam>\r\n"
                + "--C--\r\n\r\n--B--";
        Wire.Answer answer =
                post("jobs/submit", "Content-Type: multipart/mixed; boundary=B\r\nAccept: text/plain\r\n", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        String id = json(answer).get("id").toString();
        assertThat(id).matches("[1-9]\\d*");
        return id;
    }

    private void awaitState(String id, String state) {
        await().until(() -> wire.state(cookie, id).equals(state));
    }

    @Test
    void pingsWithTheUrlOfTheBodyOrItsOwn() throws IOException {
        assertThat(wire.send("POST " + WS + "ping", FORM + XML, "url=http://h:8080/platform/")
                        .text())
                .isEqualTo(
                        DECLARATION
                                + "<Message><message>Web Services are ready on URL: http://h:8080/platform/</message></Message>");
        Wire.Answer own = wire.send("POST " + WS + "ping/", JSON, "");
        assertThat(json(own).get("message").getAsString()).isEqualTo("Web Services are ready on URL: " + gateway.url());
        assertThat(wire.get(WS + "ping", "").status()).isEqualTo(200);
    }

    @Test
    void logsOnAndOutInXmlAndJson() throws IOException {
        String body = "<User><name>fed</name> <pass>secret</pass> </User>";
        String headers = "Content-Type: application/xml\r\nCookie: platform_token=\r\n";
        Wire.Answer xml = wire.send("POST " + WS + "logon", headers + XML, body);
        assertThat(xml.text()).matches("(?s).*<User><token>fed\"[^<]+</token></User>");
        JsonObject json = json(wire.send("POST " + WS + "logon", headers + JSON, body));
        assertThat(json.get("csrftoken").getAsString()).matches("[0-9a-f-]{36}");
        String token = json.get("token").getAsString().replace("\"", "#quote#");

        // the token in a header of its own
        assertThat(wire.get(WS + "jobs", "platform_token: " + token + "\r\n").status())
                .isEqualTo(200);
        assertThat(wire.send("POST " + WS + "logout", "Cookie: platform_token=" + token + "\r\n", "")
                        .status())
                .isEqualTo(200);
        Wire.Answer ended = wire.get(WS + "jobs", "Cookie: platform_token=" + token + "\r\n" + XML);
        assertThat(ended.status()).isEqualTo(403);
        assertThat(ended.text()).contains("<error><message>Your current login session was logout");
        assertThat(wire.send("POST /platform/webservice/logon/", headers + JSON, body)
                        .text())
                .contains("\"token\":\"fed");
    }

    @Test
    void refusesAWrongPasswordByItsStatus() throws IOException {
        Wire.Answer wrong =
                wire.send("POST " + WS + "logon", JSON, "<User><name>fed</name> <pass>wrong</pass> </User>");

        assertThat(wrong.status()).isEqualTo(403);
        assertThat(json(wrong).get("message").getAsString()).isEqualTo("The user name or the password is not right");
        assertThat(wire.send("POST " + WS + "logon", XML, "nothing").status()).isEqualTo(400);
    }

    @Test
    void submitsAndTellsOfJobsInBothForms() throws Exception {
        String id = submit("my job", "echo out");
        awaitState(id, "Done");
        JsonObject one = json(wire.get(WS + "jobs/" + id, cookie + JSON));

        assertThat(one.get("@total").getAsString()).isEqualTo("1");
        JsonObject job = one.getAsJsonObject("job");
        assertThat(job.get("jobStatus").getAsString()).isEqualTo("Done");
        assertThat(job.get("cwd").getAsString()).startsWith("/work/jobs/my_job_");
        assertThat(job.get("startTime").getAsString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(job.get("endTime").getAsString()).endsWith("Z");
        JsonObject full = json(wire.get(WS + "jobs/fullinfo?id=" + id + "&user=fed", cookie + JSON))
                .getAsJsonObject("Job");
        for (Map.Entry<String, String> field : Map.of(
                        "id", id, "user", "fed", "cmd", "echo out", "exitCode", "0", "status", "Done")
                .entrySet()) {
            assertThat(full.get(field.getKey()).getAsString()).isEqualTo(field.getValue());
        }
        String xml = wire.get(WS + "jobs/" + id, cookie + XML).text();
        assertThat(xml)
                .startsWith(DECLARATION + "<jobs total=\"1\"><atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\"")
                .contains(
                        "<job>",
                        "<jobId>" + id + "</jobId>",
                        "<jobName>my job</jobName>",
                        "<exitStatus>0</exitStatus>");
        assertThat(post("jobs/submit", "Content-Type: multipart/mixed; boundary=B\r\n" + XML, "--B--")
                        .status())
                .isEqualTo(400);
        assertThat(wire.get(WS + "jobhistory?ids=" + id, cookie + XML).text())
                .contains("<jobHistory><history><id>" + id + "</id><content>")
                .contains("Job &lt;" + id + "&gt; ended as Done;")
                .contains("<timeSummary><timeOfCalculation>");
    }

    @Test
    void listsJobsByTheirNames() throws Exception {
        String first = submit("tomo_1", "true");
        String second = submit("tomo_2", "false");
        awaitState(second, "Exit");

        JsonObject all = json(wire.get(WS + "jobs", cookie + JSON));
        assertThat(all.get("@total").getAsString()).isEqualTo("2");
        assertThat(all.getAsJsonArray("pseudoJob")).hasSize(2);
        assertThat(wire.get(WS + "pacclient/jobs", cookie + XML).text())
                .contains("<jobs total=\"2\">")
                .contains("<pseudoJob><id>" + first + "</id>");
        assertThat(wire.get(WS + "jobs?jobname=*_2&username=all", cookie + XML).text())
                .contains("total=\"1\"", "<id>" + second + "</id>");
        assertThat(wire.get(WS + "jobs?jobname=none", cookie + XML).text()).contains("<jobs total=\"0\">");
        assertThat(wire.get(WS + "jobs?username=bob", cookie + XML).text()).contains("<jobs total=\"0\">");
        assertThat(wire.get(WS + "jobs/" + first + "," + second + ",4711", cookie + XML)
                        .text())
                .contains("total=\"2\"");
        assertThat(post("jobs/getbasicinfo", FORM + XML, "ids=" + first + "%2C" + second)
                        .text())
                .contains("total=\"2\"", "<pseudoJob>");
        assertThat(post("jobs/getfullinfo", FORM + JSON, "ids=" + second).text())
                .contains("\"exitCode\":\"1\"");
    }

    private static void awaitRuns(Path begun, int count) {
        await().until(() -> Files.exists(begun) && Files.readAllLines(begun).size() == count);
    }

    @Test
    void killsStopsResumesAndRequeues() throws Exception {
        Path begun = data.resolve("begun");
        String id = submit("long", script("sleep.sh", "echo run >> " + begun + "; sleep 100000"));
        awaitRuns(begun, 1);

        assertThat(post("jobs/suspend", FORM + XML, "ids=" + id).text())
                .isEqualTo(
                        DECLARATION + "<Message><message>Job &lt;" + id + "&gt; is being stopped</message></Message>");
        assertThat(wire.state(cookie, id)).isEqualTo("Suspended");
        assertThat(post("jobs/resume", FORM, "ids=" + id).status()).isEqualTo(200);
        assertThat(post("jobs/requeue", FORM, "ids=" + id).status()).isEqualTo(200);
        // the run before, which is being ended, is Running too
        awaitRuns(begun, 2);
        assertThat(post("userCmd", JSON, "{\"cmd\": \"bstop " + id + "\"}").text())
                .contains("\"cmdMsg\":\"Job <" + id + "> is being stopped\"");
        // with the user's name, and a type that is not right
        assertThat(post("jobs/kill", "Content-Type: application/xml\r\n", "ids=" + id + "&username=fed")
                        .status())
                .isEqualTo(200);
        awaitState(id, "Exit");
        Wire.Answer again = post("jobs/kill", FORM + XML, "ids=" + id);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.text()).contains("<error><message>Job &lt;" + id + "&gt;: Job has already finished");
    }

    @Test
    void listsSendsAndReceivesFiles() throws Exception {
        String id =
                submit("files", script("files.sh", "echo one > a.txt; echo two > b.txt; mkdir sub; echo x > sub/x"));
        awaitState(id, "Done");

        assertThat(wire.get(WS + "jobfiles/" + id, cookie + XML).text())
                .contains("<Message><message>PAC Server*/work/jobs/files_")
                .contains("/a.txt*FILE*4*true;");
        String parts = FORM + "Accept: multipart/mixed, application/xml\r\n";
        for (String dir : new String[] {"a.txt,b.txt", "/a.txt,/b.txt", "?.txt", "/*.txt", "%2Fa.txt%2C+b.txt"}) {
            assertThat(IbmParts.of(post("jobfiles/download/" + id, parts, "dir=" + dir)))
                    .as(dir)
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of("a.txt", "one\n".getBytes(UTF_8), "b.txt", "two\n".getBytes(UTF_8)));
        }
        assertThat(IbmParts.of(post("jobfiles/download/" + id, parts, "dir=sub/*")))
                .containsOnlyKeys("x");
        assertThat(IbmParts.of(post("jobfiles/download/" + id, parts, "dir=sub|tar czf")))
                .containsOnlyKeys("sub.tar.gz");
        assertThat(IbmParts.of(post("jobfiles/download/" + id, parts, "dir=/work/files.sh")))
                .containsOnlyKeys("files.sh");
        String upload = "--U\r\nContent-Disposition: form-data; name=\"dir\"\r\n\r\nsub\r\n--U\r\n"
                + "Content-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n";
        String type = "Content-Type: multipart/mixed; boundary=U\r\n";
        assertThat(post("jobfiles/upload/" + id, type + JSON, upload + "content\r\n--U--")
                        .text())
                .contains("\"message\":\"1 file uploaded successfully to /work/jobs/files_");
        String piece = "jobfiles/upload/" + id + "?chunkamount=2&chunkbase=large&chunkid=";
        assertThat(post(piece + 2, type, upload + "second\r\n--U--").status()).isEqualTo(200);
        assertThat(post(piece + 1, type, upload + "first \r\n--U--").status()).isEqualTo(200);
        assertThat(fetch(id, "sub/f")).isEqualTo("content");
        assertThat(fetch(id, "sub/large")).isEqualTo("first second");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "GET; jobs/4711; ; 404; Job <4711> is not found",
                "GET; jobs/0; ; 400; 0 is the id of none",
                "GET; jobs/a/b; ; 404; no operation",
                "GET; jobhistory; ; 400; needs the ids of jobs",
                "POST; jobs/kill; ; 400; send ids=1,2",
                "POST; jobs/kill; ids=4711; 404; Job <4711> is not found",
                "POST; jobs/getfullinfo; ids=0; 400; 0 is the id of none",
                "POST; jobs/submit; x; 400; multipart/mixed with a boundary",
                "GET; jobfiles/4711; ; 404; Job <4711> is not found",
                "POST; jobfiles/download/4711; dir=x; 404; Job <4711> is not found",
                "POST; jobfiles/download/4711; x; 400; send dir=NAME",
                "POST; userCmd; <UserCmd><cmd>rm -rf /</cmd></UserCmd>; 400; does not run 'rm'",
                "POST; users; <User/>; 403; mantle gateway user",
                "DELETE; user/bob; ; 403; mantle gateway user",
                "GET; user/bob; ; 403; mantle gateway user",
                "GET; flow/definitions; ; 404; no operation 'flow/definitions'",
                "PUT; jobs; ; 404; no operation",
                "GET; hosts; ; 404; no operation 'hosts'",
                "GET; ; ; 404; no operation ''"
            })
    void saysByStatusAndWordsWhatItDoesNotDo(String method, String path, String body, int status, String words)
            throws IOException {
        Wire.Answer answer = wire.send(
                method + " " + WS + (path == null ? "" : path), cookie + FORM + JSON, body == null ? "" : body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(json(answer).get("message").getAsString()).contains(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jobs",
                "jobs/1",
                "jobs/fullinfo",
                "jobs/kill",
                "jobs/submit",
                "jobfiles/1",
                "jobfiles/upload/1",
                "jobfiles/download/1",
                "userCmd",
                "users",
                "notifications/list",
                "logout",
                "nothing"
            })
    void asksForALogInBeforeAnythingIsSent(String path) throws IOException {
        try (Socket socket = wire.connect()) {
            socket.getOutputStream()
                    .write(("POST " + WS + path + " HTTP/1.1\r\n" + wire.hostHeader()
                                    + "Content-Length: 1000000000\r\nExpect: 100-continue\r\n\r\n")
                            .getBytes(UTF_8));
            Wire.Answer answer = Wire.read(socket.getInputStream());
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.text()).contains("Your current login session was logout");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobfiles/upload/0", "jobfiles/upload/4711"})
    void refusesAnUploadForNoJobBeforeItIsSent(String path) throws IOException {
        try (Socket socket = wire.connect()) {
            socket.getOutputStream()
                    .write(("POST " + WS + path + " HTTP/1.1\r\n" + wire.hostHeader() + cookie
                                    + "Content-Type: multipart/mixed; boundary=U\r\n"
                                    + "Content-Length: 1000000000\r\nExpect: 100-continue\r\n\r\n")
                            .getBytes(UTF_8));
            assertThat(Wire.read(socket.getInputStream()).status()).isIn(400, 404);
        }
    }

    @Test
    void tellsWhatItIsWhoCallsAndThatNothingIsToBeNotified() throws IOException {
        assertThat(wire.get(WS + "version", XML).text())
                .contains("<productName>Mantle gateway</productName>")
                .contains("<version>", "<buildNo>", "<buildDate>");
        assertThat(wire.get(WS + "users", cookie + XML).text())
                .isEqualTo(DECLARATION + "<users total=\"1\"><user><name>fed</name></user></users>");
        assertThat(wire.get(WS + "user/fed", cookie + JSON).text()).contains("\"name\":\"fed\"");
        assertThat(wire.get(WS + "notifications/list", cookie + XML).text())
                .isEqualTo(DECLARATION + "<notifications total=\"0\"></notifications>");
        assertThat(post("notifications/register", "Content-Type: plain/text\r\n" + JSON, "x")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void showsNobodyAnothersJobs() throws Exception {
        gateway.close();
        gateway = Gateway.start(GatewayConfig.builder(data).allowManyUsers(true).build());
        gateway.users().add("bob", "secret".toCharArray());
        wire = new Wire(gateway);
        cookie = wire.logOn("fed", "secret");
        String id = submit("mine", "true");
        awaitState(id, "Done");
        cookie = wire.logOn("bob", "secret");

        assertThat(wire.get(WS + "jobs?username=fed", cookie + XML).text()).contains("total=\"0\"");
        assertThat(wire.get(WS + "jobs/" + id, cookie).status()).isEqualTo(404);
        assertThat(wire.get(WS + "jobfiles/" + id, cookie).status()).isEqualTo(404);
        assertThat(post("jobs/kill", FORM, "ids=" + id).status()).isEqualTo(404);
        assertThat(wire.get(WS + "jobhistory?ids=" + id, cookie).status()).isEqualTo(404);
    }
}
