package org.mantle.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs that really run. */
class JobTests {
    private static final String SERVICE = "/platform/webservice/pacclient/";

    private static String users;

    @TempDir
    Path data;

    private Gateway gateway;
    private Wire wire;
    private String cookie;
    private Path work;

    /** Hashing is slow on purpose: once is enough. */
    @BeforeAll
    static void makeUsers(@TempDir Path folder) throws IOException {
        Needs.command("setsid", "util-linux");
        GatewayUsers.open(folder, false).add("fed", "secret".toCharArray());
        users = Files.readString(folder.resolve(".gateway/users.json"));
    }

    @BeforeEach
    void startGateway() throws IOException {
        Files.createDirectories(data.resolve(".gateway"));
        Files.writeString(data.resolve(".gateway/users.json"), users);
        gateway = Gateway.start(GatewayConfig.builder(data)
                .concurrency(1)
                .killGrace(Duration.ofMillis(300))
                .program("/work/imat/webservice_test/tomopy/", List.of("/bin/echo", "program"))
                .build());
        wire = new Wire(gateway);
        cookie = wire.logOn("fed", "secret");
        work = data.resolve("fed/work");
    }

    @AfterEach
    void stopGateway() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void runsSoManyAtATimeAndTheOthersInTheirOrder() throws Exception {
        String first = wire.submit(cookie, script("wait.sh", "until [ -e go ]; do sleep 0.02; done"), "");
        String order = script("order.sh", "echo $MANTLE_JOB_ID >> \"$HOME/order\"");
        List<String> later =
                List.of(wire.submit(cookie, order, ""), wire.submit(cookie, order, ""), wire.submit(cookie, order, ""));

        await().until(() -> wire.state(cookie, first).equals("Running"));
        for (String id : later) {
            assertThat(wire.state(cookie, id)).isEqualTo("Pending");
        }
        wire.upload(cookie, first, "", "go", new byte[0]);
        await().until(() -> wire.state(cookie, later.get(2)).equals("Done"));
        assertThat(data.resolve("fed/order")).hasContent(String.join("\n", later) + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "exit 0, Done, -, 0",
        "exit 3, Exit, exit code 3, 3",
        "echo why >&2; exit 3, Exit, 'exit code 3, see 1.error', 3",
        "echo why; exit 3, Exit, 'exit code 3, see 1.output', 3",
        "kill -9 $$, Exit, exit code 137 (signal 9), 137",
        "exec /nowhere, Exit, 'exit code 127, see 1.error', 127"
    })
    void tellsHowAJobEnded(String body, String state, String remark, String code) throws Exception {
        String id = wire.submit(cookie, script("end.sh", body), "");

        await().until(() -> !wire.state(cookie, id).matches("Pending|Running"));
        String answer = wire.get(SERVICE + "jobs?id=" + id + "&user=&details=yes&past=", cookie)
                .text();
        assertThat(Wire.element(answer, "status")).isEqualTo(state);
        assertThat(Wire.element(answer, "extStatus")).isEqualTo(remark);
        assertThat(Wire.element(answer, "exitCode")).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"kill/", "kill"})
    void killsTheWholeGroupWithGrandchildrenThatIgnoreTheFirstSignal(String operation) throws Exception {
        String id = wire.submit(
                cookie,
                script(
                        "family.sh",
                        "trap '' TERM\n(trap '' TERM; (trap '' TERM; echo ready > ready; while :; do sleep 0.05; done) & wait)"
                                + " &\nwait"),
                "");
        awaitFile(id, "ready");
        long group = group(id);
        assertThat(ProcessTable.group(group)).hasSizeGreaterThanOrEqualTo(3);
        Wire.Answer answer =
                wire.get(SERVICE + "jobOperation/" + operation + id, cookie + "Accept: application/xml\r\n");

        assertThat(answer.text())
                .contains("<Job><actionMsg>Job &lt;" + id + "&gt; is being terminated</actionMsg></Job>");
        await().until(() -> wire.state(cookie, id).equals("Exit"));
        assertThat(ProcessTable.group(group)).isEmpty();
        assertThat(Wire.element(wire.get(SERVICE + "jobs/" + id, cookie).text(), "extStatus"))
                .isEqualTo("killed");
    }

    @Test
    void endsWhatAJobLeavesBehindBeforeItCountsAsDone() throws Exception {
        String id =
                wire.submit(cookie, script("leave.sh", "(trap '' TERM; while :; do sleep 0.05; done) &\nexit 0"), "");

        await().until(() -> wire.state(cookie, id).equals("Done"));
        assertThat(ProcessTable.group(group(id))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ends by itself", "is killed", "gateway is closed"})
    void endsProcessesThatLeftTheGroup(String end) throws Exception {
        String id = wire.submit(cookie, script("daemon.sh", """
                        setsid sh -c 'trap "" TERM; echo $$ > pid.tmp; mv pid.tmp pid; while :; do sleep 0.05; done' &
                        until [ -e go ]; do sleep 0.02; done"""), "");
        awaitFile(id, "pid");
        String escaped = fetch(id, "pid").strip();
        assertThat(ProcessTable.group(group(id))).doesNotContainKey(escaped);
        Process alike = anotherGatewaysProcess(id);
        try {
            switch (end) {
                case "is killed" -> wire.get(SERVICE + "jobOperation/kill/" + id, cookie);
                case "gateway is closed" -> gateway.close();
                default -> wire.upload(cookie, id, "", "go", new byte[0]);
            }
            if (!end.equals("gateway is closed")) {
                await().until(() -> wire.state(cookie, id).matches("Done|Exit"));
            }
            assertThat(ProcessTable.runs(escaped)).isFalse();
            assertThat(alike.isAlive()).isTrue();
        } finally {
            alike.destroyForcibly();
            ProcessHandle.of(Long.parseLong(escaped)).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** Something with the same job id as in here. */
    private static Process anotherGatewaysProcess(String id) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sleep", "60");
        builder.environment().put("MANTLE_JOB_ID", id);
        builder.environment().put("HOME", "/elsewhere");
        return builder.start();
    }

    @Test
    void stopsAndResumesProcessesThatLeftTheGroup() throws Exception {
        String id = wire.submit(
                cookie, script("daemon.sh", "setsid sh -c 'echo $$ > pid.tmp; mv pid.tmp pid; sleep 1000' & wait"), "");
        awaitFile(id, "pid");
        long escaped = Long.parseLong(fetch(id, "pid").strip());

        wire.get(SERVICE + "jobOperation/suspend/" + id, cookie);
        await().until(() -> ProcessTable.group(escaped).values().stream().allMatch("T"::equals));
        assertThat(wire.state(cookie, id)).isEqualTo("Suspended");
        wire.get(SERVICE + "jobOperation/resume/" + id, cookie);
        await().until(() -> ProcessTable.group(escaped).values().stream().noneMatch("T"::equals));
        gateway.close();
        assertThat(ProcessTable.group(escaped)).isEmpty();
    }

    @Test
    void killsAJobThatIsStopped() throws Exception {
        String id = wire.submit(cookie, script("long.sh", "echo ready > ready; sleep 1000"), "");
        awaitFile(id, "ready");
        long group = group(id);
        wire.get(SERVICE + "jobOperation/suspend/" + id, cookie);
        assertThat(wire.get(SERVICE + "jobOperation/kill/" + id, cookie).text()).contains("is being terminated");

        await().until(() -> wire.state(cookie, id).equals("Exit"));
        assertThat(ProcessTable.group(group)).isEmpty();
    }

    @Test
    void stopsAndResumesTheWholeGroup() throws Exception {
        String id = wire.submit(cookie, script("long.sh", "sleep 1000 & echo ready > ready; wait"), "");
        awaitFile(id, "ready");
        long group = group(id);

        assertThat(wire.get(SERVICE + "jobOperation/suspend/" + id, cookie).text())
                .contains("<actionMsg>Job &lt;" + id + "&gt; is being stopped</actionMsg>");
        assertThat(wire.state(cookie, id)).isEqualTo("Suspended");
        await().until(() -> ProcessTable.group(group).values().stream().allMatch("T"::equals));
        assertThat(wire.get(SERVICE + "jobOperation/resume/" + id, cookie).text())
                .contains("is being resumed");
        assertThat(wire.state(cookie, id)).isEqualTo("Running");
        await().until(() -> ProcessTable.group(group).values().stream().noneMatch("T"::equals));
        assertThat(wire.get(SERVICE + "jobOperation/resume/" + id, cookie).text())
                .contains("Job is not suspended");
    }

    @Test
    void holdsAndKillsAJobThatHasNotStarted() throws Exception {
        String running = wire.submit(cookie, script("wait.sh", "sleep 1000"), "");
        String order = script("mark.sh", "echo $MANTLE_JOB_ID >> \"$HOME/marks\"");
        String held = wire.submit(cookie, order, "");
        String killed = wire.submit(cookie, order, "");
        String last = wire.submit(cookie, order, "");
        wire.get(SERVICE + "jobOperation/suspend/" + held, cookie);
        wire.get(SERVICE + "jobOperation/kill/" + killed, cookie);

        assertThat(wire.state(cookie, held)).isEqualTo("Suspended");
        assertThat(wire.state(cookie, killed)).isEqualTo("Exit");
        wire.get(SERVICE + "jobOperation/kill/" + running, cookie);
        await().until(() -> wire.state(cookie, last).equals("Done"));
        assertThat(wire.state(cookie, held)).isEqualTo("Suspended");
        wire.get(SERVICE + "jobOperation/resume/" + held, cookie);
        await().until(() -> wire.state(cookie, held).equals("Done"));
        assertThat(data.resolve("fed/marks")).hasContent(last + "\n" + held + "\n");
    }

    @Test
    void leavesNoProcessWhenItIsClosed() throws Exception {
        String id = wire.submit(cookie, script("long.sh", "trap '' TERM; sleep 1000 & echo ready > ready; wait"), "");
        String waiting = wire.submit(cookie, script("never.sh", "touch \"$HOME/never\""), "");
        awaitFile(id, "ready");
        long group = group(id);
        assertThat(wire.state(cookie, waiting)).isEqualTo("Pending");

        gateway.close();
        assertThat(ProcessTable.group(group)).isEmpty();
        assertThat(data.resolve("fed/never")).doesNotExist();
    }

    @Test
    void givesAJobItsArgumentsOneByOneAndALittleEnvironment() throws Exception {
        String id = wire.submit(
                cookie,
                script("args.sh", "for a; do printf '<%s>' \"$a\"; done; env >&2; pwd"),
                "/work/imat/test_ '/work/x y' --in=/work/z /workshop $HOME `id` * 'a;b' \"q\\\"q\" | /work",
                "JOB_NAME",
                "N/../..\\x",
                "OUTPUT_FILE",
                "%J.output",
                "ERROR_FILE",
                "%J.error");
        await().until(() -> wire.state(cookie, id).equals("Done"));
        String output = fetch(id, id + ".output");
        Map<String, String> environment = fetch(id, id + ".error")
                .lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));

        assertThat(output)
                .startsWith("<" + work + "/imat/test_><" + work
                        + "/x y><--in=/work/z></workshop><$HOME><`id`><*><a;b><q\"q><|><" + work + ">")
                .endsWith(environment.get("PWD") + "\n");
        assertThat(Path.of(environment.get("PWD")).getParent()).isEqualTo(work.resolve("jobs"));
        assertThat(environment)
                .containsEntry("HOME", data.resolve("fed").toString())
                .containsEntry("LANG", "C.UTF-8")
                .containsEntry("MANTLE_JOB_ID", id);
        // the shell itself adds the last four
        assertThat(Set.of("PATH", "HOME", "LANG", "MANTLE_JOB_ID", "MANTLE_JOB_NAME", "PWD", "SHLVL", "_", "OLDPWD"))
                .containsAll(environment.keySet());
    }

    @ParameterizedTest
    @CsvSource({
        "/work/imat/webservice_test/tomopy/", "/work/imat/webservice_test/tomopy",
                "/work/imat/webservice_test/tomopy/run",
        "/work/folder", "/work/folder/", "/work/folder/run"
    })
    void runsAnInstalledProgramOrAFolderOrAFile(String runnable) throws Exception {
        script("folder/run", "echo folder");
        String id = wire.submit(cookie, runnable, "");

        await().until(() -> wire.state(cookie, id).equals("Done"));
        assertThat(fetch(id, id + ".output")).isEqualTo(runnable.contains("tomopy") ? "program\n" : "folder\n");
        assertThat(wire.get(SERVICE + "jobs/" + id, cookie).text())
                .contains("<cmd>" + runnable + "</cmd>")
                .contains("<name>Mantle_job_" + id + "</name>");
    }

    @Test
    void runsAnUploadedScriptThatNamesItsInterpreterAlthoughAnUploadCarriesNoPermissions() throws Exception {
        Files.createDirectories(work);
        Files.writeString(work.resolve("uploaded.sh"), "#!/bin/sh\necho uploaded $1\n");
        String id = wire.submit(cookie, "/work/uploaded.sh", "once");

        await().until(() -> wire.state(cookie, id).equals("Done"));
        assertThat(fetch(id, id + ".output")).isEqualTo("uploaded once\n");
    }

    @ParameterizedTest
    @CsvSource({
        "/work/nothing, There is nothing to run at '/work/nothing'",
        "/work/plain.py, '/work/plain.py' is not a program",
        "/work/emptyfolder, The folder '/work/emptyfolder' has no program 'run' in it",
        "/bin/echo, '/bin/echo' is not a place of yours",
        "/work/../../../bin/echo, is not a place of yours",
        "/work/outlink, is not a place of yours",
        "/work/linkfolder, is not a program of yours",
        "'', does not say what to run"
    })
    void saysWhyItCannotRunSomething(String runnable, String words) throws Exception {
        Files.createDirectories(work.resolve("emptyfolder"));
        Files.createDirectories(work.resolve("linkfolder"));
        Files.writeString(work.resolve("plain.py"), "print(1)");
        Files.createSymbolicLink(work.resolve("outlink"), Path.of("/bin/echo"));
        Files.createSymbolicLink(work.resolve("linkfolder/run"), Path.of("/bin/echo"));
        Wire.Answer answer = wire.submitRaw(cookie, runnable, "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("<Job><errMsg>").contains(words).contains("<id>0</id>");
        assertThat(answer.text()).doesNotContain(data.toString());
        assertThat(wire.get(SERVICE + "jobs", cookie).text()).contains("<note>");
        if (Files.exists(work.resolve("jobs"))) {
            assertThat(work.resolve("jobs")).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @CsvSource({"OUTPUT_FILE, /etc/x", "ERROR_FILE, ../../../../x", "OUTPUT_FILE, /work/jobs"})
    void refusesOutputFilesThatAreNotTheUsers(String parameter, String file) throws Exception {
        assertThat(wire.submitRaw(cookie, script("t.sh", "exit 0"), "", parameter, file)
                        .text())
                .contains("<Job><errMsg>'" + file + "'");
    }

    @Test
    void refusesArgumentsThatLeadOutOfTheRoomOrHaveAnOpenQuote() throws Exception {
        String runnable = script("t.sh", "exit 0");

        assertThat(wire.submitRaw(cookie, runnable, "/work/../../x").text())
                .contains("<errMsg>'/work/../../x' is not a place");
        assertThat(wire.submitRaw(cookie, runnable, "'open").text()).contains("a quote (') that is not closed");
    }

    @Test
    void runsBridgesSubmissionWithAFileThatComesAlong() throws Exception {
        String body =
                "--B\r\nContent-ID: <AppName>\r\nContent-Disposition: form-data; name=\"AppName\"\r\n\r\ngeneric\r\n"
                        + "--B\r\nContent-ID: <data>\r\nContent-Disposition: form-data; name=\"data\"\r\n"
                        + "Content-Type: multipart/mixed; boundary=C\r\n\r\n"
                        + "--C\r\nContent-Disposition: form-data; name=\"COMMANDTORUN\"\r\n"
                        + "Content-Type: application/xml; charset=UTF-8\r\n\r\n"
                        + "<AppParam><id>COMMANDTORUN</id><value>sh s.sh a<b&c</value><type></type></AppParam>\r\n"
                        + "--B\r\nContent-Disposition: form-data; name=\"INPUT_FILE\"\r\n"
                        + "Content-Type: application/xml; charset=UTF-8\r\n\r\n"
                        + "<AppParam><id>INPUT_FILE</id><value>s.sh,upload</value><type>file</type></AppParam>\r\n"
                        + "--C--\r\n\r\n"
                        + "--B\r\nContent-Disposition: form-data; name=\"s.sh\"; filename=\"s.sh\"\r\n"
                        + "Content-Type: application/octet-stream\r\nContent-ID: <s.sh>\r\n\r\necho \"$1\"\n\r\n"
                        + "--B--";
        Wire.Answer answer = wire.send(
                "POST " + SERVICE + "submitapp", cookie + "Content-Type: multipart/mixed;boundary=B\r\n", body);
        String id = Wire.element(answer.text(), "id");

        await().until(() -> wire.state(cookie, id).equals("Done"));
        assertThat(fetch(id, id + ".output")).isEqualTo("a<b&c\n");
    }

    @Test
    void runsAFileThatComesAlongAsInputFile() throws Exception {
        String body = ("--B\nContent-Disposition: form-data; name=AppName\nContent-ID: AppName\n\ngeneric\n"
                + "--B\nContent-Disposition: form-data; name=\"data\"\nContent-Type: multipart/mixed;boundary=C\n"
                + "Content-ID: <Data>\n\n"
                + "--C\nContent-Disposition: form-data; name=\"INPUT_FILE\"\n\n"
                + "<AppParam><id>INPUT_FILE</id><value>s.sh,upload</value><type>file</type></AppParam>\n--C--\n"
                + "--B\nContent-Disposition: form-data; name=\"s.sh\"; filename=\"s.sh\"\n"
                + "Content-Type: application/octet-stream\n\n#!/bin/sh\necho came along\n\n--B--\n");
        Wire.Answer answer = wire.send(
                "POST " + SERVICE + "submitapp", cookie + "Content-Type: multipart/mixed;boundary=B\r\n", body);
        String id = Wire.element(answer.text(), "id");

        await().until(() -> wire.state(cookie, id).equals("Done"));
        assertThat(fetch(id, id + ".output")).isEqualTo("came along\n");
    }

    @Test
    void tellsThatArgumentsAreTooLongForTheSystem() throws Exception {
        String id = wire.submit(cookie, script("t.sh", "exit 0"), "x".repeat(200_000));

        await().until(() -> wire.state(cookie, id).equals("Exit"));
        assertThat(Wire.element(wire.get(SERVICE + "jobs/" + id, cookie).text(), "extStatus"))
                .isEqualTo("could not be started: its arguments are too long");
    }

    @Test
    void takesAnyJobName() throws Exception {
        String runnable = script("t.sh", "printf %s \"$MANTLE_JOB_NAME\"");
        for (String name : List.of("a\0b", ".hidden", "../..", "n".repeat(5000), "é&lt;x&gt;", " ")) {
            String id = wire.submit(cookie, runnable, "", "JOB_NAME", name);

            await().until(() -> wire.state(cookie, id).equals("Done"));
            assertThat(fetch(id, id + ".output")).isNotEmpty();
        }
        assertThat(wire.get(SERVICE + "jobs", cookie).text()).contains("<name>é&lt;x&gt;</name>");
    }

    @Test
    void saysThatTheFilesOfAJobAreGone() throws Exception {
        String id = wire.submit(cookie, script("t.sh", "rm -r \"$PWD\""), "");

        await().until(() -> wire.state(cookie, id).equals("Done"));
        assertThat(wire.get(SERVICE + "jobfiles/" + id, cookie).text())
                .isEqualTo("The files of job <" + id + "> are gone");
        assertThat(wire.send("GET " + SERVICE + "file/" + id, cookie, "x").body())
                .isEmpty();
    }

    @Test
    void countsOnFromTheJobsOfAnEarlierGateway() throws Exception {
        String runnable = script("t.sh", "exit 0");
        long first = Long.parseLong(wire.submit(cookie, runnable, ""));
        gateway.close();
        try (Gateway next = Gateway.start(data)) {
            Wire nextWire = new Wire(next);
            String nextCookie = nextWire.logOn("fed", "secret");

            assertThat(Long.parseLong(nextWire.submit(nextCookie, runnable, "")))
                    .isEqualTo(first + 1);
            assertThat(nextWire.get(SERVICE + "jobs/" + first, nextCookie).text())
                    .contains("Job &lt;" + first + "&gt; is not found. Jobs of before the gateway's last start")
                    .contains("their files are still in the folder jobs under /work<");
            assertThat(nextWire.get(SERVICE + "jobs/" + (first + 2), nextCookie).text())
                    .contains("Job &lt;" + (first + 2) + "&gt; is not found<");
        }
    }

    private String script(String name, String body) throws IOException {
        return Scripts.executable(data, "fed", name, body);
    }

    private String fetch(String id, String file) throws IOException {
        return wire.send("GET " + SERVICE + "file/" + id, cookie, file).text();
    }

    private void awaitFile(String id, String name) {
        await().until(() -> wire.get(SERVICE + "jobfiles/" + id, cookie).text().contains("/" + name + "*"));
    }

    private long group(String id) throws IOException {
        return Long.parseLong(Wire.element(
                wire.get(SERVICE + "jobs?id=" + id + "&details=yes", cookie).text(), "pid"));
    }
}
