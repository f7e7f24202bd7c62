package org.mantle.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.framework.run.Outputs;
import org.mantle.gateway.testing.Eventually;
import org.mantle.remote.job.ServiceFaultException;
import org.mantle.remote.job.SubmissionUncertainException;
import org.mantle.remote.job.UnknownFileException;
import org.mantle.remote.job.UnknownJobException;
import org.mantle.remote.kind.InvalidSettingsException;
import org.mantle.ssh.testing.SlurmSite;
import org.mantle.ssh.testing.SshHost;

/** The main job at a site that offers nothing but SSH: a real daemon, a real Slurm, and the algorithm as every user calls it. */
class SlurmSshFlowTests {

    @TempDir
    Path folder;

    private SlurmSite site;

    @BeforeEach
    void start() throws Exception {
        site = new SlurmSite(folder);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private static List<String> texts(Object list) {
        return ((List<?>) list).stream().map(Object::toString).toList();
    }

    private static String idOf(Outputs submission) {
        return ((List<?>) submission.get("RemoteJobsID")).get(0).toString();
    }

    private String submit(SshHost host, Path runnable, String options, String name) {
        return idOf(host.run("SubmitJob", "RunnablePath", runnable.toString(), "JobOptions", options, "JobName", name));
    }

    private static String state(SshHost host, String id) {
        return (String) host.run("JobStatusByID", "JobID", id).get("RemoteJobStatus");
    }

    private static void awaitState(SshHost host, String id, String state) {
        Eventually.await().until(() -> state(host, id).equals(state));
    }

    private Path fetched(SshHost host, String id) throws Exception {
        Path local = Files.createTempDirectory(folder, "local");
        host.run("Download", "DownloadJobID", id, "LocalDirectory", local.toString());
        return local;
    }

    @Test
    void aFileIsSentAJobRunsOnItAndItsResultsComeBack() throws Exception {
        Path data = Files.writeString(folder.resolve("scan é 'q\".txt"), "the scan");
        Path script = SlurmSite.command(
                folder.resolve("program"),
                "for a in \"$@\"; do printf '<%s>\\n' \"$a\"; done",
                "cp \"$1\" result.txt",
                "echo \"$MANTLE_JOB_NAME\" >report.json",
                "echo trouble >&2");
        Path there = folder.resolve("site/data of ü");
        try (SshHost host = site.host()) {
            host.run("Ping");
            host.run("Upload", "FileToUpload", data.toString(), "DestinationDirectory", there.toString());
            host.run("Upload", "FileToUpload", script.toString(), "DestinationDirectory", there.toString());
            assertThat(there.resolve(data.getFileName())).hasContent("the scan");
            Outputs submitted = host.run(
                    "SubmitJob",
                    "RunnablePath",
                    there.resolve("program").toString(),
                    "JobOptions",
                    "\"" + there + "/scan é 'q\\\".txt\" $HOME 'two\nlines' \\#x ''",
                    "JobName",
                    "a name; with 'é'");
            String id = idOf(submitted);
            awaitState(host, id, "COMPLETED");
            Outputs status = host.run("JobStatus");
            assertThat(texts(status.get("RemoteJobsID"))).contains(id);
            assertThat(texts(status.get("RemoteJobsNames"))).contains("a name; with 'é'");
            assertThat(host.run("JobStatusByID", "JobID", id)
                            .get("RemoteJobCommand")
                            .toString())
                    .startsWith(there.resolve("program").toString());
            Path local = fetched(host, id);
            assertThat(local.toFile().list())
                    .containsExactlyInAnyOrder(id + ".output", id + ".error", "result.txt", "report.json");
            assertThat(local.resolve("result.txt")).hasContent("the scan");
            assertThat(local.resolve("report.json")).hasContent("a name; with 'é'");
            assertThat(local.resolve(id + ".error")).hasContent("trouble");
            assertThat(local.resolve(id + ".output"))
                    .hasContent("<" + there + "/scan é 'q\".txt>\n<$HOME>\n<two\nlines>\n<#x>\n<>");
            host.run("LogOut");
        }
    }

    @Test
    void aJobThatFailsSaysWithWhichExitCodeAlsoWhenSlurmHasForgottenIt() throws Exception {
        Path program = Files.createDirectory(folder.resolve("program"));
        SlurmSite.command(program.resolve("run"), "exit 7");
        try (SshHost host = site.host()) {
            String id = submit(host, program, "", "fails");
            awaitState(host, id, "FAILED");
            site.replace("squeue", "exit 0");
            assertThat(state(host, id)).isEqualTo("FAILED");
            assertThat(host.warnings("JobStatusByID", "JobID", id))
                    .anyMatch(line -> line.contains(id + ": FAILED (exit code 7, see " + id + ".error)"));
            Outputs listed = host.run("JobStatus");
            assertThat(texts(listed.get("RemoteJobsNames"))).contains("fails");
            assertThat(texts(listed.get("RemoteJobsCommands"))).contains(program.toString());
            assertThat(fetched(host, id).toFile().list()).contains(id + ".output");
        }
    }

    @Test
    void manyFilesComeSeveralAtATimeAndThoseInJsonLast() throws Exception {
        Path program = SlurmSite.command(
                folder.resolve("program"),
                "for i in $(seq 300); do echo \"slice $i\" >slice_$i.tif; done; echo {} >report.json; mkfifo pipe");
        try (SshHost host = site.host()) {
            String id = submit(host, program, "", "many");
            awaitState(host, id, "COMPLETED");
            Path local = Files.createDirectory(folder.resolve("local"));
            assertThat(host.failure("Download", "DownloadJobID", id, "LocalDirectory", local.toString()))
                    .hasMessageContaining("pipe (no permission); 303 of 304 files of job " + id + " were fetched");
            for (int i = 1; i <= 300; i++) {
                assertThat(local.resolve("slice_" + i + ".tif")).hasContent("slice " + i);
            }
            assertThat(Files.getLastModifiedTime(local.resolve("report.json")))
                    .isGreaterThanOrEqualTo(Files.getLastModifiedTime(local.resolve("slice_300.tif")));
        }
    }

    /** It has no folder here, which is no failure: its state is told, also why it failed. */
    @Test
    void aJobThatWasSubmittedElsewhereHasNoFiles() throws Exception {
        Path program = SlurmSite.command(folder.resolve("program"), "exit 0");
        try (SshHost host = site.host()) {
            awaitState(host, submit(host, program, "", "own"), "COMPLETED");
            String id = site.cluster()
                    .call("sbatch", "--parsable", "--output=/dev/null", "--wrap", "exit 7")
                    .strip();
            awaitState(host, id, "FAILED");
            assertThat(host.warnings("JobStatusByID", "JobID", id))
                    .anyMatch(line -> line.contains(id + ": FAILED (exit code 7)"));
            Path local = Files.createDirectory(folder.resolve("local"));
            assertThat(host.failure("Download", "DownloadJobID", id, "LocalDirectory", local.toString()))
                    .isInstanceOf(UnknownFileException.class)
                    .hasMessageContaining("job " + id + " at SCARF@STFC has no files");
        }
    }

    @Test
    void aJobIsStoppedAndTheSignalDoesNotKeepItFromBeingKnown() throws Exception {
        Path program = SlurmSite.command(folder.resolve("program"), "sleep 300");
        try (SshHost host = site.host()) {
            String id = submit(host, program, "", "waits");
            awaitState(host, id, "RUNNING");
            host.run("CancelJob", "CancelJobID", id);
            awaitState(host, id, "CANCELLED");
            // once more does no harm
            host.run("CancelJob", "CancelJobID", id);
        }
    }

    @Test
    void whatSlurmRefusesIsToldInItsOwnWordsAndLeavesNothing() throws Exception {
        Path program = SlurmSite.command(folder.resolve("program"), "exit 0");
        try (SshHost host = site.host("submitOptions", "--partition=nope --time=10")) {
            assertThat(host.failure("SubmitJob", "RunnablePath", program.toString(), "JobOptions", ""))
                    .isInstanceOf(ServiceFaultException.class)
                    .hasMessageContaining("was refused; the service says: invalid partition specified: nope");
        }
        try (Stream<Path> left = Files.list(site.jobs())) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactly(".ids");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--array=1-3", "--arr 1-3", "-a 1-3", "-a1-3", "--time=10 -Ha1-3%1"})
    void anArrayIsNotMadeByTheOptionsOfTheResource(String options) {
        assertThatThrownBy(() -> site.host("submitOptions", options))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("would make every job an array, and arrays of jobs are not supported over SSH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--account=a --acctg-freq=1", "-A a -p array", "--comment=-a"})
    void otherOptionsAreNotTakenForArrays(String options) throws Exception {
        site.host("submitOptions", options).close();
    }

    @Test
    void whatIsNotThereOrCannotBeRunIsToldBeforeSlurmIsAsked() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "no program");
        try (SshHost host = site.host()) {
            assertThat(host.failure("SubmitJob", "RunnablePath", "/no/such thing", "JobOptions", ""))
                    .hasMessageStartingWith("there is no file /no/such thing (RunnablePath)");
            assertThat(host.failure("SubmitJob", "RunnablePath", text.toString(), "JobOptions", ""))
                    .hasMessageContaining("cannot be run: make it executable");
            assertThat(host.failure("SubmitJob", "RunnablePath", text.toString(), "JobOptions", "'open"))
                    .hasMessageStartingWith("JobOptions cannot be taken apart");
            for (String name : List.of("s[1-2]", "s[1,4-9:2]%3", "[7] % 1")) {
                assertThat(host.failure("SubmitJob", "RunnablePath", text.toString(), "JobName", name))
                        .isInstanceOf(ServiceFaultException.class)
                        .hasMessageStartingWith(
                                "JobName " + name + " asks for an array of jobs, which is not supported over SSH");
            }
            assertThat(host.failure("JobStatusByID", "JobID", 99_999)).isInstanceOf(UnknownJobException.class);
            assertThat(host.failure("CancelJob", "CancelJobID", 99_999)).isInstanceOf(UnknownJobException.class);
            assertThat(host.failure("Download", "DownloadJobID", 99_999, "LocalDirectory", folder.toString()))
                    .isInstanceOf(UnknownJobException.class);
        }
        assertThat(site.calls("sbatch")).isZero();
    }

