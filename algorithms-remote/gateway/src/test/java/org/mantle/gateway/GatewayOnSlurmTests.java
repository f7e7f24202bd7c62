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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.gateway.testing.AccountPlace;
import org.mantle.gateway.testing.SlurmCluster;

/** A PAC client's work at a gateway whose jobs run on a real Slurm. */
class GatewayOnSlurmTests {

    private static final String SERVICE = "/platform/webservice/pacclient/";

    private static SlurmCluster cluster;

    @TempDir
    private Path base;

    private Path data;
    private Path home;
    private Gateway gateway;
    private Wire wire;
    private String cookie;

    @BeforeAll
    static void startCluster() throws IOException {
        cluster = SlurmCluster.shared();
    }

    @BeforeEach
    void startGateway() throws IOException {
        // accounts come through it to their folders, and not into the gateway's
        base = AccountPlace.open(base);
        data = base.resolve("data");
        home = Files.createDirectory(base.resolve(cluster.user()));
        if (cluster.isOfRoot()) {
            cluster.giveToUser(home);
        }
        gateway = Gateway.start(config().build());
        gateway.users().add(cluster.user(), "secret".toCharArray());
        wire = new Wire(gateway);
        cookie = wire.logOn(cluster.user(), "secret");
    }

    private GatewayConfig.Builder config() throws IOException {
        return GatewayConfig.builder(data)
                .slurm(cluster.url(), cluster.keyFile())
                .jobsFolder(base + "/{user}/jobs");
    }

    @AfterEach
    void stopGateway() throws IOException {
        if (gateway != null) {
            gateway.close();
        }
        cluster.cancelAll();
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
        String folder = home + "/in/deep";
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
        assertThat(data.resolve(cluster.user())).doesNotExist();
    }

    @Test
    void aJobIsSuspendedResumedAndKilledByItsClient() throws Exception {
        upload(home.toString(), "run", "#!/bin/sh\nsleep 100000\n");
        String id = submit(home + "/run", "");
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
        upload(home.toString(), "run", "#!/bin/sh\necho task $LSB_JOBINDEX\n[ $LSB_JOBINDEX = 1 ] || sleep 100000\n");
        String id = wire.submit(cookie, home + "/run", "", "JOB_NAME", "scan[1-3]", "OUTPUT_FILE", "%J-%I.txt");
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
    void jobsThatALossOfPowerTookFromTheDatabaseAreFoundAgainAtSlurm() throws Exception {
        upload(home.toString(), "run", "#!/bin/sh\nsleep 100000\n");
        String kept = submit(home + "/run", "");
        Map<String, byte[]> before = database();
        String lost = wire.submit(keyed("scan-1"), home + "/run", "", "JOB_NAME", "scan one");
        String unmarked = submit(home + "/run", "");
        await().until(() -> state(lost).contains("<status>"));
        gateway.close();
        // what was on the disk when the power was lost, and of what came then a note alone
        String folder = folderOf("scan_one");
        restore(before);
        note(folder);

        gateway = Gateway.start(config().build());
        wire = new Wire(gateway);
        assertThat(wire.submit(keyed("scan-1"), home + "/run", "", "JOB_NAME", "scan one"))
                .isEqualTo(lost);
        assertThat(ids()).containsExactlyInAnyOrder(kept, lost, unmarked);
        assertThat(cluster.call("squeue", "--noheader", "--user=" + cluster.user())
                        .lines())
                .hasSize(3);
        assertThat(state(lost)).contains("<name>scan one</name>");
        assertThat(Long.parseLong(submit(home + "/run", ""))).isGreaterThan(Long.parseLong(unmarked));
        await().until(() ->
                wire.get(SERVICE + "jobfiles/" + lost, cookie).text().contains(folder + "/" + lost + ".output"));
        // known from the first listing on, and followed from the second
        await().until(() -> state(lost).contains("Slurm job"));
        operate("kill", lost);
        await().until(() -> state(lost).contains("<status>Exit</status>"));
        gateway.close();

        // it is remembered as any other from then on
        gateway = Gateway.start(config().build());
        wire = new Wire(gateway);
        assertThat(wire.submit(keyed("scan-1"), home + "/run", "", "JOB_NAME", "scan one"))
                .isEqualTo(lost);
    }

    private String keyed(String key) {
        return cookie + "Idempotency-Key: " + key + "\r\n";
    }

    private List<String> ids() throws IOException {
        return Pattern.compile("<id>(\\d+)</id>")
                .matcher(wire.get(SERVICE + "jobs", cookie).text())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private Map<String, byte[]> database() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : List.of("gateway.db", "gateway.db-wal")) {
            files.put(name, Files.readAllBytes(data.resolve(".gateway").resolve(name)));
        }
        return files;
    }

