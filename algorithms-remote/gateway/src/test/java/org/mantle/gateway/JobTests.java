package org.mantle.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.gateway.testing.Eventually.await;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.gateway.testing.ProcessTable;

/** Jobs that really run: their turn, their end, and what stops them. */
class JobTests extends RunningGateway {

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
        ProcessBuilder builder = new ProcessBuilder("sleep", "100000");
        builder.environment().put("MANTLE_JOB_ID", id);
        builder.environment().put("HOME", "/elsewhere");
        return builder.start();
    }

    @Test
    void stopsAndResumesProcessesThatLeftTheGroup() throws Exception {
        String id = wire.submit(
                cookie,
                script("daemon.sh", "setsid sh -c 'echo $$ > pid.tmp; mv pid.tmp pid; sleep 100000' & wait"),
                "");
        awaitFile(id, "pid");
        long escaped = Long.parseLong(fetch(id, "pid").strip());

        wire.get(SERVICE + "jobOperation/suspend/" + id, cookie);
        awaitStates(escaped, "T"::equals);
        assertThat(wire.state(cookie, id)).isEqualTo("Suspended");
        wire.get(SERVICE + "jobOperation/resume/" + id, cookie);
        awaitStates(escaped, state -> !state.equals("T"));
        gateway.close();
        assertThat(ProcessTable.group(escaped)).isEmpty();
    }

    /** Most of them are started while the signal to the one that starts them is on its way. */
    @Test
    void stopsWhatIsStartedWhileItStopsTheRest() throws Exception {
        String id = wire.submit(cookie, script("fork.sh", """
                        mkfifo never
                        setsid sh -c 'echo $$ > pid.tmp; mv pid.tmp pid
                            for i in 1 2 3; do for j in 1 2 3 4 5 6 7 8 9; do for k in 1 2 3 4 5 6 7 8 9; do
                                (read line < never) & sleep 0.003
                            done; done; done; wait' &
                        wait"""), "");
        awaitFile(id, "pid");
        long escaped = Long.parseLong(fetch(id, "pid").strip());

        wire.get(SERVICE + "jobOperation/suspend/" + id, cookie);
        awaitStates(escaped, "T"::equals);
        wire.get(SERVICE + "jobOperation/kill/" + id, cookie);
        await().until(() -> wire.state(cookie, id).equals("Exit"));
        assertThat(ProcessTable.group(escaped)).isEmpty();
    }

    @Test
    void killsAJobThatIsStopped() throws Exception {
        String id = wire.submit(cookie, script("long.sh", "echo ready > ready; sleep 100000"), "");
        awaitFile(id, "ready");
        long group = group(id);
        wire.get(SERVICE + "jobOperation/suspend/" + id, cookie);
        assertThat(wire.get(SERVICE + "jobOperation/kill/" + id, cookie).text()).contains("is being terminated");

        await().until(() -> wire.state(cookie, id).equals("Exit"));
        assertThat(ProcessTable.group(group)).isEmpty();
    }

    @Test
    void stopsAndResumesTheWholeGroup() throws Exception {
        String id = wire.submit(cookie, script("long.sh", "sleep 100000 & echo ready > ready; wait"), "");
        awaitFile(id, "ready");
        long group = group(id);

        assertThat(wire.get(SERVICE + "jobOperation/suspend/" + id, cookie).text())
                .contains("<actionMsg>Job &lt;" + id + "&gt; is being stopped</actionMsg>");
        assertThat(wire.state(cookie, id)).isEqualTo("Suspended");
        awaitStates(group, "T"::equals);
        assertThat(wire.get(SERVICE + "jobOperation/resume/" + id, cookie).text())
                .contains("is being resumed");
        assertThat(wire.state(cookie, id)).isEqualTo("Running");
        awaitStates(group, state -> !state.equals("T"));
        assertThat(wire.get(SERVICE + "jobOperation/resume/" + id, cookie).text())
                .contains("Job is not suspended");
    }

    @Test
    void holdsAndKillsAJobThatHasNotStarted() throws Exception {
        String running = wire.submit(cookie, script("wait.sh", "sleep 100000"), "");
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
        String id = wire.submit(cookie, script("long.sh", "trap '' TERM; sleep 100000 & echo ready > ready; wait"), "");
        String waiting = wire.submit(cookie, script("never.sh", "touch \"$HOME/never\""), "");
        awaitFile(id, "ready");
        long group = group(id);
        assertThat(wire.state(cookie, waiting)).isEqualTo("Pending");

        gateway.close();
        assertThat(ProcessTable.group(group)).isEmpty();
        assertThat(data.resolve("fed/never")).doesNotExist();
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
    void knowsTheJobsOfAnEarlierGatewayAndCountsOn() throws Exception {
        String runnable = script("t.sh", "exit 0");
        long first = Long.parseLong(wire.submit(cookie, runnable, ""));
        await().until(() -> wire.state(cookie, Long.toString(first)).equals("Done"));
        gateway.close();
        try (Gateway next = Gateway.start(data)) {
            Wire nextWire = new Wire(next);
            String nextCookie = nextWire.logOn("fed", "secret");

            assertThat(Long.parseLong(nextWire.submit(nextCookie, runnable, "")))
                    .isEqualTo(first + 1);
            assertThat(nextWire.state(nextCookie, Long.toString(first))).isEqualTo("Done");
            assertThat(nextWire.get(SERVICE + "jobs", nextCookie).text())
                    .contains("<id>" + first + "</id>", "<id>" + (first + 1) + "</id>");
            assertThat(nextWire.get(SERVICE + "jobs/" + (first + 2), nextCookie).text())
                    .contains("Job &lt;" + (first + 2) + "&gt; is not found<");
        }
    }

    @Test
    void keepsTheFilesOfEarlierJobsReachableForTheirOwner() throws Exception {
        String id = wire.submit(cookie, script("t.sh", "echo result > result; mkdir sub; echo s > sub/x"), "");
        await().until(() -> wire.state(cookie, id).equals("Done"));
        String list = wire.get(SERVICE + "jobfiles/" + id, cookie).text();
        String path = list.replaceAll(".*PAC Server\\*(/work/jobs/[^*]*/result)\\*.*", "$1");
        gateway.close();
        try (Gateway next =
                Gateway.start(GatewayConfig.builder(data).allowManyUsers(true).build())) {
            next.users().add("eve", "e".toCharArray());
            Wire nextWire = new Wire(next);
            String owner = nextWire.logOn("fed", "secret");
            String eve = nextWire.logOn("eve", "e");

            assertThat(nextWire.get(SERVICE + "jobfiles/" + id, owner).text()).isEqualTo(list);
            for (String wanted : List.of("result", path, "PAC Server*" + path + "*FILE*7*true")) {
                assertThat(nextWire.send("GET " + SERVICE + "file/" + id, owner, wanted)
                                .text())
                        .as(wanted)
                        .isEqualTo("result\n");
                assertThat(nextWire.send("GET " + SERVICE + "file/" + id, eve, wanted)
                                .body())
                        .isEmpty();
            }
            assertThat(nextWire.send("GET " + SERVICE + "file/" + id, owner, "sub/x")
                            .text())
                    .isEqualTo("s\n");
            assertThat(nextWire.send("GET " + SERVICE + "file/0", owner, path).text())
                    .isEqualTo("result\n");
            assertThat(nextWire.send("GET " + SERVICE + "file/0", eve, path).body())
                    .isEmpty();
            assertThat(nextWire.send("GET " + SERVICE + "file/4711", owner, path)
                            .body())
                    .isEmpty();
            assertThat(nextWire.get(SERVICE + "jobfiles/" + id, eve).text())
                    .contains("is not found")
                    .doesNotContain("/");
        }
    }

    @Test
    void tellsInTheErrorFileWhyAJobCouldNotBeStarted() throws Exception {
        String id = wire.submit(cookie, script("t.sh", "exit 0"), "a".repeat(131_072));

        await().until(() -> wire.state(cookie, id).equals("Exit"));
        assertThat(Wire.element(wire.get(SERVICE + "jobs/" + id, cookie).text(), "extStatus"))
                .isEqualTo("could not be started: its arguments are too long");
        assertThat(fetch(id, id + ".error")).isEqualTo("The job could not be started: its arguments are too long\n");
    }

    @Test
    void showsNoMoreOfALongCommandThanItCanKeep() throws Exception {
        String id = wire.submit(cookie, script("t.sh", "exit 0"), "a ".repeat(100_000));

        await().until(() -> wire.state(cookie, id).equals("Done"));
        assertThat(Wire.element(wire.get(SERVICE + "jobs/" + id, cookie).text(), "cmd"))
                .startsWith("/work/t.sh a a a")
                .endsWith("…")
                .hasSizeLessThan(5000);
    }

    private void awaitFile(String id, String name) {
        await().until(() -> wire.get(SERVICE + "jobfiles/" + id, cookie).text().contains("/" + name + "*"));
    }

    /** Waits until all processes of a group, which has some, are in a state. */
    private static void awaitStates(long group, Predicate<String> wanted) {
        await().until(
                        () -> ProcessTable.group(group).values(),
                        states -> !states.isEmpty() && states.stream().allMatch(wanted));
    }

    /** A program may be at work before the gateway has noted which process it is. */
    private long group(String id) {
        String pid = await().until(
                        () -> Wire.element(
                                wire.get(SERVICE + "jobs?id=" + id + "&details=yes", cookie)
                                        .text(),
                                "pid"),
                        told -> !told.isEmpty());
        return Long.parseLong(pid);
    }
}
