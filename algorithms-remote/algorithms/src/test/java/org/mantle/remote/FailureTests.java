package org.mantle.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.framework.AlgorithmRun;
import org.mantle.framework.RunState;

/** What goes wrong has a name, the service's own words, and advice. */
class FailureTests {
    private static final String ENDED = "Your current login session was logout";

    @TempDir
    Path folder;

    private ScriptedServer server;
    private Host host;

    @BeforeEach
    void start() throws Exception {
        server = new ScriptedServer();
        host = new Host(ComputeResource.pac(server.url())
                .responseTimeout(Duration.ofMillis(700))
                .build());
        host.loggedIn("anna");
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
        server.close();
    }

    private static String jobs(String content) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><Jobs>" + content + "</Jobs>";
    }

    @Test
    void aRefusedPasswordGivesTheServicesOwnWords() {
        server.text("logon", "<User><errMsg>Cannot log in: the user &lt;anna&gt; or password is wrong</errMsg></User>");
        assertThat(host.failure("anna", "LogIn", "Password", "x"))
                .isInstanceOfSatisfying(
                        LogInRefusedException.class,
                        e -> assertThat(e.serviceWords())
                                .contains("Cannot log in: the user <anna> or password is wrong"))
                .hasMessageContaining("check UserName and Password");
    }

    @Test
    void aServiceThatRepeatsThePasswordIsNotQuoted() {
        server.text("logon", "<User><errMsg>wrong password 's3cret&lt;word' given</errMsg></User>");
        assertThat(host.failure("anna", "LogIn", "Password", "s3cret<word"))
                .isInstanceOf(LogInRefusedException.class)
                .hasMessageContaining("wrong password '********' given")
                .hasMessageNotContaining("s3cret");
        server.status("logon", "500 Oops", "", "trace: pass=s3cret<word");
        assertThat(host.failure("anna", "LogIn", "Password", "s3cret<word"))
                .isInstanceOf(ServiceFaultException.class)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void scarfsRefusalIsAnyOtherText() throws Exception {
        server.text("/cgi-bin/token.py", "Invalid username or password\n");
        try (Host scarf = new Host(ComputeResource.pac(server.url())
                .scarfLogIn(server.url().replace("/platform/", "/cgi-bin/token.py"))
                .build())) {
            assertThat(scarf.failure("anna", "LogIn", "Password", "x"))
                    .isInstanceOf(LogInRefusedException.class)
                    .hasMessageContaining("Invalid username or password");
        }
    }

    @Test
    void aLogInAnswerThatNamesAnotherHostIsNotFollowed() throws Exception {
        for (String elsewhere : new String[] {
            "https://evil.example:8443/platform/", "http://127.0.0.2:1/platform/", "ftp://127.0.0.1/", "nonsense"
        }) {
            server.text("/cgi-bin/token.py", elsewhere + "\ntoken\nhttps://portal.scarf.rl.ac.uk\n");
            try (Host scarf = new Host(ComputeResource.pac(server.url())
                    .scarfLogIn(server.url().replace("/platform/", "/cgi-bin/token.py"))
                    .build())) {
                assertThat(scarf.failure("anna", "LogIn", "Password", "x"))
                        .isInstanceOf(ServiceFaultException.class)
                        .hasMessageContaining(elsewhere)
                        .hasMessageContaining("127.0.0.1");
                assertThat(scarf.problems("anna", "JobStatus")).isNotEmpty();
            }
        }
    }

    @Test
    void anEndedSessionIsToldFromEveryFormInWhichAServiceSaysSo() {
        for (String answer : new String[] {jobs("<errMsg>" + ENDED + ", please log in</errMsg>"), ENDED + "."}) {
            server.text("jobs", answer);
            host.loggedIn("anna");
            assertThat(host.failure("anna", "JobStatus"))
                    .isInstanceOf(SessionEndedException.class)
                    .hasMessageContaining(ENDED)
                    .hasMessageContaining("Action=LogIn");
            assertThat(host.problems("anna", "JobStatus"))
                    .singleElement()
                    .satisfies(p -> assertThat(p.message()).contains("log in first"));
        }
    }

    @Test
    void aSessionThatEndsOnlyDropsThatUsersSession() {
        server.text("logon", "<User><token>berts</token></User>");
        host.loggedIn("bert");
        server.on("jobs", (request, out) -> {
            boolean annas = request.headers().get("cookie").equals(ScriptedServer.COOKIE);
            out.write(ScriptedServer.response(
                    "200 OK",
                    "",
                    jobs(annas ? "<errMsg>" + ENDED + "</errMsg>" : "").getBytes(StandardCharsets.UTF_8)));
        });
        assertThat(host.failure("anna", "JobStatus")).isInstanceOf(SessionEndedException.class);
        host.run("bert", "JobStatus");
        assertThat(host.problems("anna", "JobStatus")).isNotEmpty();
    }

    @Test
    void aMissingPermissionIsAnErrorOfItsOwn() {
        server.text("jobOperation", "<Job><errMsg>Job &lt;5&gt;: User permission denied</errMsg><id>0</id></Job>");
        assertThat(host.failure("anna", "CancelJob", "CancelJobID", 5))
                .isInstanceOf(PermissionDeniedException.class)
                .hasMessageContaining("anna has no permission")
                .hasMessageContaining("Job <5>: User permission denied");
        server.status("jobs", "403 Forbidden", "", "");
        assertThat(host.failure("anna", "JobStatus")).isInstanceOf(PermissionDeniedException.class);
    }

    @Test
    void anUnknownJobIsAnErrorOfItsOwnWhateverTheWords() {
        server.text("jobs", jobs("<note>No matching job found</note>"));
        assertThat(host.failure("anna", "JobStatusByID", "JobID", 99)).isInstanceOf(UnknownJobException.class);
        server.text("jobs", jobs("<errMsg>Job &lt;99&gt; is not found</errMsg>"));
        assertThat(host.failure("anna", "JobStatusByID", "JobID", 99))
                .isInstanceOf(UnknownJobException.class)
                .hasMessageContaining("no job 99 of anna");
        server.text("jobOperation", "<Job><errMsg>Auftrag gibt es nicht</errMsg></Job>");
        assertThat(host.failure("anna", "CancelJob", "CancelJobID", 99))
                .isInstanceOf(UnknownJobException.class)
                .hasMessageContaining("Auftrag gibt es nicht");
    }

    @Test
    void anErrorWithStatus200IsAnError() {
        server.text(
                "jobOperation",
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><Job><errMsg>Job &lt;417940&gt;: Job has"
                        + " already finished</errMsg><id>0</id></Job>");
        server.text("jobs", jobs("<Job><cmd>x</cmd><id>417940</id><name>n</name><status>Done</status></Job>"));
        assertThat(host.failure("anna", "CancelJob", "CancelJobID", 417940))
                .isInstanceOf(ServiceFaultException.class)
                .hasMessageContaining("Job <417940>: Job has already finished");
        server.text("submitapp", "<Job><errMsg>No such queue</errMsg><id>0</id></Job>");
        assertThat(host.failure("anna", "SubmitJob"))
                .isInstanceOf(ServiceFaultException.class)
                .hasMessageContaining("No such queue");
        server.text("jobs", "ls_rsetenv: A connect sys call failed: Connection refused");
        assertThat(host.failure("anna", "JobStatus"))
                .isInstanceOf(ServiceFaultException.class)
                .hasMessageContaining("ls_rsetenv");
    }

    @Test
    void anUploadThatIsNotConfirmedFails() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "x");
        for (String answer : new String[] {"Directory does not exist", "", "<Upload><errMsg>quota</errMsg></Upload>"}) {
            server.text("upfile", answer);
            assertThat(host.failure("anna", "Upload", "FileToUpload", file.toString()))
                    .isInstanceOf(ServiceFaultException.class);
        }
    }

    @Test
    void xmlWithEntitiesOrNoXmlAtAllIsNotUnderstood() {
        server.text("jobs", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><Jobs><note>&e;</note></Jobs>");
        assertThat(host.failure("anna", "JobStatus")).isInstanceOf(ServiceFaultException.class);
        server.text("jobs", "<Jobs><Job>");
        assertThat(host.failure("anna", "JobStatus"))
                .isInstanceOf(ServiceFaultException.class)
                .hasMessageContaining("cannot be understood");
    }

    @Test
    void aRedirectionIsReportedAndNotFollowed() {
        server.status("jobs", "302 Found", "Location: " + server.url() + "elsewhere\r\n", "");
        assertThat(host.failure("anna", "JobStatus"))
                .isInstanceOf(ServiceFaultException.class)
                .hasMessageContaining("elsewhere")
                .hasMessageContaining("not followed");
        assertThat(server.requests()).noneMatch(r -> r.target().contains("elsewhere"));
    }

    @Test
    void aPageOfHtmlIsShortenedToItsTitle() {
        server.status(
                "jobs",
                "503 Service Unavailable",
                "Content-Type: text/html\r\n",
                "<html><head><title>Down for\n maintenance</title></head><body>" + "x".repeat(5000) + "</body></html>");
        assertThat(host.failure("anna", "JobStatus"))
                .isInstanceOf(ServiceFaultException.class)
                .hasMessageContaining("Down for maintenance")
                .hasMessageNotContaining("xxx");
    }

    @Test
    void anUnreachableServiceSaysWhereItWasLookedFor() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        try (Host nowhere = new Host(
                ComputeResource.pac("http://127.0.0.1:" + port + "/platform/").build())) {
            assertThat(nowhere.failure("anna", "LogIn", "Password", "x"))
                    .isInstanceOf(ServiceUnreachableException.class)
                    .hasMessageContaining("http://127.0.0.1:" + port)
                    .hasMessageContaining("mantle resources list");
        }
        try (Host nowhere =
                new Host(ComputeResource.pac("https://no-such-host.invalid/").build())) {
            assertThat(nowhere.failure("anna", "Ping"))
                    .isInstanceOf(ServiceUnreachableException.class)
                    .hasMessageContaining("no such host");
        }
    }

    @Test
    void aServiceThatIsSilentIsGivenUpAfterTheTimeOut() {
        CountDownLatch never = new CountDownLatch(1);
        server.on("ping", (request, out) -> await(never));
        assertThat(host.failure("anna", "Ping"))
                .isInstanceOf(ServiceUnreachableException.class)
                .hasMessageContaining("did not answer within 0.7 s");
        assertThat(server.requests("ping")).hasSize(1);
        never.countDown();
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void aQuestionIsAskedAgainOnceWhenTheConnectionBreaks() {
        AtomicInteger calls = new AtomicInteger();
        server.on("jobs", (request, out) -> {
            if (calls.incrementAndGet() > 1) {
                out.write(ScriptedServer.response("200 OK", "", jobs("").getBytes(StandardCharsets.UTF_8)));
            }
        });
        host.run("anna", "JobStatus");
        assertThat(calls).hasValue(2);
        server.on("ping", (request, out) -> {});
        assertThat(host.failure("anna", "Ping")).isInstanceOf(ServiceUnreachableException.class);
        assertThat(server.requests("ping")).hasSize(2);
    }

    @Test
    void aSubmissionWhoseAnswerIsLostIsNeverRepeatedAndSaysUnderWhichNameToLook() {
        CountDownLatch never = new CountDownLatch(1);
        Map<String, ScriptedServer.Script> losses = Map.of(
                "closed", (request, out) -> {},
                "silent", (request, out) -> await(never),
                "cut short",
                        (request, out) -> out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<Job>"
                                .getBytes(StandardCharsets.US_ASCII)),
                "empty", (request, out) -> out.write(ScriptedServer.response("200 OK", "", new byte[0])),
                "garbled",
                        (request, out) -> out.write(ScriptedServer.response(
                                "200 OK", "", "<Job></Job>".getBytes(StandardCharsets.US_ASCII))),
                "proxy", (request, out) -> out.write(ScriptedServer.response("502 Bad Gateway", "", new byte[0])),
                "not HTTP", (request, out) -> out.write("hello\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        int before = 0;
        for (Map.Entry<String, ScriptedServer.Script> loss : losses.entrySet()) {
            server.on("submitapp", loss.getValue());
            assertThat(host.failure("anna", "SubmitJob"))
                    .as(loss.getKey())
                    .isInstanceOfSatisfying(SubmissionUncertainException.class, e -> {
                        assertThat(server.requests("submitapp"))
                                .last()
                                .satisfies(r -> assertThat(r.body()).contains("<value>" + e.jobName() + "</value>"));
                        assertThat(e)
                                .hasMessageContaining("may have been accepted")
                                .hasMessageContaining(e.jobName())
                                .hasMessageNotContaining("try again");
                    });
            assertThat(server.requests("submitapp")).hasSize(++before);
        }
        never.countDown();
    }

    @Test
    void aSubmissionThatReachedNobodyIsNoUncertainOne() throws Exception {
        server.close();
        assertThat(host.failure("anna", "SubmitJob")).isInstanceOf(ServiceUnreachableException.class);
    }

    @Test
    void logOutDropsTheSessionEvenIfTheServiceCannotBeTold() throws Exception {
        server.close();
        assertThat(host.failure("anna", "LogOut"))
                .isInstanceOf(ServiceUnreachableException.class)
                .hasMessageContaining("dropped here");
        assertThat(host.problems("anna", "LogOut")).isNotEmpty();
    }

    @Test
    void cancellingEndsACallThatHangs() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        host.resources.add(
                "SCARF@STFC",
                ComputeResource.pac(server.url())
                        .responseTimeout(Duration.ofMinutes(5))
                        .build());
        server.on("ping", (request, out) -> {
            arrived.countDown();
            await(never);
        });
        AlgorithmRun run = host.mantle.start(Host.NAME, Host.properties("UserName", "anna", "Action", "Ping"));
        arrived.await();
        run.cancel();
        assertThat(run.await(Duration.ofSeconds(5))).isTrue();
        assertThat(run.state()).isEqualTo(RunState.CANCELLED);
        never.countDown();
    }

    @Test
    void aSubmissionUnderWayIsNotCancelledSoThatItsIdIsKnown() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        host.resources.add(
                "SCARF@STFC",
                ComputeResource.pac(server.url())
                        .responseTimeout(Duration.ofMinutes(5))
                        .build());
        server.on("submitapp", (request, out) -> {
            arrived.countDown();
            await(cancelled);
            out.write(
                    ScriptedServer.response("200 OK", "", "<Job><id>8</id></Job>".getBytes(StandardCharsets.US_ASCII)));
        });
        server.text("jobs", jobs("<Job><cmd>x</cmd><id>8</id><name>n</name><status>Pending</status></Job>"));
        AlgorithmRun run = host.mantle.start(Host.NAME, Host.properties("UserName", "anna", "Action", "SubmitJob"));
        arrived.await();
        run.cancel();
        cancelled.countDown();
        assertThat(run.outputs().get("RemoteJobStatus")).isEqualTo("Pending");
    }

    @Test
    void aLogInThatIsRefusedForAnotherReasonThanThePasswordDoesNotBlameThePassword() {
        for (String words : new String[] {
            "The service is being upgraded: log in after 14:00",
            "This gateway was started for one user and now has several: start it with --allow-many-users"
        }) {
            server.text("logon", "<User><errMsg>" + words + "</errMsg></User>");
            assertThat(host.failure("anna", "LogIn", "Password", "x"))
                    .isInstanceOf(LogInRefusedException.class)
                    .hasMessageEndingWith("the service says: " + words);
        }
        server.status("logon", "403 Forbidden", "", "");
        assertThat(host.failure("anna", "LogIn", "Password", "x"))
                .isInstanceOf(LogInRefusedException.class)
                .hasMessageContaining("check UserName and Password");
    }

    @Test
    void whatWasRefusedIsNamedByItsProperty() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "x");
        server.text("upfile", "'/work/f' is a file, not a directory");
        assertThat(host.failure("anna", "Upload", "FileToUpload", file.toString(), "DestinationDirectory", "/work/f"))
                .hasMessageContaining("/work/f (DestinationDirectory)");
        server.text("submitapp", "<Job><errMsg>There is nothing to run at '/x'</errMsg><id>0</id></Job>");
        assertThat(host.failure("anna", "SubmitJob", "RunnablePath", "/x"))
                .hasMessageContaining("/x (RunnablePath, with JobOptions)")
                .hasMessageEndingWith("There is nothing to run at '/x'");
        server.status("submitapp", "400 Bad Request", "", "a quotation mark has no end");
        assertThat(host.failure("anna", "SubmitJob", "RunnablePath", "/x"))
                .hasMessageContaining("a quotation mark has no end")
                .hasMessageNotContaining("try again later");
    }

    @ParameterizedTest
    @ValueSource(strings = {"work", "../../etc", "/work/../../etc", "/..", "/work/..", "./x", "host:/work", "C:\\work"})
    void aDirectoryThatIsNotAbsoluteOrLeadsUpwardsIsRefusedBeforeAnythingIsSent(String directory) throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "x");
        assertThat(host.problems("anna", "Upload", "FileToUpload", file.toString(), "DestinationDirectory", directory))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.property()).isEqualTo("DestinationDirectory");
                    assertThat(problem.message()).contains("an absolute path without \"..\"");
                });
        assertThat(server.requests("upfile")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/work/imat", "/work/a..b/...", "/work/ä b/", "/.hidden"})
    void anAbsoluteDirectoryIsTaken(String directory) throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "x");
        server.text("upfile", "1 file uploaded successfully to somewhere");
        host.run("anna", "Upload", "FileToUpload", file.toString(), "DestinationDirectory", directory);
        assertThat(server.requests("upfile")).hasSize(1);
    }

    @Test
    void aRefusedConnectionToThisMachineMeansThatNothingRunsThere() throws Exception {
        server.close();
        assertThat(host.failure("anna", "Ping"))
                .isInstanceOf(ServiceUnreachableException.class)
                .hasMessageContaining("no service runs at that address")
                .hasMessageContaining("start it")
                .hasMessageContaining("mantle resources list")
                .hasMessageNotContaining("network");
    }
}
