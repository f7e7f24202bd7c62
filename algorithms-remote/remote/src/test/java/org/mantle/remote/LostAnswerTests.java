package org.mantle.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mantle.framework.Mantle;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.RunState;
import org.mantle.remote.ScriptedServer.Request;
import org.mantle.remote.job.JobRequest;
import org.mantle.remote.job.PermissionDeniedException;
import org.mantle.remote.job.ServiceFaultException;
import org.mantle.remote.job.SubmissionUncertainException;

/** What is done, and told, when the answer to a submission gets lost. */
class LostAnswerTests extends FailureRoom {

    private final AtomicReference<String> job = new AtomicReference<>("");

    /** Takes each submission as a job, whose answer gets lost as often as is said, and lists it. */
    private void losesAnswers(int losses, boolean isAccepted) {
        server.on("submitapp", (request, out) -> {
            boolean isLost = server.requests("submitapp").size() <= losses;
            if (isAccepted || !isLost) {
                job.set(job("7", request.body().replaceAll("(?s).*JOB_NAME</id><value>([^<]*)<.*", "$1")));
            }
            if (!isLost) {
                answer(out, "<Job><id>7</id></Job>");
            }
        });
        server.on("jobs", (request, out) -> answer(out, jobs(job.get())));
        server.text("ping", "Web Services are ready on URL:");
    }

