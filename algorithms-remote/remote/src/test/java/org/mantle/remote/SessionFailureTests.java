package org.mantle.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.framework.describe.RunReport;
import org.mantle.remote.job.LogInRefusedException;
import org.mantle.remote.job.PermissionDeniedException;
import org.mantle.remote.job.ServiceFaultException;
import org.mantle.remote.job.ServiceUnreachableException;
import org.mantle.remote.job.SessionEndedException;

/** Log-ins that are refused, and sessions that have ended. */
class SessionFailureTests extends FailureRoom {

    @Test
    void aRefusedPasswordGivesTheServicesOwnWords() {
        server.text("logon", "<User><errMsg>Cannot log in: the user &lt;anna&gt; or password is wrong</errMsg></User>");
        assertThat(host.failure("anna", "LogIn", "Password", "x"))
                .isInstanceOfSatisfying(
                        LogInRefusedException.class,
                        e -> assertThat(e.serviceWords())
                                .contains("Cannot log in: the user <anna> or password is wrong"))
                .hasMessageContaining("check the user name and the password");
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
        try (Host scarf = new Host(Host.pac(
                server.url(), "logIn", "scarf", "logInUrl", server.url().replace("/platform/", "/cgi-bin/token.py")))) {
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
            try (Host scarf = new Host(Host.pac(
                    server.url(),
                    "logIn",
                    "scarf",
                    "logInUrl",
                    server.url().replace("/platform/", "/cgi-bin/token.py")))) {
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
                    .hasMessageContaining("log in again");
            assertThat(host.problems("anna", "JobStatus")).singleElement().satisfies(p -> {
                assertThat(p.code()).isEqualTo("sessionEnded");
                assertThat(p.message()).isEqualTo("the session of anna at SCARF@STFC has ended; log in again");
            });
        }
    }

    /** A session of another time, or that the user ended, is none; it has not been ended by the service. */
    @Test
    void onlyTheEndByTheServiceIsToldAsOne() throws Exception {
        server.text("logout", "ok");
        host.run("anna", "LogOut");
        for (String user : new String[] {"anna", "bert"}) {
            assertThat(host.problems(user, "JobStatus")).singleElement().satisfies(p -> {
                assertThat(p.code()).isEqualTo("precondition");
                assertThat(p.message()).contains("log in first");
            });
        }
        host.loggedIn("anna");
        server.text("jobs", jobs("<errMsg>" + ENDED + "</errMsg>"));
        Throwable failure = host.failure("anna", "JobStatus");
        assertThat(new RunReport(Host.NAME, OptionalInt.of(1), Duration.ZERO, List.of())
                        .failed(failure)
                        .getAsJsonObject("error")
                        .get("code")
                        .getAsString())
                .isEqualTo(host.problems("anna", "LogOut").get(0).code())
                .isEqualTo("sessionEnded");
        server.text("jobs", jobs(""));
        host.loggedIn("anna").run("anna", "JobStatus");
    }

    private Throwable refusal(String operation) throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "x");
        return switch (operation) {
            case "upfile" -> host.failure("anna", "Upload", "FileToUpload", file.toString());
            case "submitapp" -> host.failure("anna", "SubmitJob");
            case "jobOperation" -> host.failure("anna", "CancelJob", "CancelJobID", 7);
            default -> host.failure("anna", "Download", "DownloadJobID", 7, "LocalDirectory", folder.toString());
        };
    }

    /** The status is the same as that for a missing permission; only another question tells. */
    @ParameterizedTest
    @ValueSource(strings = {"upfile", "submitapp", "jobOperation", "jobfiles", "file"})
    void anEndedSessionIsToldFromAMissingPermission(String operation) throws Exception {
        server.text("jobfiles", "PAC Server*/j/a*FILE*1*true;");
        server.status(operation, "403 Forbidden", "", "");
        server.text("jobs", jobs(""));
        assertThat(refusal(operation)).isInstanceOf(PermissionDeniedException.class);
        // the state of the job is asked before a download, while the session lasts
        AtomicBoolean ended = new AtomicBoolean();
        server.on(operation, (request, out) -> {
            ended.set(true);
            out.write(ScriptedServer.response("403 Forbidden", "", new byte[0]));
        });
        server.on(
                "jobs",
                (request, out) -> out.write(ScriptedServer.response(
                        "200 OK",
                        "",
                        jobs(ended.get() ? "<errMsg>" + ENDED + "</errMsg>" : "")
                                .getBytes(StandardCharsets.UTF_8))));
        assertThat(refusal(operation)).isInstanceOf(SessionEndedException.class).hasMessageContaining(ENDED);
        assertThat(host.problems("anna", "JobStatus")).isNotEmpty();
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
    void logOutDropsTheSessionEvenIfTheServiceCannotBeTold() throws Exception {
        server.close();
        assertThat(host.failure("anna", "LogOut"))
                .isInstanceOf(ServiceUnreachableException.class)
                .hasMessageContaining("dropped here");
        assertThat(host.problems("anna", "LogOut")).isNotEmpty();
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
                .hasMessageContaining("check the user name and the password");
    }
}
