package org.mantle.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mantle.gateway.testing.Eventually.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.gateway.testing.SlurmCluster;

/** A PAC client's work at a gateway whose jobs run on a real Slurm. */
class GatewayOnSlurmTests {

    private static final String SERVICE = "/platform/webservice/pacclient/";

    private static SlurmCluster cluster;

    @TempDir
    private Path data;

    private Gateway gateway;
    private Wire wire;
    private String cookie;

    @BeforeAll
    static void startCluster() throws IOException {
        cluster = SlurmCluster.shared();
    }

    @BeforeEach
    void startGateway() throws IOException {
        data = data.toRealPath();
        gateway = Gateway.start(config().build());
        gateway.users().add(cluster.user(), "secret".toCharArray());
        wire = new Wire(gateway);
        cookie = wire.logOn(cluster.user(), "secret");
    }

    private GatewayConfig.Builder config() throws IOException {
        return GatewayConfig.builder(data).slurm(cluster.url(), cluster.keyFile());
    }

    @AfterEach
    void stopGateway() throws IOException {
        if (gateway != null) {
            gateway.close();
        }
        cluster.cancelAll();
    }

    private Path home() {
        return data.resolve(cluster.user());
    }

    private String upload(String directory, String name, String text) throws IOException {
        return wire.upload(cookie, "0", directory, name, text.getBytes(UTF_8)).text();
    }

    private String state(String id) throws IOException {
        return wire.get(SERVICE + "jobs/" + id, cookie).text();
    }

    private String submit(String runnable, String arguments) throws IOException {
        return wire.submit(cookie, runnable, arguments);
    }

    @Test
    void whatWasUploadedRunsAsItsUserAndItsOutputIsFetched() throws Exception {
        String folder = home() + "/in/deep";
        assertThat(upload(folder, "run", "#!/bin/sh\nid -un\necho \"$1\"\npwd > where\n"))
                .contains("successfully");
        String id = submit(folder, "'one word'");
        await().until(() -> state(id).contains("<status>Done</status>"));

        assertThat(wire.send("GET " + SERVICE + "file/" + id, cookie, id + ".output")
                        .text())
                .contains(cluster.user() + "\none word\n");
        assertThat(wire.get(SERVICE + "jobfiles/" + id, cookie).text()).contains("/where*FILE");
        assertThat(Files.getOwner(Path.of(folder, "run")).getName()).isEqualTo(cluster.user());
        assertThat(Files.getOwner(Path.of(folder)).getName()).isEqualTo(cluster.user());
    }

    @Test
    void aJobIsSuspendedResumedAndKilledByItsClient() throws Exception {
        upload(home().toString(), "run", "#!/bin/sh\nsleep 100000\n");
        String id = submit(home() + "/run", "");
        await().until(() -> state(id).contains("<status>Running</status>"));
        operate("suspend", id);
        assertThat(state(id)).contains("<status>Suspended</status>");
        operate("resume", id);
        assertThat(state(id)).contains("<status>Running</status>");
        operate("kill", id);
        await().until(() -> state(id).contains("<status>Exit</status>"));
        assertThat(state(id)).contains("killed");
    }

    private void operate(String operation, String id) throws IOException {
        assertThat(wire.get(SERVICE + "jobOperation/" + operation + "/" + id, cookie)
                        .text())
                .contains("<actionMsg>");
    }

    @Test
    void theTasksOfAnArrayAreToldOfAndKilledByTheirIds() throws Exception {
        upload(home().toString(), "run", "#!/bin/sh\necho task $LSB_JOBINDEX\n[ $LSB_JOBINDEX = 1 ] || sleep 100000\n");
        String id = wire.submit(cookie, home() + "/run", "", "JOB_NAME", "scan[1-3]", "OUTPUT_FILE", "%J-%I.txt");
        await().until(() -> state(id + "[1]").contains("<status>Done</status>")
                && state(id + "[2]").contains("<status>Running</status>"));
        assertThat(wire.get(SERVICE + "jobOperation/kill/" + id + "[3]", cookie).text())
                .contains("Job &lt;" + id + "[3]&gt; is being terminated");
        await().until(() -> state(id + "[3]").contains("<status>Exit</status>"));

        assertThat(state(id + "[3]")).contains("<id>" + id + "[3]</id>", "<name>scan[3]</name>", "killed");
        assertThat(state(id + "[2]")).contains("<status>Running</status>");
        assertThat(state(id)).contains("<status>Running</status>").contains(": 2 of 3 tasks have ended");
        assertThat(wire.send("GET " + SERVICE + "file/" + id + "[1]", cookie, id + "-1.txt")
                        .text())
                .isEqualTo("task 1\n");
        operate("kill", id);
        await().until(() -> state(id).contains("<status>Exit</status>"));
        assertThat(state(id)).contains("2 of 3 tasks failed: 2, 3");
    }