    private static void answer(OutputStream out, String text) throws IOException {
        out.write(ScriptedServer.response("200 OK", "", text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String job(String id, String name) {
        return "<Job><cmd>x</cmd><extStatus>-</extStatus><id>" + id + "</id><name>" + name
                + "</name><status>Running</status></Job>";
    }

    private void recognisesMarks() {
        server.status("ping", "200 OK", "Idempotency-Key: submitapp\r\n", "Web Services are ready on URL:");
    }

    private List<String> logOf(AlgorithmRun run) {
        List<String> lines = new ArrayList<>();
        run.log().lines().forEach(line -> lines.add(line.level() + " " + line.text()));
        return lines;
    }

    private AlgorithmRun started(String action, Object... namesAndValues) {
        List<Object> all = new ArrayList<>(List.of("UserName", "anna", "Action", action));
        all.addAll(List.of(namesAndValues));
        return host.mantle.start(Host.NAME, Host.properties(all.toArray()));
    }

    @Test
    void everySubmissionHasAMarkOfItsOwn() throws Exception {
        losesAnswers(0, true);
        host.run("anna", "SubmitJob");
        host.run("anna", "SubmitJob", "JobName", "mine");
        List<Request> requests = server.requests("submitapp");
        assertThat(requests)
                .allSatisfy(request ->
                        assertThat(request.headers().get("idempotency-key")).matches("\"[0-9a-f]{16}\""));
        assertThat(requests.get(0).headers().get("idempotency-key"))
                .isNotEqualTo(requests.get(1).headers().get("idempotency-key"));
    }

    @Test
    void aJobThatHasTheMarkInItsNameIsFoundAndNotSubmittedAgain() throws Exception {
        losesAnswers(1, true);
        AlgorithmRun run = started("SubmitJob");
        assertThat(run.await()).isEqualTo(RunState.COMPLETED);
        assertThat(run.outputs().get("RemoteJobsID")).isEqualTo(List.of("7"));
        assertThat(run.outputs().get("RemoteJobName")).asString().matches("Mantle_[0-9a-f]{16}");
        assertThat(server.requests("submitapp")).hasSize(1);
        assertThat(logOf(run)).contains("INFO the answer to the submission was lost; its job is 7");
        assertThat(host.unanswered()).isEmpty();
    }

    @Test
    void aJobThatIsNotThereIsSubmittedAgainUnderTheSameName() {
        losesAnswers(1, false);
        assertThat(host.run("anna", "SubmitJob").get("RemoteJobsID")).isEqualTo(List.of("7"));
        List<Request> sent = server.requests("submitapp");
        assertThat(sent).hasSize(2);
        assertThat(name(sent.get(1))).isEqualTo(name(sent.get(0)));
        assertThat(server.requests("jobs")).hasSizeGreaterThan(5);
    }

    private static String name(Request request) {
        return request.body().replaceAll("(?s).*JOB_NAME</id><value>([^<]*)<.*", "$1");
    }

    @Test
    void aServiceThatRecognisesTheMarkIsSentTheSameSubmissionAgain() {
        losesAnswers(3, true);
        recognisesMarks();
        host.run("anna", "SubmitJob", "JobName", "mine");
        List<Request> sent = server.requests("submitapp");
        assertThat(sent).hasSize(4).allSatisfy(request -> {
            assertThat(name(request)).isEqualTo("mine");
            assertThat(request.headers().get("idempotency-key"))
                    .isEqualTo(sent.get(0).headers().get("idempotency-key"));
        });
    }

    private void refusesAfterALoss() {
        losesAnswers(1, false);
        server.on("submitapp", (request, out) -> {
            if (server.requests("submitapp").size() > 1) {
                answer(out, "<Job><errMsg>no such runnable</errMsg><id>0</id></Job>");
            }
        });
    }

    @Test
    void aRefusalIsOneWhereNoJobWasFound() throws Exception {
        refusesAfterALoss();
        assertThat(host.failure("anna", "SubmitJob"))
                .isInstanceOf(ServiceFaultException.class)
                .hasMessageContaining("no such runnable");
        assertThat(server.requests("submitapp")).hasSize(2);
        assertThat(host.unanswered()).isEmpty();
    }

    /** It may be too busy to see that it has the job. */
    @Test
    void aRefusalOfAServiceThatRecognisesTheMarkDoesNotTellThatThereIsNoJob() throws Exception {
        refusesAfterALoss();
        recognisesMarks();
        AlgorithmRun run = started("SubmitJob");
        assertThat(run.await()).isEqualTo(RunState.FAILED);
        assertThat(logOf(run))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("WARNING the submission was sent again, and refused")
                        .contains("no such runnable"));
        assertThat(server.requests("submitapp")).hasSize(4);
        assertThat(host.unanswered()).hasSize(1);
    }

    @Test
    void aSubmissionThatTheServiceIsStillAtIsWaitedFor() throws Exception {
        losesAnswers(0, true);
        recognisesMarks();
        ScriptedServer.Script accepting = (request, out) -> {
            int count = server.requests("submitapp").size();
            out.write(
                    count == 1
                            ? new byte[0]
                            : ScriptedServer.response(
                                    count < 4 ? "409 Conflict" : "200 OK",
                                    "",
                                    "<Job><id>7</id></Job>".getBytes(StandardCharsets.UTF_8)));
        };
        server.on("submitapp", accepting);
        assertThat(host.run("anna", "SubmitJob").get("RemoteJobsID")).isEqualTo(List.of("7"));
    }

    @Test
    void whatCannotBeLookedForStaysUncertain() {
        losesAnswers(1, true);
        server.status("jobs", "403 Forbidden", "", "permission denied");
        assertThat(host.failure("anna", "SubmitJob"))
                .isInstanceOf(SubmissionUncertainException.class)
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .isInstanceOf(PermissionDeniedException.class));
        assertThat(server.requests("submitapp")).hasSize(1);
    }

    /** The first sending may have made a job, also when the user may not ask any more as it is sent again. */
    @ParameterizedTest
    @CsvSource({"401 Unauthorized, SessionEndedException", "403 Forbidden, PermissionDeniedException"})
    void whoMayNoLongerSendItAgainStaysUncertain(String status, String reason) throws Exception {
        losesAnswers(1, true);
        recognisesMarks();
        server.on("submitapp", (request, out) -> {
            if (server.requests("submitapp").size() > 1) {
                out.write(ScriptedServer.response(status, "", new byte[0]));
            }
        });
        assertThat(host.failure("anna", "SubmitJob", "JobName", "mine"))
                .isInstanceOf(SubmissionUncertainException.class)
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .extracting(each -> each.getClass().getSimpleName())
                        .containsExactly(reason));
        assertThat(server.requests("submitapp")).hasSize(2);
        assertThat(host.unanswered()).hasSize(1);
    }

    @Test
    void aServiceThatMakesTwoJobsAllTheSameIsFoundOut() throws Exception {
        losesAnswers(1, false);
        server.on("submitapp", (request, out) -> {
            if (server.requests("submitapp").size() > 1) {
                job.set(job("7", name(request)) + job("8", name(request)));
                answer(out, "<Job><id>8</id></Job>");
            }
        });
        AlgorithmRun run = started("SubmitJob");
        assertThat(run.await()).isEqualTo(RunState.COMPLETED);
        assertThat(logOf(run))
                .contains("WARNING the submission, which was sent twice, made several jobs: 7, 8; stop all but one of"
                        + " them with Action=CancelJob");
    }

