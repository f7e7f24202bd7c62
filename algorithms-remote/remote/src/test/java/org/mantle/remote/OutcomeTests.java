package org.mantle.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.RunState;

/** What a user is told when an action has worked: in the last progress message, and in the log. */
class OutcomeTests {

    @TempDir
    Path folder;

    private final List<String> logged = new CopyOnWriteArrayList<>();
    private ScriptedServer server;
    private Host host;

    @BeforeEach
    void start() throws Exception {
        server = new ScriptedServer();
        host = new Host(Host.pac(server.url()));
        host.loggedIn("anna");
        state("Done");
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
        server.close();
    }

    private static String job(String state) {
        return "<Jobs><Job><cmd>x</cmd><id>7</id><name>n</name><status>" + state + "</status></Job></Jobs>";
    }

    private void state(String state) {
        server.text("jobs", job(state));
    }

    private AlgorithmRun started(String action, Object... namesAndValues) {
        List<Object> all = new ArrayList<>(List.of("UserName", "anna", "Action", action));
        all.addAll(List.of(namesAndValues));
        return host.mantle.start(Host.NAME, Host.properties(all.toArray()));
    }

    /** Runs an action that must work, and returns the last thing that it said. */
    private String outcome(String action, Object... namesAndValues) throws Exception {
        AlgorithmRun run = started(action, namesAndValues);
        assertThat(run.await()).isEqualTo(RunState.COMPLETED);
        takeLog(run);
        return run.progress().message();
    }

    private void takeLog(AlgorithmRun run) {
        run.log().lines().forEach(line -> logged.add(line.level() + " " + line.text()));
    }

    @Test
    void everyActionSaysWhatWasDone() throws Exception {
        Path file = Files.write(folder.resolve("scan.nxs"), new byte[3_200_000]);
        server.text("ping", "Web Services are ready on URL:x")
                .text("upfile", "1 file uploaded successfully to /work/imat")
                .text("submitapp", "<Job><id>7</id></Job>")
                .text("jobOperation", "<Job><actionMsg>ok</actionMsg></Job>")
                .text("logout", "ok");
        assertThat(outcome("LogIn", "Password", "x")).isEqualTo("Logged in at SCARF@STFC as anna");
        assertThat(outcome("Ping")).isEqualTo("SCARF@STFC is ready");
        assertThat(outcome("Upload", "FileToUpload", file.toString()))
                .isEqualTo("Uploaded scan.nxs (3.2 MB) to /work/imat");
        assertThat(outcome("SubmitJob", "JobName", "n")).isEqualTo("Submitted n as job 7: Done");
        assertThat(outcome("JobStatus")).isEqualTo("1 job of anna at SCARF@STFC");
        assertThat(outcome("JobStatusByID", "JobID", 7)).isEqualTo("Job 7: Done");
        assertThat(outcome("CancelJob", "CancelJobID", 7)).isEqualTo("Stopped job 7: Done");
        assertThat(outcome("LogOut")).isEqualTo("Logged out at SCARF@STFC");
        assertThat(logged)
                .contains(
                        "INFO Uploaded scan.nxs (3.2 MB) to /work/imat",
                        "INFO Logged in at SCARF@STFC as anna",
                        "INFO Stopped job 7: Done");
    }

    @Test
    void aDownloadSaysHowManyFilesAreWhere() throws Exception {
        server.text("jobfiles", "PAC Server*/j/a*FILE*3*true;PAC Server*/j/b*FILE*3*true;")
                .text("file", "abc");
        assertThat(outcome("Download", "DownloadJobID", 7, "LocalDirectory", "" + folder))
                .isEqualTo("Fetched 2 files (6 B) into " + folder);
        assertThat(outcome("Download", "DownloadJobID", 7, "LocalDirectory", "" + folder, "RemoteJobFilename", "b"))
                .isEqualTo("Fetched b (3 B) into " + folder);
        assertThat(logged)
                .containsExactly(
                        "INFO Fetched a (3 B), b (3 B)",
                        "INFO Fetched 2 files (6 B) into " + folder,
                        "INFO Fetched b (3 B) into " + folder);
    }

    @Test
    void aDownloadOfAJobThatStillRunsSaysSo() throws Exception {
        state("Running");
        server.text("jobfiles", "PAC Server*/j/a*FILE*3*true;").text("file", "abc");
        assertThat(outcome("Download", "DownloadJobID", 7, "LocalDirectory", "" + folder))
                .isEqualTo("Fetched 1 file (3 B) into " + folder + "; job 7 is Running, so more may come");
        assertThat(logged).contains("WARNING job 7 is Running: these are its files so far");
    }

