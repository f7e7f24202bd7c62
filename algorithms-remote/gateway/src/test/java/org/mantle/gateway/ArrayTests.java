package org.mantle.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.gateway.testing.Eventually.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.gateway.testing.UsersFile;

/** Arrays of jobs as processes of this machine, and groups of jobs: what LSF's users make of a name, and of an option. */
class ArrayTests {

    private static final String SERVICE = "/platform/webservice/pacclient/";

    @TempDir
    private Path data;

    private Gateway gateway;
    private Wire wire;
    private String cookie;
    private int scripts;

    @BeforeAll
    static void needs() {
        Prerequisites.command("setsid", "util-linux");
    }

    @BeforeEach
    void startGateway() throws IOException {
        data = data.toRealPath();
        UsersFile.write(data.resolve(".gateway"), "fed", "secret");
        start(GatewayMode.EMBEDDED);
    }

    private void start(GatewayMode mode) throws IOException {
        gateway = Gateway.start(GatewayConfig.builder(data)
                .mode(mode)
                .concurrency(3)
                .killGrace(Duration.ofMillis(300))
                .build());
        wire = new Wire(gateway);
        cookie = wire.logOn("fed", "secret");
    }

    @AfterEach
    void stopGateway() {
        gateway.close();
    }

    private String submit(String name, String body, String... more) throws IOException {
        List<String> parameters = new ArrayList<>(List.of("JOB_NAME", name));
        parameters.addAll(List.of(more));
        scripts++;
        String script = Scripts.executable(data, "fed", "run" + scripts + ".sh", body);
        return wire.submit(cookie, script, "", parameters.toArray(new String[0]));
    }

    /** A job whose tasks run until their file is there. */
    private String submitWaiting(String name, String then) throws IOException {
        return submit(name, "until [ -e \"$HOME/go$LSB_JOBINDEX\" ]; do sleep 0.02; done\n" + then);
    }

    private void letGo(int index) throws IOException {
        Files.createFile(data.resolve("fed/go" + index));
    }

    private String jobs(String query) throws IOException {
        return wire.get(SERVICE + "jobs?" + query, cookie).text();
    }

    private String state(String id) throws IOException {
        return Wire.element(jobs("id=" + id + "&user=&details=&past="), "status");
    }

    private static List<String> all(String xml, String element) {
        Matcher matcher =
                Pattern.compile("<" + element + ">([^<]*)</" + element + ">").matcher(xml);
        return matcher.results().map(found -> found.group(1)).toList();
    }

    private String operate(String operation, String id) throws IOException {
        return wire.get(SERVICE + "jobOperation/" + operation + "/" + id, cookie)
                .text();
    }

    @Test
    void eachTaskHasItsIndexItsOutputAndItsEnd() throws Exception {
        String id = submit("scan[1-3]", "echo task $LSB_JOBINDEX of $MANTLE_JOB_ID; [ $LSB_JOBINDEX != 2 ] || exit 7");
        await().until(() -> state(id).equals("Exit"));

        String whole = jobs("id=" + id);
        assertThat(all(whole, "name")).containsExactly("scan");
        assertThat(all(whole, "extStatus")).containsExactly("1 of 3 tasks failed: 2");
        String tasks = jobs("id=" + id + "[]&details=yes");
        assertThat(all(tasks, "id")).containsExactly(id + "[1]", id + "[2]", id + "[3]");
        assertThat(all(tasks, "name")).containsExactly("scan[1]", "scan[2]", "scan[3]");
        assertThat(all(tasks, "status")).containsExactly("Done", "Exit", "Done");
        assertThat(all(tasks, "exitCode")).containsExactly("0", "7", "0");
        assertThat(all(tasks, "extStatus").get(1)).isEqualTo("exit code 7, see " + id + ".output.2");
        assertThat(wire.send("GET " + SERVICE + "file/" + id + "[3]", cookie, id + ".output.3")
                        .text())
                .isEqualTo("task 3 of " + id + "\n");
        assertThat(wire.get(SERVICE + "jobfiles/" + id + "[1]", cookie).text()).contains("/" + id + ".output.1*FILE");
        assertThat(all(wire.get(SERVICE + "jobs/", cookie).text(), "id")).containsExactly(id);
        assertThat(all(wire.get(SERVICE + "jobsforname/scan[1-3]", cookie).text(), "id"))
                .containsExactly(id);
        String newer =
                wire.get("/platform/ws/jobs/" + id + "[1,3]," + id, cookie).text();
        assertThat(all(newer, "jobId")).containsExactly(id + "[1]", id + "[3]", id);
        assertThat(all(jobs("id=" + id + "[2-999999999]"), "id")).containsExactly(id + "[2]", id + "[3]");
    }

