package org.mantle.ssh.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.remote.job.JobRequest;
import org.mantle.slurm.CommentMark;
import org.mantle.ssh.testing.SlurmSite;

/** The scripts, run by real shells, with a command in the place of Slurm's that notes its calls. */
class JobsFolderTests {

    private static final CommentMark MARK = new CommentMark("8f14e45f");

    @TempDir
    Path folder;

    private JobsFolder jobs;
    private JobRequest request;

    @BeforeEach
    void make() throws Exception {
        Path commands = Files.createDirectory(folder.resolve("commands"));
        SlurmSite.command(
                commands.resolve("sbatch"),
                "echo called >>" + folder + "/called",
                "cat >" + folder + "/batch",
                "echo 12");
        SlurmSite.command(folder.resolve("program"), "exit 0");
        jobs = new JobsFolder(folder.resolve("jobs of 'mine'").toString(), commands.toString());
        request = new JobRequest(folder.resolve("program").toString(), "", "a/../b\nc", "mark1");
    }

    private int run(String shell, String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(shell, "-s")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        process.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        return process.waitFor();
    }

    private List<String> calls() throws IOException {
        Path called = folder.resolve("called");
        return Files.exists(called) ? Files.readAllLines(called) : List.of();
    }

    /** A submission that comes twice, because the first one was thought lost, makes one job. */
    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash"})
    void oneMarkSubmitsOnceHoweverOftenItComes(String shell) throws Exception {
        String script = jobs.submission(request, List.of("x"), List.of("--time=10"), MARK);
        assertThat(run(shell, script)).isZero();
        assertThat(SlurmAnswers.submittedId(Files.readString(folder.resolve("out")))
                        .map(Object::toString))
                .contains("12");
        assertThat(run(shell, script)).isEqualTo(JobsFolder.CLAIMED);
        assertThat(calls()).hasSize(1);
        assertThat(run(shell, jobs.search(request, MARK, "anna"))).isZero();
        SlurmAnswers.Search found = SlurmAnswers.Search.of(Files.readString(folder.resolve("out")), MARK);
        assertThat(found.id().map(Object::toString)).contains("12");
    }

    @Test
    void aNameLeadsNowhereElse() throws Exception {
        assertThat(run("sh", jobs.submission(request, List.of(), List.of(), MARK)))
                .isZero();
        assertThat(folder.resolve("jobs of 'mine'").toFile().list())
                .containsExactlyInAnyOrder(".ids", "a_.._b_c_" + MARK.text());
    }

    /** The script of a job that was refused leaves nothing, and another of the same mark may come. */
    @Test
    void whatIsLeftOfARefusedSubmissionIsTakenAway() throws Exception {
        SlurmSite.command(folder.resolve("commands/sbatch"), "echo no >&2", "exit 1");
        assertThat(run("sh", jobs.submission(request, List.of(), List.of(), MARK)))
                .isEqualTo(1);
        assertThat(run("sh", jobs.forgetting(request, MARK))).isZero();
        assertThat(folder.resolve("jobs of 'mine'").toFile().list()).containsExactly(".ids");
    }
}