    @Test
    void aDownloadDoesNotNeedTheStateOfItsJob() throws Exception {
        server.text("jobs", "<Jobs><note>No matching job found</note></Jobs>")
                .text("jobfiles", "PAC Server*/j/a*FILE*3*true;")
                .text("file", "abc");
        assertThat(outcome("Download", "DownloadJobID", 7, "LocalDirectory", "" + folder))
                .isEqualTo("Fetched 1 file (3 B) into " + folder);
    }

    private static String ended(int id, String remark) {
        return "<Job><cmd>x</cmd><extStatus>" + remark + "</extStatus><id>" + id
                + "</id><name>n</name><status>Exit</status></Job>";
    }

    @Test
    void whyAJobEndedIsTold() throws Exception {
        server.text("submitapp", "<Job><id>7</id></Job>")
                .text(
                        "jobs",
                        "<Jobs>" + ended(7, "could not be started") + ended(8, "exit code 1, see 8.error") + "</Jobs>");
        assertThat(outcome("SubmitJob", "JobName", "n")).isEqualTo("Submitted n as job 7: Exit (could not be started)");
        assertThat(outcome("JobStatusByID", "JobID", 8)).isEqualTo("Job 8: Exit (exit code 1, see 8.error)");
        assertThat(outcome("JobStatus")).isEqualTo("2 jobs of anna at SCARF@STFC");
        assertThat(logged.stream().filter(line -> line.startsWith("WARNING")))
                .containsExactly(
                        "WARNING job 7: Exit (could not be started)",
                        "WARNING job 8: Exit (exit code 1, see 8.error)",
                        "WARNING job 7: Exit (could not be started)",
                        "WARNING job 8: Exit (exit code 1, see 8.error)");
    }

    @Test
    void theReasonsOfManyJobsAreCutShort() throws Exception {
        StringBuilder many = new StringBuilder("<Jobs>");
        for (int id = 1; id <= 25; id++) {
            many.append(ended(id, "killed"));
        }
        server.text("jobs", many + "</Jobs>");
        outcome("JobStatus");
        assertThat(logged.stream().filter(line -> line.startsWith("WARNING")))
                .hasSize(21)
                .contains("WARNING 5 more jobs have ended; ask for one with Action=JobStatusByID");
    }

    @Test
    void theExitCodeIsAskedForWhereTheServiceSaysNotWhy() throws Exception {
        server.on("jobs", (request, out) -> {
            boolean details = request.target().contains("details=yes");
            String job = "<Jobs>" + ended(7, "-").replace("<id>", (details ? "<exitCode>137</exitCode>" : "") + "<id>")
                    + "</Jobs>";
            out.write(ScriptedServer.response("200 OK", "", job.getBytes(StandardCharsets.UTF_8)));
        });
        assertThat(outcome("JobStatusByID", "JobID", 7)).isEqualTo("Job 7: Exit (exit code 137)");
        assertThat(logged).contains("WARNING job 7: Exit (exit code 137)");
    }

    @Test
    void hiddenFilesThatAreLeftAreNamed() throws Exception {
        server.text("jobfiles", "PAC Server*/j/.bashrc*FILE*3*true;PAC Server*/j/a*FILE*3*true;")
                .text("file", "abc");
        assertThat(outcome("Download", "DownloadJobID", 7, "LocalDirectory", "" + folder))
                .isEqualTo("Fetched 1 file (3 B) into " + folder);
        assertThat(logged).contains("WARNING job 7 has hidden files, which are fetched by their names alone: .bashrc");
    }

    @Test
    void cancelJobWaitsUntilTheJobHasStopped() throws Exception {
        AtomicInteger questions = new AtomicInteger();
        server.text("jobOperation", "<Job><actionMsg>Job is being terminated</actionMsg></Job>")
                .on("jobs", (request, out) -> {
                    String state = questions.incrementAndGet() < 3 ? "Running" : "Exit";
                    out.write(ScriptedServer.response("200 OK", "", job(state).getBytes(StandardCharsets.UTF_8)));
                });
        assertThat(outcome("CancelJob", "CancelJobID", 7)).isEqualTo("Stopped job 7: Exit");
        assertThat(questions).hasValue(3);
    }