    private void restore(Map<String, byte[]> files) throws IOException {
        Files.deleteIfExists(data.resolve(".gateway/gateway.db-shm"));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(data.resolve(".gateway").resolve(file.getKey()), file.getValue());
        }
    }

    private String folderOf(String job) throws IOException {
        try (Stream<Path> folders = Files.list(home.resolve("jobs"))) {
            return folders.map(Path::toString)
                    .filter(folder -> folder.contains("/" + job))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void note(String arriving) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve(".gateway/gateway.db"));
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO arrival (path, user) VALUES (?, ?)")) {
            insert.setString(1, arriving);
            insert.setString(2, cluster.user());
            insert.executeUpdate();
        }
    }

    @Test
    void theFolderOfAJobThatNobodyKnowsStaysIfSomethingIsInIt() throws Exception {
        String empty = home + "/jobs/empty_1";
        String ran = home + "/jobs/ran_1";
        upload(ran, "1.output", "what it said");
        upload(empty, "x", "");
        Files.delete(Path.of(empty, "x"));
        gateway.close();
        note(empty);
        note(ran);
        gateway = Gateway.start(config().build());

        await().until(() -> !Files.exists(Path.of(empty)));
        assertThat(Path.of(ran, "1.output")).hasContent("what it said");
    }

    @Test
    void theClientIsToldInPlainWordsThatSlurmIsAway() throws Exception {
        upload(home.toString(), "run", "#!/bin/sh\ntrue\n");
        cluster.stopRest();
        String refused;
        try {
            refused = wire.submitRaw(cookie, home + "/run", "").text();
        } finally {
            cluster.startRest();
        }

        assertThat(refused).contains("cannot be reached at present").contains("<errMsg>");
        try (var jobs = Files.list(home.resolve("jobs"))) {
            assertThat(jobs).isEmpty();
        }
        String id = submit(home + "/run", "");
        await().until(() -> state(id).contains("<status>Done</status>"));
    }

    @Test
    void statesOfJobsAreToldWithTheTimeSinceWhenSlurmIsAway() throws Exception {
        upload(home.toString(), "run", "#!/bin/sh\nsleep 100000\n");
        String id = submit(home + "/run", "");
        await().until(() -> state(id).contains("<status>Running</status>"));
        cluster.stopRest();
        try {
            await().until(() -> state(id).contains("Z, since when Slurm does not answer"));
            assertThat(state(id)).containsPattern("<extStatus>Slurm job \\d+, as of 20[^ ]*Z, since when");
            assertThat(wire.get(SERVICE + "jobs", cookie).text()).contains("since when Slurm does not answer");
            assertThat(wire.get("/platform/ws/jobs/" + id, cookie).text()).contains("since when Slurm does not answer");
            await().until(() -> wire.get("/health", "").text().contains("slurmrestd runs and answers there"));
            assertThat(wire.get("/metrics", "").text())
                    .contains("mantle_gateway_slurm_up 0.0", "mantle_gateway_jobs_running 1.0");
        } finally {
            cluster.startRest();
        }
        await().until(() -> !state(id).contains("since when"));
        operate("kill", id);
        await().until(() -> state(id).contains("<status>Exit</status>"));
    }

    @Test
    void filesOfUsersHaveTheUmaskOfUsersAndNotThatOfTheGateway() throws Exception {
        Prerequisites.administrator();
        gateway.close();
        gateway = Gateway.start(config().userUmask("0027").build());
        wire = new Wire(gateway);
        upload(home + "/in/deep", "run", "#!/bin/sh\ntouch made\nmkdir sub\n");
        String id = submit(home + "/in/deep/run", "");
        await().until(() -> state(id).contains("<status>Done</status>"));

        Path job = Path.of(folderOf("Mantle_job"));
        for (Path folder :
                List.of(home.resolve("in"), home.resolve("in/deep"), home.resolve("jobs"), job, job.resolve("sub"))) {
            assertThat(rights(folder)).as(folder.toString()).isEqualTo("rwxr-x---");
        }
        for (Path file : List.of(job.resolve("made"), job.resolve(id + ".output"), job.resolve(id + ".error"))) {
            assertThat(rights(file)).as(file.toString()).isEqualTo("rw-r-----");
        }
        // which was made executable for its user, since it was to be run
        assertThat(rights(home.resolve("in/deep/run"))).isEqualTo("rwxr-----");
    }

    private static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void aFolderOfJobsThatIsOfAnotherOrALinkToNowhereIsToldInWords() throws Exception {
        Prerequisites.administrator();
        Path jobs = Files.createDirectory(home.resolve("jobs"));
        assertThat(wire.submitRaw(cookie, "/usr/bin/id", "").text())
                .contains("The folder of your jobs, '" + jobs
                        + "', cannot be written (permission denied): have it be yours");
        Files.delete(jobs);
        Files.createSymbolicLink(jobs, base.resolve("nowhere"));
        assertThat(wire.submitRaw(cookie, "/usr/bin/id", "").text())
                .contains("The folder of your jobs, '" + jobs
                        + "', cannot be made (it is a link that leads to no folder)");
        Files.delete(jobs);
        Path elsewhere = Files.createDirectory(base.resolve("elsewhere"));
        cluster.giveToUser(elsewhere);
        Files.createSymbolicLink(jobs, elsewhere);
        assertThat(upload(home + "/jobs", "x", "x")).contains("successfully");
        await().until(() -> state(submit("/usr/bin/id", "")).contains("<status>"));
    }

    @Test
    void rootAddsAnotherUserWithoutSayingThatManyAreAllowed() throws Exception {
        Prerequisites.administrator();

        GatewayUsers users = GatewayUsers.open(data, false);
        users.add("bob", "secret".toCharArray());
        assertThat(users.list()).containsExactlyInAnyOrder("bob", cluster.user());
        assertThat(users.areAccounts()).isTrue();
    }

    @Test
    void whoAddsAUserIsToldThatNoAccountHasTheNameAlsoBeforeTheFirstStart() throws Exception {
        Prerequisites.administrator();

        GatewayUsers users = GatewayUsers.open(base.resolve("new"), config().build());
        assertThat(users.areAccounts()).isTrue();
        assertThat(users.refusalOf("no-such-account").orElseThrow())
                .contains("There is no account \"no-such-account\"");
        assertThat(users.refusalOf("root").orElseThrow()).contains("administrator");
        assertThat(users.refusalOf(cluster.user())).isEmpty();
        assertThat(GatewayUsers.open(base.resolve("other"), false).refusalOf("no-such-account"))
                .isEmpty();
    }

    @Test
    void theDoctorComparesWhatApplicationsAskForWithTheCluster() throws Exception {
        Path file = Files.writeString(base.resolve("applications.json"), """
                {"FITS": {"command": ["reconstruct"], "resources": {"partition": "main", "processors": 1}},
                 "ELSEWHERE": {"command": ["reconstruct"], "resources": {"partition": "nowhere"}},
                 "LARGE": {"command": ["reconstruct"], "resources": {"processors": 4096, "memoryMebibytes": 99999999}}}""");
        Map<String, GatewayFinding> found = new TreeMap<>();
        config().applications(file).build().examine().forEach(finding -> found.put(finding.subject(), finding));

        assertThat(found.get("application FITS").level()).isEqualTo(GatewayFinding.Level.OK);
        assertThat(found.get("application ELSEWHERE").level()).isEqualTo(GatewayFinding.Level.FAULT);
        assertThat(found.get("application ELSEWHERE").message())
                .contains("Slurm has no partition \"nowhere\", but main");
        assertThat(found.get("application LARGE").message())
                .containsPattern("no node has 4096 processors: the most is [1-9]")
                .containsPattern("no node has 99999999 MiB of memory: the most is [1-9]");
    }

    @Test
    void theDoctorSaysToCheckTheAddressWhereNoSlurmAnswers() throws Exception {
        assertThat(config().slurm(URI.create("http://127.0.0.1:1"), cluster.keyFile())
                        .build()
                        .examine())
                .filteredOn(finding -> finding.subject().equals("jobs"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .contains("check its address", "http://127.0.0.1:1")
                        .doesNotContain("try again"));
    }

    @Test
    void theNameOfAProgramIsLeftToTheMachinesOfTheCluster() throws Exception {
        Path file = Files.writeString(
                base.resolve("applications.json"),
                "{\"NAMED\": {\"command\": [\"reconstruct-nowhere\", \"{INPUT_ARGS}\"]}}");
        gateway.close();
        gateway = Gateway.start(config().applications(file).build());
        wire = new Wire(gateway);
        assertThat(wire.submitTo("NAMED", cookie, "/usr/bin/id", "x").text()).contains("<id>");
        String id = ids().get(0);
        await().until(() -> state(id).contains("<status>Exit</status>"));

        assertThat(state(id)).contains("exit code 127");
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
    void rootReachesForAUserWhatThatUserMayAndNothingElse() throws Exception {
        Prerequisites.administrator();
        Path closed = Files.writeString(base.resolve("closed.sh"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rw-------"));

        assertThat(upload("/etc", "x", "x")).contains("permission to write there is denied");
        assertThat(wire.send("GET " + SERVICE + "file/0", cookie, "/etc/shadow").text())
                .isEmpty();
        assertThat(wire.submitRaw(cookie, closed.toString(), "").text()).contains("is not a program");
        assertThat(wire.submitRaw(cookie, "/usr/bin/no-such-program", "").text())
                .contains("There is nothing to run");
        assertThat(wire.submitRaw(cookie, "/usr/bin/id", "", "OUTPUT_FILE", "/etc/mantle-test/x")
                        .text())
                .contains("<errMsg>");
        String id = submit("/usr/bin/id", "-un");
        await().until(() -> state(id).contains("<status>Done</status>"));
        assertThat(wire.send("GET " + SERVICE + "file/" + id, cookie, id + ".output")
                        .text())
                .contains(cluster.user());
    }

    @Test
    void aFolderOfJobsThatTheUserCannotMakeIsToldInWords() throws Exception {
        gateway.close();
        gateway = Gateway.start(config().jobsFolder("/proc/{user}/jobs").build());
        wire = new Wire(gateway);
        cookie = wire.logOn(cluster.user(), "secret");

        assertThat(wire.submitRaw(cookie, "/usr/bin/id", "").text())
                .contains("The folder of your jobs, '/proc/" + cluster.user() + "/jobs', cannot be made");
    }

    @Test
    void oldJobsAreRemovedWithTheUsersRights() throws Exception {
        String id = submit("/usr/bin/id", "");
        await().until(() -> state(id).contains("<status>Done</status>"));
        gateway.close();
        gateway = Gateway.start(config().keepJobs(Duration.ofMillis(1)).build());

        await().until(() -> GatewayJobs.latest(data, 10).isEmpty());
        assertThat(home.resolve("jobs")).isEmptyDirectory();
    }

    @Test
    void refusesAKeyOfOthersAndAnAddressThatIsNone() throws Exception {
        Path key = Files.write(base.resolve("key"), new byte[32]);
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