    /** The connection breaks when Slurm has taken the job and before anybody has heard of it. */
    @Test
    void aJobWhoseAnswerWasLostIsFoundAndNotSubmittedTwice() throws Exception {
        Path program = SlurmSite.command(folder.resolve("program"), "sleep 300");
        Path accepted = folder.resolve("accepted");
        site.replace(
                "sbatch",
                "/usr/bin/sbatch \"$@\" >" + folder + "/id && mv " + folder + "/id " + accepted + " && exec sleep 300");
        try (SshHost host = site.host()) {
            CompletableFuture<String> submission =
                    CompletableFuture.supplyAsync(() -> submit(host, program, "", "once"));
            Eventually.await().until(() -> Files.exists(accepted));
            site.daemon().breakConnections();
            String id = submission.get();
            assertThat(Files.readString(accepted).strip()).isEqualTo(id);
            assertThat(site.calls("sbatch")).isEqualTo(1);
            assertThat(texts(host.run("JobStatus").get("RemoteJobsNames"))).containsOnlyOnce("once");
            host.run("CancelJob", "CancelJobID", id);
        }
    }

    /** Whether Slurm has the job is not known when the command is killed: nothing is taken away, and it is looked for. */
    @Test
    void aJobOfAnSbatchThatWasKilledIsFound() throws Exception {
        Path program = SlurmSite.command(folder.resolve("program"), "sleep 300");
        site.replace("sbatch", "/usr/bin/sbatch \"$@\" >" + folder + "/id", "kill -KILL $$");
        try (SshHost host = site.host()) {
            String id = submit(host, program, "", "killed");
            assertThat(folder.resolve("id")).hasContent(id);
            assertThat(site.calls("sbatch")).isEqualTo(1);
            awaitState(host, id, "RUNNING");
            host.run("CancelJob", "CancelJobID", id);
        }
    }

