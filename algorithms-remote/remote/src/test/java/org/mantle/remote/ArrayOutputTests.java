package org.mantle.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mantle.framework.type.Secret;
import org.mantle.gateway.Gateway;
import org.mantle.gateway.GatewayConfig;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.RemoteFile;
import org.mantle.remote.job.RemoteJob;
import org.mantle.remote.job.StoppableMonitor;

/** What the tasks of an array of jobs have written, at a real gateway; and by what names it is known elsewhere. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ArrayOutputTests {

    @TempDir
    Path folder;

    private Gateway gateway;
    private Host host;
    private ResourceAccount account;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @BeforeEach
    void start() throws Exception {
        gateway = Gateway.start(GatewayConfig.builder(folder.resolve("data"))
                .allowManyUsers(true)
                .program("/work/bin/sh", List.of("/bin/sh", "-c"))
                .build());
        gateway.users().add("anna", Host.PASSWORD.toCharArray());
        host = new Host(Host.pac(gateway.url().toString()));
        RemoteAccounts accounts = new RemoteAccounts(
                host.resources, (RemoteSessions) host.sessions, host.users, UnansweredSubmissions.inMemory());
        account = accounts.connect(host.resources.find("SCARF@STFC").orElseThrow(), "anna", new StoppableMonitor());
        account.logIn(Secret.of(Host.PASSWORD.toCharArray()));
    }

    @AfterEach
    void stop() {
        account.close();
        host.close();
        gateway.close();
    }

    /** Runs an array whose tasks each write a line of output and of errors; the second fails. */
    private JobId ended() throws IOException {
        JobId id = account.submit(
                        "/work/bin/sh",
                        "'echo out $LSB_JOBINDEX; echo err $LSB_JOBINDEX >&2; [ $LSB_JOBINDEX != 2 ]'",
                        "z[1-3]%1")
                .id();
        Waiting.await().until(() -> !account.job(id).state().isUnderWay());
        return id;
    }

    private RemoteJob follow(JobId id) throws IOException {
        return account.follow(id, job -> {}, output, errors);
    }

    private static JobId task(JobId array, int index) {
        return new JobId(array + "[" + index + "]");
    }

    @Test
    void aTaskIsFollowedWithItsOwnOutput() throws Exception {
        JobId id = ended();
        assertThat(follow(task(id, 2)).state().exitCode()).hasValue(1);
        assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("out 2\n");
        assertThat(errors.toString(StandardCharsets.UTF_8)).isEqualTo("err 2\n");
    }

    @Test
    void aWholeArrayIsFollowedWithTheOutputOfAllTasks() throws Exception {
        JobId id = ended();
        assertThat(follow(id).state().succeeded()).isFalse();
        assertThat(output.toString(StandardCharsets.UTF_8))
                .isEqualTo("==> 1.output.1 <==\nout 1\n\n==> 1.output.2 <==\nout 2\n\n==> 1.output.3 <==\nout 3\n");
    }

    @Test
    void whyATaskFailedIsToldFromItsErrors() throws Exception {
        JobId id = ended();
        JobDiagnosis task = account.diagnose(task(id, 2));
        assertThat(task.file()).map(RemoteFile::name).hasValue(id + ".error.2");
        assertThat(task.lastLines()).containsExactly("err 2");
        JobDiagnosis whole = account.diagnose(id);
        assertThat(whole.hasFailed()).isTrue();
        assertThat(whole.file()).map(RemoteFile::name).hasValue(id + ".error.2");
        assertThat(whole.advice()).startsWith("of " + id + "[2]: its program ended with an error of its own");
        assertThat(account.diagnose(task(id, 1)).file()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "12[3], 12.output.3 12.output.30 12.output, 12.output.3",
        "12_3,  12.output.3 12.output.30 12.output, 12.output.3",
        "12_3,  12_3.output 12_4.output,            12_3.output",
        "12[3], 12.output,                          12.output",
        "12[3], 12.output.1 12.output.2,            ''",
        "12,    12.output.10 12.output.9 2.output.1, 12.output.9 12.output.10",
        "12,    12.output 12.output.1,              12.output",
        "12,    slurm-12.out,                       slurm-12.out",
        "1,     12.output.1 a.out b.out,            ''"
    })
    void anOutputIsKnownByItsName(String id, String names, String expected) {
        List<RemoteFile> files = List.of(names.split(" ")).stream()
                .map(name -> new RemoteFile("/j/" + name, 1, true))
                .toList();
        assertThat(OutputFiles.output(new JobId(id), files).stream().map(RemoteFile::name))
                .containsExactlyElementsOf(expected.isEmpty() ? List.of() : List.of(expected.split(" ")));
    }
}
