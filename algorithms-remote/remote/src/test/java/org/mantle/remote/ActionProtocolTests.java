package org.mantle.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.framework.run.Outputs;
import org.mantle.remote.ScriptedServer.Request;
import org.mantle.remote.job.ServiceFaultException;

/** Every action against the literal bytes of the protocol: what is sent, and what is made of the answers. */
class ActionProtocolTests {

    // the short form of a listing as a real service gave it, with two more jobs
    private static final String JOBS = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><Jobs>"
            + "<Job><cmd>/work/run.sh a&lt;b&amp;c</cmd><extStatus>-</extStatus><id>417940</id>"
            + "<name>Mantid_tomography_1</name><status>Running</status></Job>"
            + "<Job><cmd>sleep 1</cmd><extStatus>-</extStatus><id>417941</id><name>zweiter Lauf ü</name>"
            + "<status>Pending</status></Job>"
            + "<Job><cmd></cmd><extStatus>-</extStatus><id>417942</id><name>-</name><status>UNKWN</status></Job></Jobs>";

    @TempDir
    Path folder;

    private ScriptedServer server;
    private Host host;

    @BeforeEach
    void start() throws Exception {
        server = new ScriptedServer();
        host = new Host(Host.pac(
                server.url(),
                "applications",
                List.of(
                        Map.of("runnable", "*/tomopy/*", "application", "TOMOPY_0_1_9"),
                        Map.of("runnable", "*.py", "application", "PYTHON"))));
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
        server.close();
    }