    @Test
    void outputGoesWhereTheClientSaysWithTheIndexInTheName() throws Exception {
        String id = submit("scan[2,4-8:4]", "echo $LSB_JOBINDEX", "OUTPUT_FILE", "%J/slice_%I.txt");
        await().until(() -> state(id).equals("Done"));

        for (int index : List.of(2, 4, 8)) {
            assertThat(wire.send("GET " + SERVICE + "file/" + id, cookie, id + "/slice_" + index + ".txt")
                            .text())
                    .isEqualTo(index + "\n");
        }
    }

    @Test
    void noMoreTasksRunAtATimeThanTheirUserWants() throws Exception {
        String id = submitWaiting("scan[1-4]%2", "");
        await().until(() -> all(jobs("id=" + id + "[]"), "status").stream()
                        .filter("Running"::equals)
                        .count()
                == 2);

        // a third place is free, and taken by another job alone
        String other = submit("other", "exit 0");
        await().until(() -> state(other).equals("Done"));
        assertThat(all(jobs("id=" + id + "[]"), "status")).containsExactly("Running", "Running", "Pending", "Pending");
        letGo(1);
        await().until(() ->
                all(jobs("id=" + id + "[]"), "status").equals(List.of("Done", "Running", "Running", "Pending")));
    }

    @Test
    void aTaskIsKilledSuspendedResumedAndRequeuedAloneAndAllTogether() throws Exception {
        String id = submitWaiting("scan[1-5]", "");
        await().until(() -> all(jobs("id=" + id + "[]"), "status")
                .equals(List.of("Running", "Running", "Running", "Pending", "Pending")));

        assertThat(operate("kill", id + "[4]")).contains("Job &lt;" + id + "[4]&gt; is being terminated");
        operate("suspend", id + "[2]");
        assertThat(all(jobs("id=" + id + "[]"), "status"))
                .containsExactly("Running", "Suspended", "Running", "Exit", "Pending");
        assertThat(operate("kill", id + "[4]")).contains("Job has already finished");
        operate("resume", id + "[2]");
        assertThat(state(id + "[2]")).isEqualTo("Running");
        assertThat(operate("requeue", id + "[3]")).contains("is being requeued");
        await().until(() -> state(id + "[5]").equals("Running"));
        letGo(5);
        await().until(() -> state(id + "[5]").equals("Done"));
        assertThat(operate("kill", id)).contains("Job &lt;" + id + "&gt; is being terminated");
        await().until(() -> state(id).equals("Exit"));
        assertThat(all(jobs("id=" + id), "extStatus")).containsExactly("4 of 5 tasks failed: 1, 2, 3, 4");
        assertThat(operate("kill", id)).contains("Job has already finished");
        assertThat(operate("kill", id + "[6]")).contains("is not found");
    }

    @Test
    void lsfsCommandsTakeTasks() throws Exception {
        String id = submitWaiting("scan[1-3]", "");
        await().until(() -> all(jobs("id=" + id + "[]"), "status").stream().allMatch("Running"::equals));

        String killed = command("bkill " + id + "[1,3] " + id + "[9]");
        assertThat(killed)
                .contains("Job &lt;" + id + "[1]&gt; is being", "&lt;" + id + "[3]&gt;", "[9]&gt; is not found");
        await().until(() ->
                state(id + "[3]").equals("Exit") && state(id + "[1]").equals("Exit"));
        assertThat(command("bjobs -w " + id + "[2-3]"))
                .containsPattern("\n" + id + "\\[2] +fed +RUN .* scan\\[2] ")
                .containsPattern("\n" + id + "\\[3] +fed +EXIT ");
    }