    @Test
    void aSubmissionThatNobodyKnowsOfIsUncertainAndSaysUnderWhichNameToLook() throws Exception {
        Path program = SlurmSite.command(folder.resolve("program"), "exit 0");
        site.replace("sbatch", "echo 'sbatch: error: Batch job submission failed: Socket timed out' >&2", "exit 1");
        try (SshHost host = site.host("responseTimeoutSeconds", 15)) {
            assertThat(host.failure(
                            "SubmitJob", "RunnablePath", program.toString(), "JobOptions", "", "JobName", "lost"))
                    .isInstanceOf(SubmissionUncertainException.class)
                    .hasMessageContaining("Slurm did not answer in time")
                    .hasMessageContaining("look for a job named \"lost\"");
        }
        assertThat(site.calls("sbatch")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"slurm_load_jobs error: Unable to contact slurm controller (connect failure)"})
    void aSlurmThatIsDownIsToldInItsWords(String words) throws Exception {
        site.replace("squeue", "echo '" + words + "' >&2", "exit 1");
        try (SshHost host = site.host()) {
            assertThat(host.failure("JobStatus"))
                    .isInstanceOf(ServiceFaultException.class)
                    .hasMessage(
                            "SCARF@STFC refused the list of jobs; the service says: " + words + "; try again later");
        }
    }

