package org.mantle.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.run.RunState;
import org.mantle.gateway.Gateway;
import org.mantle.gateway.GatewayConfig;
import org.mantle.remote.job.LogInRefusedException;
import org.mantle.remote.job.ServiceFaultException;
import org.mantle.remote.job.SessionEndedException;
import org.mantle.remote.job.UnknownFileException;
import org.mantle.remote.job.UnknownJobException;

/** The algorithm by name, through a real gateway, over real sockets, with real jobs. */
class GatewayFlowTests {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-01T10:00:00Z"));

    @TempDir
    Path folder;

    private Gateway gateway;
    private Host host;

    @BeforeEach
    void start() throws Exception {
        startGateway();
        gateway.users().add("anna", Host.PASSWORD.toCharArray());
        host = new Host(Host.pac(gateway.url().toString()));
    }

    private void startGateway() throws Exception {
        InstantSource time = now::get;
        gateway = Gateway.start(GatewayConfig.builder(folder.resolve("data"))
                .allowManyUsers(true)
                .program("/work/bin/sh", List.of("/bin/sh"))
                .clock(time.withZone(ZoneOffset.UTC))
                .build());
    }

    @AfterEach
    void stop() {
        host.close();
        gateway.close();
    }

    private Path uploadScript(String user, String text) throws Exception {
        Path script = Files.writeString(folder.resolve("job-" + user + ".sh"), text);
        host.run(user, "Upload", "FileToUpload", script.toString(), "DestinationDirectory", "/work/imat/scripts");
        return script;
    }

    private Outputs awaitEnd(String user, String id) {
        AtomicReference<Outputs> last = new AtomicReference<>();
        Waiting.await().until(() -> {
            last.set(host.run(user, "JobStatusByID", "JobID", Long.parseLong(id)));
            return List.of("Done", "Exit").contains(last.get().get("RemoteJobStatus"));
        });
        return last.get();
    }

    @SuppressWarnings("unchecked") // the output is declared as a list of texts
    private static String onlyId(Outputs outputs) {
        List<String> ids = (List<String>) outputs.get("RemoteJobsID");
        assertThat(ids).hasSize(1);
        return ids.get(0);
    }

    /** What an earlier job has left, of which nobody knows any more. */
    @Test
    void aFileIsFetchedByItsPathUnderTheIdOfAForgottenJob() throws Exception {
        host.loggedIn("anna");
        Path script = uploadScript("anna", "#!/bin/sh\n");
        Path local = Files.createDirectory(folder.resolve("local"));
        String there = "/work/imat/scripts/" + script.getFileName();
        host.run(
                "anna",
                "Download",
                "DownloadJobID",
                99_999,
                "RemoteJobFilename",
                there,
                "LocalDirectory",
                local.toString());
        assertThat(local.resolve(script.getFileName())).hasSameBinaryContentAs(script);
        assertThat(host.failure(
                        "anna",
                        "Download",
                        "DownloadJobID",
                        99_999,
                        "RemoteJobFilename",
                        there + "x",
                        "LocalDirectory",
                        local.toString()))
                .isInstanceOf(UnknownFileException.class)
                .hasMessageContaining("does not have the file " + there + "x")
                .hasMessageNotContaining("99999");
    }