    private String command(String line) throws IOException {
        return wire.send("POST " + SERVICE + "userCmd", cookie, "<UserCmd><cmd>" + line + "</cmd></UserCmd>")
                .text();
    }

    @ParameterizedTest
    @ValueSource(strings = {"scan[3-1]", "scan[0-3]", "scan[1,]", "scan[1-1001]", "scan[1000000]", "scan[1-3]%0"})
    void refusesIndexesThatAreNone(String name) throws IOException {
        String answer = wire.submitRaw(
                        cookie, Scripts.executable(data, "fed", "run.sh", "exit 0"), "", "JOB_NAME", name)
                .text();

        assertThat(answer).contains("<errMsg>").containsPattern("indexes|at most 1000 tasks");
        assertThat(jobs("id=&user=")).contains("No matching job found");
    }

    @Test
    void aNameWithOtherBracketsIsAName() throws Exception {
        String id = submit("scan [x]", "exit 0");
        await().until(() -> state(id).equals("Done"));

        assertThat(all(jobs("id=" + id), "name")).containsExactly("scan [x]");
        assertThat(jobs("id=" + id + "[1]")).contains("is not found");
    }

    @Test
    void jobsAreFoundAndKilledByTheirGroup() throws Exception {
        String one = submitWaiting("one", "");
        String two = submit("two[1-2]", "sleep 100000", "EXTRA_PARAMS", "-q night -g /scans/monday/");
        String three = submit("three", "sleep 100000", "EXTRA_PARAMS", "-g /scans");

        assertThat(all(jobs("group=/scans/monday&user=&details=yes&past="), "id"))
                .containsExactly(two);
        assertThat(all(jobs("group=/scans&user=&details=yes&past="), "groupName"))
                .containsExactly("/scans");
        assertThat(jobs("group=/none")).contains("<note>No matching job found</note>");
        assertThat(command("bjobs -g /scans")).contains(" three ").doesNotContain(" two ", " one ");
        assertThat(command("bkill -g /scans/monday 0")).contains("Job &lt;" + two + "&gt; is being terminated");
        await().until(() -> state(two).equals("Exit"));
        assertThat(state(three)).isIn("Pending", "Running");
        assertThat(state(one)).isIn("Pending", "Running");
        assertThat(wire.submitRaw(cookie, "/work/run.sh", "", "JOB_NAME", "x", "EXTRA_PARAMS", "-g scans")
                        .text())
                .contains("'scans' is no group of jobs");
    }

    @Test
    void theNextGatewayTakesTheTasksOver() throws Exception {
        stopGateway();
        start(GatewayMode.SERVICE);
        String id = submitWaiting("scan[1-5]", "exit $LSB_JOBINDEX");
        await().until(() -> state(id + "[3]").equals("Running"));
        letGo(3);
        await().until(() -> state(id + "[4]").equals("Running"));
        stopGateway();
        letGo(1);
        await().until(() -> Files.list(data.resolve(".gateway/processes"))
                        .filter(folder -> Files.exists(folder.resolve("exit")))
                        .count()
                == 2);

        start(GatewayMode.SERVICE);
        await().until(() -> all(jobs("id=" + id + "[]"), "status")
                .equals(List.of("Exit", "Running", "Exit", "Running", "Running")));
        assertThat(all(jobs("id=" + id + "[]"), "extStatus").get(2)).isEqualTo("exit code 3");
        letGo(2);
        letGo(4);
        letGo(5);
        await().until(() -> state(id).equals("Exit"));
        assertThat(all(jobs("id=" + id + "[]&details=yes"), "exitCode")).containsExactly("1", "2", "3", "4", "5");
        assertThat(all(jobs("id=" + id + "&details=yes"), "exitCode")).containsExactly("5");
        await().until(() -> {
            try (var left = Files.list(data.resolve(".gateway/processes"))) {
                return left.findAny().isEmpty();
            }
        });
    }
}