    @Test
    void theClientIsToldInPlainWordsThatSlurmIsAway() throws Exception {
        upload(home().toString(), "run", "#!/bin/sh\ntrue\n");
        cluster.stopRest();
        String refused;
        try {
            refused = wire.submitRaw(cookie, home() + "/run", "").text();
        } finally {
            cluster.startRest();
        }

        assertThat(refused).contains("cannot be reached at present").contains("<errMsg>");
        try (var jobs = Files.list(home().resolve("jobs"))) {
            assertThat(jobs).isEmpty();
        }
        String id = submit(home() + "/run", "");
        await().until(() -> state(id).contains("<status>Done</status>"));
    }

    @Test
    void aUserOfNoAccountIsToldSo() throws Exception {
        Prerequisites.administrator();
        gateway.users().add("no-such-account", "secret".toCharArray());
        String other = wire.logOn("no-such-account", "secret");

        Path own = data.resolve("no-such-account");
        wire.upload(other, "0", own.toString(), "run", "#!/bin/sh\n".getBytes(UTF_8));

        assertThat(wire.submitRaw(other, own + "/run", "").text()).contains("no account");
    }

    @Test
    void rootAddsAnotherUserWithoutSayingThatManyAreAllowed() throws Exception {
        Prerequisites.administrator();

        GatewayUsers users = GatewayUsers.open(data, false);
        users.add("bob", "secret".toCharArray());
        assertThat(users.list()).containsExactlyInAnyOrder("bob", cluster.user());
    }

    @Test
    void theDoctorTakesAFolderForPrivateThatAccountsOnlyComeThrough() throws Exception {
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx--x--x"));
        assertThat(config().build().examine())
                .filteredOn(finding -> finding.subject().equals("data folder"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.level()).isEqualTo(GatewayFinding.Level.OK));

        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-x--x"));
        assertThat(config().build().examine())
                .filteredOn(finding -> finding.subject().equals("data folder"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("others can look into"));
    }

    @Test
    void plainHttpToAnotherMachineIsWarnedOf() throws Exception {
        assertThat(config().build().isSlurmAskedInPlainText()).isFalse();
        assertThat(config().slurm(URI.create("https://192.0.2.1:6820"), cluster.keyFile())
                        .build()
                        .isSlurmAskedInPlainText())
                .isFalse();
        assertThat(config().slurm(URI.create("http://192.0.2.1:6820"), cluster.keyFile())
                        .build()
                        .isSlurmAskedInPlainText())
                .isTrue();
    }

    @Test
    void rootReachesForAUserNothingOutsideTheirFolder() throws Exception {
        Prerequisites.administrator();

        assertThat(upload("/tmp", "x", "x")).contains("not a place of yours");
        assertThat(wire.send("GET " + SERVICE + "file/0", cookie, "/etc/shadow").text())
                .isEmpty();
        // what the job reaches is the cluster's to decide
        String id = submit("/usr/bin/id", "-un");
        await().until(() -> state(id).contains("<status>Done</status>"));
        assertThat(wire.send("GET " + SERVICE + "file/" + id, cookie, id + ".output")
                        .text())
                .contains(cluster.user());
    }

    @Test
    void aDataFolderThatAccountsCannotComeThroughIsRefused(@TempDir Path closed) throws Exception {
        Prerequisites.administrator();
        GatewayConfig config = GatewayConfig.builder(closed.resolve("data"))
                .slurm(cluster.url(), cluster.keyFile())
                .build();

        assertThatThrownBy(() -> Gateway.start(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot come through \"" + closed.toRealPath() + "\"");
    }

    @Test
    void refusesAKeyOfOthersAndAnAddressThatIsNone() throws Exception {
        Path key = Files.write(data.resolve("key"), new byte[32]);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> GatewayConfig.builder(data).slurm(cluster.url(), key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("chmod 600");
        for (String url : List.of("ftp://host", "host:6820", "http:///x", "http://u:p@host", "http://host/?x=1")) {
            assertThatThrownBy(() -> config().slurm(URI.create(url), cluster.keyFile()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