    @Test
    void waitingForAJobToStopCanBeGivenUp() throws Exception {
        state("Running");
        server.text("jobOperation", "<Job><actionMsg>Job is being terminated</actionMsg></Job>");
        AlgorithmRun run = started("CancelJob", "CancelJobID", 7);
        Waiting.await().until(() -> server.requests("jobs").size() >= 1);
        run.cancel();
        assertThat(run.await(Waiting.LONG)).isTrue();
        assertThat(run.state()).isEqualTo(RunState.CANCELLED);
        takeLog(run);
        assertThat(logged).containsExactly("WARNING job 7 was told to stop, and may run on; ask for its state");
    }

    private static void awaitEnd(CountDownLatch over) throws IOException {
        try {
            over.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void whetherAJobWasToldToStopIsNotKnownWhenTheAnswerIsNotWaitedFor() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        server.on("jobOperation", (request, out) -> awaitEnd(over));
        AlgorithmRun run = started("CancelJob", "CancelJobID", 7);
        Waiting.await().until(() -> server.requests("jobOperation").size() >= 1);
        run.cancel();
        assertThat(run.await(Waiting.LONG)).isTrue();
        over.countDown();
        assertThat(run.state()).isEqualTo(RunState.CANCELLED);
        takeLog(run);
        assertThat(logged)
                .containsExactly("WARNING job 7 may have been told to stop, and may run on; ask for its state");
    }

    @Test
    void aDownloadThatIsCancelledSaysWhatHasCome() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        server.text("jobfiles", "PAC Server*/j/a*FILE*3*true;PAC Server*/j/b*FILE*3*true;")
                .on("file", (request, out) -> {
                    if (server.requests("file").size() > 1) {
                        awaitEnd(over);
                    }
                    out.write(ScriptedServer.response("200 OK", "", "abc".getBytes(StandardCharsets.UTF_8)));
                });
        AlgorithmRun run = started("Download", "DownloadJobID", 7, "LocalDirectory", "" + folder);
        Waiting.await().until(() -> server.requests("file").size() >= 2);
        run.cancel();
        assertThat(run.await(Waiting.LONG)).isTrue();
        over.countDown();
        takeLog(run);
        assertThat(logged)
                .containsExactly("WARNING 1 of 2 files of job 7 was fetched into " + folder, "INFO Fetched a (3 B)");
    }

    @Test
    void theFilesOfALargeJobDoNotFillTheLog() throws Exception {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 120; i++) {
            many.append("PAC Server*/j/s").append(i).append("*FILE*3*true;");
        }
        server.text("jobfiles", many.toString()).text("file", "abc");
        outcome("Download", "DownloadJobID", 7, "LocalDirectory", "" + folder);
        assertThat(logged).hasSize(4);
        assertThat(logged.get(2)).startsWith("INFO Fetched s100 (3 B), ").endsWith("s119 (3 B)");
        assertThat(String.join(" ", logged).split(" \\(3 B\\)", -1)).hasSize(121);
    }

    @Test
    void aJobWhoseStateCannotBeAskedForWasToldToStopAllTheSame() throws Exception {
        server.text("jobOperation", "<Job><actionMsg>Job is being terminated</actionMsg></Job>")
                .status("jobs", "503 Oops", "", "");
        assertThat(outcome("CancelJob", "CancelJobID", 7)).isEqualTo("Job 7 was told to stop; ask for its state later");
    }

    @Test
    void whatIsKeptOfARunDoesNotDependOnTheWorkingDirectory() throws Exception {
        server.text("upfile", "1 file uploaded successfully to /work/imat")
                .text("jobfiles", "PAC Server*/j/a*FILE*3*true;")
                .text("file", "abc");
        Path here = Path.of("").toAbsolutePath();
        Path sent = Files.createTempFile(here.resolve("target"), "sent", ".nxs");
        Path fetched = Files.createTempDirectory(here.resolve("target"), "fetched");
        outcome("Upload", "FileToUpload", here.relativize(sent).toString());
        outcome(
                "Download",
                "DownloadJobID",
                7,
                "LocalDirectory",
                here.relativize(fetched).toString());

        assertThat(host.mantle.history().records().get(1).inputs()).containsEntry("FileToUpload", sent.toString());
        assertThat(host.mantle.history().records().get(2).inputs()).containsEntry("LocalDirectory", fetched.toString());
        assertThat(fetched.resolve("a")).hasContent("abc");
    }
}