    @Test
    void logInSendsTheUserAndThePasswordEscapedInTheBodyOfAGet() {
        host.run("an<na", "LogIn", "Password", Host.PASSWORD);
        Request request = server.only("logon");
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target()).isEqualTo("/platform/webservice/pacclient/logon/");
        assertThat(request.headers()).containsEntry("content-type", "application/xml");
        assertThat(request.body()).isEqualTo("<User><name>an&lt;na</name> <pass>p&lt;&amp;&gt;ss wörd%</pass> </User>");
    }

    @Test
    void theTokenIsSentWithItsQuotesSpelledOut() {
        server.text("jobs", JOBS);
        host.loggedIn("anna").run("anna", "JobStatus");
        assertThat(server.only("jobs").headers()).containsEntry("cookie", ScriptedServer.COOKIE);
    }

    @Test
    void theSessionIdentifierOfALogInFollowsTheToken() {
        server.text("logon", "<User><token>t1</token><jtoken>ABC.node</jtoken></User>")
                .text("jobs", JOBS);
        host.loggedIn("anna").run("anna", "JobStatus");
        assertThat(server.only("jobs").headers()).containsEntry("cookie", "platform_token=t1,JSESSIONID=ABC.node");
    }

    @Test
    void scarfsLogInIsAFormByPostWithNothingInTheAddress() throws Exception {
        String scarf = server.url().replace("/platform/", "/cgi-bin/token.py");
        server.text(
                        "/cgi-bin/token.py",
                        server.url() + "\n" + ScriptedServer.TOKEN + "\nhttps://portal.scarf.rl.ac.uk\n")
                .text("jobs", JOBS);
        try (Host scarfHost = new Host(Host.pac(server.url(), "logIn", "scarf", "logInUrl", scarf))) {
            scarfHost.loggedIn("anna ü").run("anna ü", "JobStatus");
        }
        Request request = server.only("/cgi-bin/token.py");
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/cgi-bin/token.py");
        assertThat(request.headers().get("content-type")).startsWith("application/x-www-form-urlencoded");
        assertThat(request.body()).isEqualTo("username=anna%20%C3%BC&password=p%3C%26%3Ess%20w%C3%B6rd%25");
        assertThat(server.only("jobs").headers()).containsEntry("cookie", ScriptedServer.COOKIE);
    }

    @Test
    void aLogInAnswerMayNameAnotherPathOfTheHost() throws Exception {
        String base = server.url().replace("/platform/", "/");
        server.text("/cgi-bin/token.py", base + "\n" + ScriptedServer.TOKEN + "\nhttps://portal.scarf.rl.ac.uk\n")
                .text("jobs", JOBS);
        try (Host scarfHost =
                new Host(Host.pac(server.url(), "logIn", "scarf", "logInUrl", base + "cgi-bin/token.py"))) {
            scarfHost.loggedIn("anna").run("anna", "JobStatus");
        }
        assertThat(server.only("jobs").target()).startsWith("/webservice/pacclient/jobs");
    }

    @Test
    void logOutTellsTheServiceAndForgetsTheSession() {
        server.text("logout", "ok");
        host.loggedIn("anna").run("anna", "LogOut");
        assertThat(server.only("logout").headers()).containsEntry("cookie", ScriptedServer.COOKIE);
        assertThat(host.problems("anna", "LogOut")).hasSize(1);
    }

    @Test
    void logOutWorksWhenTheServiceHasEndedTheSessionAlready() {
        server.text("logout", "Your current login session was logout. Log in again.");
        host.loggedIn("anna").run("anna", "LogOut");
        assertThat(host.problems("anna", "LogOut")).hasSize(1);
    }

    @Test
    void pingNeedsNoSessionAndBelievesOnlyAReadyService() {
        server.text("ping", "Web Services are ready on URL:" + server.url());
        host.run("anna", "Ping");
        assertThat(server.only("ping").headers()).doesNotContainKey("cookie");

        server.text("ping", "Web services are not ready...");
        assertThat(host.failure("anna", "Ping"))
                .isInstanceOf(ServiceFaultException.class)
                .hasMessageContaining("Web services are not ready...");
    }

    @Test
    void jobStatusFillsTheFourListsInTheServicesOwnWords() {
        server.text("jobs", JOBS);
        Outputs outputs = host.loggedIn("anna").run("anna", "JobStatus");
        assertThat(outputs.get("RemoteJobsID")).isEqualTo(List.of("417940", "417941", "417942"));
        assertThat(outputs.get("RemoteJobsNames")).isEqualTo(List.of("Mantid_tomography_1", "zweiter Lauf ü", "-"));
        assertThat(outputs.get("RemoteJobsStatus")).isEqualTo(List.of("Running", "Pending", "UNKWN"));
        assertThat(outputs.get("RemoteJobsCommands")).isEqualTo(List.of("/work/run.sh a<b&c", "sleep 1", "-"));
        assertThat(outputs.get("RemoteJobName")).isEqualTo("");
    }

    @Test
    void jobStatusGivesEmptyListsWhenThereAreNoJobs() {
        host.loggedIn("anna");
        for (String none : List.of(
                "<Jobs><note>No matching job found</note></Jobs>",
                "<Jobs/>",
                "<Jobs><errMsg>No unfinished job found</errMsg></Jobs>")) {
            server.text("jobs", none);
            assertThat(host.run("anna", "JobStatus").get("RemoteJobsID")).isEqualTo(List.of());
        }
    }

    @Test
    void jobStatusByIdPicksTheJobOutOfWhateverIsListed() {
        server.text("jobs", JOBS);
        Outputs outputs = host.loggedIn("anna").run("anna", "JobStatusByID", "JobID", 417941);
        assertThat(server.only("jobs").target()).contains("id=417941");
        assertThat(outputs.get("RemoteJobName")).isEqualTo("zweiter Lauf ü");
        assertThat(outputs.get("RemoteJobStatus")).isEqualTo("Pending");
        assertThat(outputs.get("RemoteJobCommand")).isEqualTo("sleep 1");
        assertThat(outputs.get("RemoteJobsID")).isEqualTo(List.of("417941"));
        assertThat(outputs.get("RemoteJobsNames")).isEqualTo(List.of("zweiter Lauf ü"));
        assertThat(outputs.get("RemoteJobsStatus")).isEqualTo(List.of("Pending"));
        assertThat(outputs.get("RemoteJobsCommands")).isEqualTo(List.of("sleep 1"));
    }

    @Test
    void submitJobSendsTheParametersAndTellsTheNewJob() {
        server.text("submitapp", "<?xml version=\"1.0\"?><Job><id>417940</id></Job>")
                .text("jobs", JOBS);
        Outputs outputs = host.loggedIn("anna")
                .run(
                        "anna",
                        "SubmitJob",
                        "RunnablePath",
                        "/work/imat/tomopy/run.py",
                        "JobOptions",
                        "--in a<b&c \"ü\"",
                        "JobName",
                        "mine");
        Request request = server.only("submitapp");
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.headers()).containsEntry("cookie", ScriptedServer.COOKIE);
        assertThat(request.headers().get("content-type")).matches("multipart/mixed; ?boundary=.{20,}");
        String boundary = request.headers().get("content-type").replaceAll(".*boundary=", "");
        assertThat(request.body())
                .startsWith("--" + boundary + "\r\n")
                .contains("name=\"AppName\"\r\nContent-ID: <AppName>\r\n\r\nTOMOPY_0_1_9\r\n--" + boundary + "\r\n")
                .contains(
                        "<AppParam><id>INPUT_FILE</id><value>/work/imat/tomopy/run.py</value><type></type></AppParam>")
                .contains("<id>INPUT_ARGS</id><value>--in a&lt;b&amp;c \"ü\"</value>")
                .contains("<id>OUTPUT_FILE</id><value>%J.output</value>")
                .contains("<id>ERROR_FILE</id><value>%J.error</value>")
                .contains("<id>JOB_NAME</id><value>mine</value>")
                .endsWith("--" + boundary + "--\r\n");
        assertThat(outputs.get("RemoteJobsID")).isEqualTo(List.of("417940"));
        assertThat(outputs.get("RemoteJobsNames")).isEqualTo(List.of("Mantid_tomography_1"));
        assertThat(outputs.get("RemoteJobsStatus")).isEqualTo(List.of("Running"));
        assertThat(outputs.get("RemoteJobsCommands")).isEqualTo(List.of("/work/run.sh a<b&c"));
        assertThat(outputs.get("RemoteJobName")).isEqualTo("Mantid_tomography_1");
        assertThat(outputs.get("RemoteJobStatus")).isEqualTo("Running");
        assertThat(outputs.get("RemoteJobCommand")).isEqualTo("/work/run.sh a<b&c");
    }

    @Test
    void theApplicationIsGenericWhenNoRuleFitsAndBoundariesNeverRepeat() {
        server.text("submitapp", "<Job><id>1</id></Job>").text("jobs", JOBS);
        host.loggedIn("anna");
        host.run("anna", "SubmitJob", "RunnablePath", "/bin/true", "JobOptions", "");
        host.run("anna", "SubmitJob", "RunnablePath", "/x.py", "JobOptions", "");
        List<Request> requests = server.requests("submitapp");
        assertThat(requests.get(0).body()).contains("\r\n\r\ngeneric\r\n");
        assertThat(requests.get(1).body()).contains("\r\n\r\nPYTHON\r\n");
        assertThat(requests.get(0).headers().get("content-type"))
                .isNotEqualTo(requests.get(1).headers().get("content-type"));
    }

    @Test
    void aJobWithoutANameGetsAUniqueOne() {
        server.text("submitapp", "<Job><id>1</id></Job>").text("jobs", JOBS);
        host.loggedIn("anna");
        host.run("anna", "SubmitJob");
        host.run("anna", "SubmitJob");
        List<String> names = server.requests("submitapp").stream()
                .map(r -> r.body().replaceAll("(?s).*<id>JOB_NAME</id><value>(.*?)</value>.*", "$1"))
                .toList();
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("Mantle_[0-9a-f]{16}"));
    }

    @Test
    void aSubmittedJobWhoseStateCannotBeAskedForIsNotLost() {
        server.text("submitapp", "<Job><id>77</id></Job>")
                .text("jobs", "<Jobs><errMsg>LSF is down. Please wait ...</errMsg></Jobs>");
        Outputs outputs = host.loggedIn("anna")
                .run("anna", "SubmitJob", "RunnablePath", "/bin/x", "JobOptions", "1 2", "JobName", "n");
        assertThat(outputs.get("RemoteJobsID")).isEqualTo(List.of("77"));
        assertThat(outputs.get("RemoteJobStatus")).isEqualTo("Unknown");
        assertThat(outputs.get("RemoteJobsStatus")).isEqualTo(List.of("Unknown"));
        assertThat(outputs.get("RemoteJobsNames")).isEqualTo(List.of("n"));
        assertThat(outputs.get("RemoteJobCommand")).isEqualTo("/bin/x 1 2");
    }

    @Test
    void aSubmittedJobIsNotLostWhenTheFileOfSessionsBreaksMeanwhile() throws Exception {
        Path sessions = folder.resolve("sessions.json");
        server.text("jobs", JOBS).on("submitapp", (request, out) -> {
            Files.writeString(sessions, "{broken");
            out.write(ScriptedServer.response("200 OK", "", "<Job><id>77</id></Job>".getBytes(StandardCharsets.UTF_8)));
        });
        ComputeResources resources = ComputeResources.inMemory();
        resources.add("SCARF@STFC", Host.pac(server.url()));
        try (Host filed = new Host(resources, RemoteSessions.at(sessions))) {
            Outputs outputs = filed.loggedIn("anna").run("anna", "SubmitJob");
            assertThat(outputs.get("RemoteJobsID")).isEqualTo(List.of("77"));
            assertThat(outputs.get("RemoteJobStatus")).isEqualTo("Unknown");
        }
        assertThat(sessions).hasContent("{broken");
    }

    @Test
    void uploadSendsTheDirectoryAndTheBytesAsTheyAre() throws Exception {
        server.text("upfile", "1 file uploaded successfully to /work/imat");
        byte[] content = {0, 1, '\r', '\n', '-', '-', (byte) 0xff, (byte) 0xfe, 0};
        Path file = Files.write(folder.resolve("scan 1 ü.nxs"), content);
        host.loggedIn("anna")
                .run("anna", "Upload", "FileToUpload", file.toString(), "DestinationDirectory", "/work/imat/d ü");
        Request request = server.only("upfile");
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/platform/webservice/pacclient/upfile/0");
        assertThat(request.headers()).containsEntry("cookie", ScriptedServer.COOKIE);
        String boundary = request.headers().get("content-type").replaceAll(".*boundary=", "");
        String latin = new String(request.bytes(), StandardCharsets.ISO_8859_1);
        assertThat(latin)
                .startsWith("--" + boundary + "\r\nContent-Disposition: form-data; name=\"DirName\"\r\n")
                .contains("\r\n\r\n/work/imat/d%20%C3%BC\r\n--" + boundary + "\r\n")
                .contains("Content-ID: <scan%201%20%C3%BC.nxs>\r\n\r\n")
                .endsWith(
                        "\r\n\r\n" + new String(content, StandardCharsets.ISO_8859_1) + "\r\n--" + boundary + "--\r\n");
    }

    @Test
    void cancelJobAsksToKillTheJob() {
        server.text(
                "jobOperation",
                "<?xml version=\"1.0\"?><Job><actionMsg>Job &lt;417940&gt; is being terminated</actionMsg></Job>");
        host.loggedIn("anna").run("anna", "CancelJob", "CancelJobID", 417940);
        assertThat(server.only("jobOperation").target())
                .isEqualTo("/platform/webservice/pacclient/jobOperation/kill/417940");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12[3]", "9223372036854775808", "18446744073709551616", "12_3"})
    void everyActionTakesTheIdsThatTheServiceGives(String id) {
        server.text("submitapp", "<Job><id>" + id + "</id></Job>")
                .text("jobs", "<Jobs><Job><id>" + id + "</id><name>n</name><status>Done</status></Job></Jobs>")
                .text("jobfiles", "PAC Server*/j/a*FILE*1*true;")
                .text("file", "x")
                .text("jobOperation", "<Job><actionMsg>Job is being terminated</actionMsg></Job>");
        host.loggedIn("anna");
        assertThat(host.run("anna", "JobStatus").get("RemoteJobsID")).isEqualTo(List.of(id));
        assertThat(host.run("anna", "JobStatusByID", "JobID", id).get("RemoteJobsID"))
                .isEqualTo(List.of(id));
        host.run("anna", "Download", "DownloadJobID", id, "LocalDirectory", folder.toString());
        host.run("anna", "CancelJob", "CancelJobID", id);
        String sent = id.replace("[", "%5B").replace("]", "%5D");
        assertThat(server.only("jobfiles").target()).endsWith("/jobfiles/" + sent);
        assertThat(server.only("file").target()).endsWith("/file/" + sent);
        assertThat(server.only("jobOperation").target()).endsWith("/kill/" + sent);
        assertThat(server.requests("jobs"))
                .anySatisfy(request -> assertThat(request.target()).contains("id=" + sent + "&"));
    }

    @Test
    void theIdOfASubmissionIsTakenWhateverItsLength() {
        String id = "123456789012345678901234567890[7]";
        server.text("submitapp", "<Job><id>" + id + "</id></Job>").text("jobs", "<Jobs/>");
        assertThat(host.loggedIn("anna").run("anna", "SubmitJob").get("RemoteJobsID"))
                .isEqualTo(List.of(id));
    }

    @Test
    void severalActionsOfOneUserUseOneSession() {
        server.text("jobs", JOBS);
        host.loggedIn("anna");
        host.run("anna", "JobStatus");
        host.run("anna", "JobStatus");
        assertThat(server.requests("logon")).hasSize(1);
        assertThat(server.requests("jobs")).hasSize(2);
    }

    @Test
    void aLaterLogInReplacesTheSession() {
        server.text("jobs", JOBS);
        host.loggedIn("anna");
        server.text("logon", "<User><token>second</token></User>");
        host.loggedIn("anna").run("anna", "JobStatus");
        assertThat(server.only("jobs").headers()).containsEntry("cookie", "platform_token=second");
    }
}