    /** As a site with accounting answers: this cluster has none. */
    @Test
    void accountingIsAskedForJobsThatNobodyElseKnowsAndNotAtEveryListing() throws Exception {
        site.replace(
                "sacct",
                "printf '4711\\037TIMEOUT\\0370:0\\037slow\\037\\n4712\\037CANCELLED by 1001\\0370:0\\037stopped\\037\\n'");
        try (SshHost host = site.host()) {
            for (int i = 0; i < 5; i++) {
                assertThat(texts(host.run("JobStatus").get("RemoteJobsNames"))).contains("slow", "stopped");
            }
            assertThat(site.calls("sacct")).isEqualTo(1);
            assertThat(state(host, "4711")).isEqualTo("TIMEOUT");
            assertThat(host.warnings("JobStatusByID", "JobID", 4712))
                    .anyMatch(line -> line.contains("4712: CANCELLED (by 1001)"));
        }
    }

    @Test
    void aThousandJobsAreWatchedByOneListingInAnInterval() throws Exception {
        site.replace(
                "squeue",
                "for i in $(seq 1000); do",
                "printf '\\036%s\\037RUNNING\\037None\\037(null)\\037/x\\037job\\n' $i; done");
        try (SshHost host = site.host("listingIntervalSeconds", 600)) {
            for (int round = 0; round < 3; round++) {
                assertThat(IntStream.rangeClosed(1, 1000)
                                .parallel()
                                .mapToObj(i -> state(host, Integer.toString(i)))
                                .distinct())
                        .containsExactly("RUNNING");
            }
            assertThat(site.calls("squeue")).isEqualTo(1);
        }
    }

    @Test
    void oneListingServesAllWhoWatchInAnInterval() throws Exception {
        Path program = SlurmSite.command(folder.resolve("program"), "sleep 300");
        try (SshHost host = site.host("listingIntervalSeconds", 600)) {
            String id = submit(host, program, "", "watched");
            long before = site.calls("squeue");
            assertThat(IntStream.range(0, 1000)
                            .parallel()
                            .mapToObj(i -> state(host, id))
                            .distinct())
                    .hasSize(1);
            assertThat(site.calls("squeue") - before).isLessThanOrEqualTo(1);
            // what changes jobs makes the list old
            host.run("CancelJob", "CancelJobID", id);
        }
    }
}