    @Test
    void theMainJobGoesFromLogInToLogOut() throws Exception {
        host.run("anna", "Ping");
        host.loggedIn("anna");
        Path script =
                uploadScript("anna", "#!/bin/sh\necho \"got $*\"\necho oops >&2\nhead -c 300000 /dev/zero > big.bin\n");
        Outputs submitted = host.run(
                "anna",
                "SubmitJob",
                "RunnablePath",
                "/work/bin/sh",
                "JobOptions",
                "/work/imat/scripts/" + script.getFileName() + " one 'two three'",
                "JobName",
                "first äö");
        String id = onlyId(submitted);
        assertThat(submitted.get("RemoteJobName")).isEqualTo("first äö");
        assertThat(submitted.get("RemoteJobsNames")).isEqualTo(List.of("first äö"));
        assertThat(submitted.get("RemoteJobCommand")).asString().contains("one");

        assertThat(awaitEnd("anna", id).get("RemoteJobStatus")).isEqualTo("Done");
        assertThat(host.run("anna", "JobStatus").get("RemoteJobsStatus")).isEqualTo(List.of("Done"));

        Path results = Files.createDirectory(folder.resolve("results"));
        host.run("anna", "Download", "DownloadJobID", Long.parseLong(id), "LocalDirectory", results.toString());
        assertThat(results.resolve(id + ".output")).hasContent("got one two three");
        assertThat(results.resolve(id + ".error")).hasContent("oops");
        assertThat(Files.size(results.resolve("big.bin"))).isEqualTo(300_000);
        try (var files = Files.list(results)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
        }

        host.run("anna", "LogOut");
        assertThat(host.problems("anna", "JobStatus"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("not logged in", "Action=LogIn"));
    }

    @Test
    void aBinaryFileArrivesByteForByteAndComesBackTheSame() throws Exception {
        host.loggedIn("anna");
        byte[] bytes = new byte[3_000_001];
        new Random(1).nextBytes(bytes);
        Path file = Files.write(folder.resolve("scan ä#%;1.nxs"), bytes);
        host.run("anna", "Upload", "FileToUpload", file.toString(), "DestinationDirectory", "/work/imat/new folder");
        Path arrived = folder.resolve("data/anna/work/imat/new folder/scan ä#%;1.nxs");
        assertThat(Arrays.equals(Files.readAllBytes(arrived), bytes)).isTrue();

        Path script = uploadScript("anna", "#!/bin/sh\ncp '" + arrived + "' back.bin\n: > empty.txt\n");
        String id = onlyId(host.run(
                "anna",
                "SubmitJob",
                "RunnablePath",
                "/work/bin/sh",
                "JobOptions",
                "/work/imat/scripts/" + script.getFileName()));
        assertThat(awaitEnd("anna", id).get("RemoteJobStatus")).isEqualTo("Done");
        Path results = Files.createDirectory(folder.resolve("back"));
        for (String name : List.of("back.bin", "empty.txt")) {
            host.run(
                    "anna",
                    "Download",
                    "DownloadJobID",
                    id,
                    "LocalDirectory",
                    results.toString(),
                    "RemoteJobFilename",
                    name);
        }
        assertThat(Arrays.equals(Files.readAllBytes(results.resolve("back.bin")), bytes))
                .isTrue();
        assertThat(results.resolve("empty.txt")).isEmptyFile();

        assertThat(host.failure(
                        "anna",
                        "Download",
                        "DownloadJobID",
                        id,
                        "LocalDirectory",
                        results.toString(),
                        "RemoteJobFilename",
                        "nowhere.txt"))
                .isInstanceOf(UnknownFileException.class)
                .hasMessageContaining("nowhere.txt")
                .hasMessageContaining("back.bin");
    }

    private String submitted(Path script) {
        return onlyId(host.run(
                "anna",
                "SubmitJob",
                "RunnablePath",
                "/work/bin/sh",
                "JobOptions",
                "/work/imat/scripts/" + script.getFileName()));
    }

    @Test
    void namesOfFilesArriveAsTheyAre() throws Exception {
        List<String> names =
                List.of("dir\\t.tif", "12:30.log", "trailing ", " leading", "a,b", "é", "tab\there", "x#?%20");
        StringBuilder job = new StringBuilder("#!/bin/sh\n");
        names.forEach(name -> job.append("printf x > '").append(name).append("'\n"));
        host.loggedIn("anna");
        List<String> inNoList = List.of(".hidden", "st*r.txt", "a%20b+c&d;e.txt");
        inNoList.forEach(name -> job.append("printf x > '").append(name).append("'\n"));
        String id = submitted(uploadScript("anna", job.toString()));
        assertThat(awaitEnd("anna", id).get("RemoteJobStatus")).isEqualTo("Done");
        Path all = Files.createDirectory(folder.resolve("all"));
        host.run("anna", "Download", "DownloadJobID", id, "LocalDirectory", all.toString());
        assertThat(all).isDirectoryNotContaining("glob:**/.hidden");
        names.forEach(name -> assertThat(all.resolve(name)).hasContent("x"));
        for (String name : Stream.concat(names.stream(), inNoList.stream()).toList()) {
            Path one = Files.createTempDirectory(folder, "one");
            host.run(
                    "anna",
                    "Download",
                    "DownloadJobID",
                    id,
                    "LocalDirectory",
                    one.toString(),
                    "RemoteJobFilename",
                    name);
            assertThat(one.resolve(name)).hasContent("x");
        }
    }

    @Test
    void whatARunningJobHasWrittenComesAsItWasListed() throws Exception {
        host.loggedIn("anna");
        String id = submitted(uploadScript("anna", "#!/bin/sh\nwhile [ ! -e stop ]; do echo line >> log; done\n"));
        Path results = Files.createDirectory(folder.resolve("growing"));
        Waiting.await().until(() -> {
            host.run("anna", "Download", "DownloadJobID", id, "LocalDirectory", results.toString());
            return Files.exists(results.resolve("log")) && Files.size(results.resolve("log")) > 0;
        });
        for (int i = 0; i < 20; i++) {
            host.run(
                    "anna",
                    "Download",
                    "DownloadJobID",
                    id,
                    "LocalDirectory",
                    results.toString(),
                    "RemoteJobFilename",
                    "log");
            assertThat(Files.readString(results.resolve("log"))).matches("(?s)(line\n)*(line?|lin|li|l)?");
        }
        host.run("anna", "CancelJob", "CancelJobID", id);
    }

    @Test
    void theResultOfAnEarlierJobComesByItsPath() throws Exception {
        host.loggedIn("anna");
        String earlier = submitted(uploadScript("anna", "#!/bin/sh\necho result > slice.tif\n"));
        awaitEnd("anna", earlier);
        Path job;
        try (var folders = Files.list(folder.resolve("data/anna/work/jobs"))) {
            job = folders.findFirst().orElseThrow();
        }
        String other = submitted(uploadScript("anna", "#!/bin/sh\ntrue\n"));
        Path results = Files.createDirectory(folder.resolve("earlier"));
        String path = "/work/jobs/" + job.getFileName() + "/slice.tif";
        host.run(
                "anna",
                "Download",
                "DownloadJobID",
                other,
                "LocalDirectory",
                results.toString(),
                "RemoteJobFilename",
                path);
        assertThat(results.resolve("slice.tif")).hasContent("result");
        assertThat(host.failure(
                        "anna",
                        "Download",
                        "DownloadJobID",
                        other,
                        "LocalDirectory",
                        results.toString(),
                        "RemoteJobFilename",
                        path + "x"))
                .isInstanceOf(UnknownFileException.class)
                .hasMessageContaining("slice.tifx");

        gateway.close();
        startGateway();
        Files.delete(results.resolve("slice.tif"));
        try (Host later = new Host(Host.pac(gateway.url().toString()))) {
            later.loggedIn("anna")
                    .run(
                            "anna",
                            "Download",
                            "DownloadJobID",
                            earlier,
                            "LocalDirectory",
                            results.toString(),
                            "RemoteJobFilename",
                            path);
        }
        assertThat(results.resolve("slice.tif")).hasContent("result");
    }

    @Test
    void aRunningJobIsStoppedByCancelJob() throws Exception {
        host.loggedIn("anna");
        Path script = uploadScript("anna", "#!/bin/sh\nsleep 100000\n");
        String id = onlyId(host.run(
                "anna",
                "SubmitJob",
                "RunnablePath",
                "/work/bin/sh",
                "JobOptions",
                "/work/imat/scripts/" + script.getFileName()));
        host.run("anna", "CancelJob", "CancelJobID", id);
        assertThat(awaitEnd("anna", id).get("RemoteJobStatus")).isEqualTo("Exit");
        assertThat(host.failure("anna", "CancelJob", "CancelJobID", id))
                .isInstanceOf(ServiceFaultException.class)
                .hasMessageContaining("already finished");
    }

    @Test
    void twoUsersWorkSideBySideEachWithTheirOwnJobs() throws Exception {
        gateway.users().add("bert", Host.PASSWORD.toCharArray());
        host.loggedIn("anna").loggedIn("bert");
        Path annas = uploadScript("anna", "#!/bin/sh\necho anna\n");
        Path berts = uploadScript("bert", "#!/bin/sh\necho bert\n");
        List<AlgorithmRun> runs = List.of(
                host.mantle.start(
                        Host.NAME,
                        Host.properties(
                                "UserName",
                                "anna",
                                "Action",
                                "SubmitJob",
                                "RunnablePath",
                                "/work/bin/sh",
                                "JobOptions",
                                "/work/imat/scripts/" + annas.getFileName())),
                host.mantle.start(
                        Host.NAME,
                        Host.properties(
                                "UserName",
                                "bert",
                                "Action",
                                "SubmitJob",
                                "RunnablePath",
                                "/work/bin/sh",
                                "JobOptions",
                                "/work/imat/scripts/" + berts.getFileName())));
        String annasJob = onlyId(runs.get(0).outputs());
        String bertsJob = onlyId(runs.get(1).outputs());
        assertThat(runs).allMatch(run -> run.state() == RunState.COMPLETED);
        assertThat(annasJob).isNotEqualTo(bertsJob);
        assertThat(host.run("anna", "JobStatus").get("RemoteJobsID")).isEqualTo(List.of(annasJob));
        assertThat(host.run("bert", "JobStatus").get("RemoteJobsID")).isEqualTo(List.of(bertsJob));
        assertThat(host.failure("anna", "JobStatusByID", "JobID", bertsJob))
                .isInstanceOf(UnknownJobException.class)
                .hasMessageContaining("anna")
                .hasMessageContaining(bertsJob);

        host.run("anna", "LogOut");
        assertThat(host.run("bert", "JobStatus").get("RemoteJobsID"))
                .asInstanceOf(list(String.class))
                .containsExactly(bertsJob);
    }

    @Test
    void aSessionThatExpiredIsNamedSoAndThenDropped() {
        host.loggedIn("anna");
        now.updateAndGet(time -> time.plus(Duration.ofHours(3)));
        assertThat(host.failure("anna", "JobStatus"))
                .isInstanceOf(SessionEndedException.class)
                .hasMessageContaining("has ended")
                .hasMessageContaining("log in again");
        assertThat(host.problems("anna", "JobStatus")).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("sessionEnded");
            assertThat(problem.message()).isEqualTo("the session of anna at SCARF@STFC has ended; log in again");
        });
        host.loggedIn("anna").run("anna", "JobStatus");
    }

    @Test
    void anUploadInAnEndedSessionSaysSoAndLeavesNothing() throws Exception {
        host.loggedIn("anna");
        now.updateAndGet(time -> time.plus(Duration.ofHours(3)));
        byte[] bytes = new byte[40_000_000];
        Path file = Files.write(folder.resolve("large.bin"), bytes);
        assertThat(host.failure("anna", "Upload", "FileToUpload", file.toString()))
                .isInstanceOf(SessionEndedException.class);
        assertThat(folder.resolve("data/anna/work/imat/large.bin")).doesNotExist();
    }

    @Test
    void aWrongPasswordIsRefusedInTheServicesOwnWords() {
        assertThat(host.failure("anna", "LogIn", "Password", "wrong"))
                .isInstanceOf(LogInRefusedException.class)
                .hasMessageContaining("anna")
                .hasMessageContaining("The user name or the password is not right")
                .hasMessageNotContaining("wrong;");
        assertThat(host.problems("anna", "JobStatus")).isNotEmpty();
    }

    @Test
    void scarfsOwnLogInWorksAsWell() throws Exception {
        String url = gateway.url().toString();
        String logIn = gateway.url().resolve("/cgi-bin/token.py").toString();
        try (Host scarf = new Host(Host.pac(url, "logIn", "scarf", "logInUrl", logIn))) {
            scarf.loggedIn("anna");
            assertThat(scarf.run("anna", "JobStatus").get("RemoteJobsID")).isEqualTo(List.of());
            assertThat(scarf.failure("anna", "LogIn", "Password", "nö")).isInstanceOf(LogInRefusedException.class);
        }
    }

    @Test
    void theUserOfTheLastSuccessfulCallIsRemembered() throws Exception {
        host.failure("bert", "LogIn", "Password", "wrong");
        assertThat(host.users.last("SCARF@STFC")).isEmpty();
        host.loggedIn("anna");
        assertThat(host.users.last("SCARF@STFC")).contains("anna");
        host.run("bert", "Ping");
        assertThat(host.users.last("SCARF@STFC")).contains("bert");
    }

    @Test
    void progressOfATransferIsToldInBytes() throws Exception {
        host.loggedIn("anna");
        Path file = Files.write(folder.resolve("f.bin"), "x".repeat(1000).getBytes(StandardCharsets.UTF_8));
        AlgorithmRun run = host.mantle.start(
                Host.NAME, Host.properties("UserName", "anna", "Action", "Upload", "FileToUpload", file.toString()));
        assertThat(run.await()).isEqualTo(RunState.COMPLETED);
        assertThat(run.progress().unit()).isEqualTo("bytes");
        assertThat(run.progress().done()).isEqualTo(1000);
        assertThat(run.progress().total()).isEqualTo(1000);
    }
}