    @Test
    void aCancellationWhileTheJobIsLookedForSaysWhatIsKnown() throws Exception {
        losesAnswers(1, false);
        AlgorithmRun run = started("SubmitJob");
        Waiting.await().until(() -> !server.requests("jobs").isEmpty());
        run.cancel();
        assertThat(run.await(Waiting.LONG)).isTrue();
        assertThat(run.state()).isEqualTo(RunState.CANCELLED);
        String name = name(server.only("submitapp"));
        assertThat(logOf(run))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("WARNING the answer of SCARF@STFC to the submission was lost")
                        .contains("look for a job named \"" + name + "\""));

        AlgorithmRun next = started("JobStatus");
        assertThat(next.await()).isEqualTo(RunState.COMPLETED);
        assertThat(logOf(next))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("WARNING the answer to the submission of " + name)
                        .contains("SCARF@STFC lists no job of that name so far"));
    }

    @Test
    void aSubmissionUnderTheUsersNameIsToldOfByTheNextCallThatFindsIt() throws Exception {
        losesAnswers(1, true);
        assertThat(host.failure("anna", "SubmitJob", "JobName", "mine"))
                .isInstanceOf(SubmissionUncertainException.class);
        AlgorithmRun next = started("SubmitJob", "JobName", "other");
        assertThat(next.await()).isEqualTo(RunState.COMPLETED);
        assertThat(logOf(next))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("WARNING the answer to the submission of mine")
                        .endsWith("was lost; it may be job 7: Running"));
        AlgorithmRun last = started("JobStatus");
        assertThat(last.await()).isEqualTo(RunState.COMPLETED);
        assertThat(logOf(last)).noneMatch(line -> line.contains("was lost"));
    }

    /** Submits in a process of its own: the first argument is the service's address, the second a folder. */
    static final class Submitter {

        private Submitter() {}

        public static void main(String[] arguments) throws Exception {
            Path state = Path.of(arguments[1]);
            ComputeResources resources = ComputeResources.inMemory();
            resources.add("SCARF@STFC", Map.of("url", arguments[0]));
            try (Mantle mantle = Mantle.builder()
                    .service(ComputeResources.class, resources)
                    .service(UnansweredSubmissions.class, UnansweredSubmissions.at(state.resolve("submissions.json")))
                    .build()) {
                mantle.run(Host.NAME, Map.of("UserName", "anna", "Action", "LogIn", "Password", Host.PASSWORD));
                mantle.run(
                        Host.NAME, Map.of("UserName", "anna", "Action", "SubmitJob", "JobOptions", "-k secret-4711"));
            }
        }
    }

    @Test
    void aJobIsFoundAgainWhenTheProgramThatSubmittedItWasKilled() throws Exception {
        losesAnswers(1, true);
        ScriptedServer.Script accepting = (request, out) -> {
            job.set(job("7", name(request)));
            try {
                // the answer comes after the client is gone
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        };
        server.on("submitapp", accepting);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path")
                                + File.pathSeparator
                                + System.getProperty("jdk.module.path", ""),
                        Submitter.class.getName(),
                        server.url(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        try {
            Waiting.await().until(() -> !job.get().isEmpty());
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();

        Path file = folder.resolve("submissions.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file).content().contains("Mantle_").doesNotContain("secret-4711");
        RemoteSessions sessions = (RemoteSessions) host.sessions;
        try (Host later = new Host(host.resources, sessions, UnansweredSubmissions.at(file))) {
            AlgorithmRun next =
                    later.mantle.start(Host.NAME, Host.properties("UserName", "anna", "Action", "JobStatus"));
            assertThat(next.await()).isEqualTo(RunState.COMPLETED);
            assertThat(logOf(next))
                    .anySatisfy(line -> assertThat(line).endsWith("was lost; it was accepted, as job 7: Running"));
            assertThat(later.unanswered()).isEmpty();
        }
    }

    @Test
    void aSubmissionUnderWayIsNotToldOf() throws Exception {
        UnansweredSubmissions submissions = UnansweredSubmissions.at(folder.resolve("s.json"));
        JobRequest request = JobRequest.marked("/x", "", "");
        submissions.begin("SCARF@STFC", "anna", request);
        assertThat(submissions.lost("SCARF@STFC", "anna")).isEmpty();
        submissions.giveUp("SCARF@STFC", "anna", request.mark());
        assertThat(submissions.lost("SCARF@STFC", "anna")).singleElement().satisfies(lost -> {
            assertThat(lost.name()).isEqualTo("Mantle_" + request.mark());
            assertThat(lost.begun()).isBetween(Instant.now().minusSeconds(600), Instant.now());
        });
        assertThat(submissions.lost("SCARF@STFC", "berta")).isEmpty();
        submissions.forget("SCARF@STFC", "anna", request.mark());
        assertThat(folder.resolve("s.json")).hasContent("{}");
    }
}
