package org.mantle.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.gateway.testing.Eventually.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.gateway.testing.ProcessTable;
import org.mantle.gateway.testing.SetClock;
import org.mantle.gateway.testing.UsersFile;

/** What goes on from one gateway to the next, when each is closed in good order. */
class RestartTests {

    private static final String SERVICE = "/platform/webservice/pacclient/";
    private static final String JOBS = SERVICE + "jobs";

    @TempDir
    Path data;

    private final List<String> groups = new ArrayList<>();

    @BeforeAll
    static void needs() {
        Prerequisites.command("setsid", "util-linux");
    }

    @BeforeEach
    void writeUsers() throws IOException {
        data = data.toRealPath();
        UsersFile.write(data.resolve(".gateway"), "fed", "secret");
    }

    @AfterEach
    void endWhatIsLeft() throws Exception {
        for (String group : groups) {
            new ProcessBuilder("sh", "-c", "kill -s KILL -- -" + group + " 2>/dev/null")
                    .start()
                    .waitFor();
        }
    }

    private GatewayConfig.Builder service() {
        return GatewayConfig.builder(data)
                .mode(GatewayMode.SERVICE)
                .concurrency(1)
                .killGrace(Duration.ofMillis(300));
    }

    private String submitWaiting(Wire wire, String cookie, String name, String then) throws IOException {
        String script = Scripts.executable(
                data,
                "fed",
                name,
                "echo $$ > \"$HOME/work/" + name + ".tmp\"; mv \"$HOME/work/" + name + ".tmp\" \"$HOME/work/" + name
                        + ".pid\"\nuntil [ -e \"$HOME/work/go\" ]; do sleep 0.02; done\n" + then);
        return wire.submit(cookie, script, "");
    }

    /** Returns the process of a job's script when it runs. */
    private String awaitScript(String name) throws IOException {
        Path file = data.resolve("fed/work").resolve(name + ".pid");
        await().until(() -> Files.exists(file));
        String pid = Files.readString(file).strip();
        String stat = Files.readString(Path.of("/proc", pid, "stat"));
        groups.add(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[2]);
        return pid;
    }

    @Test
    void sessionsGoOnUntilTheyWereIdleForTheTimeThatIsSet() throws Exception {
        SetClock clock = new SetClock();
        GatewayConfig config = GatewayConfig.builder(data)
                .clock(clock)
                .sessionIdleTime(Duration.ofMinutes(60))
                .build();
        String first;
        String second;
        try (Gateway gateway = Gateway.start(config)) {
            Wire wire = new Wire(gateway);
            first = wire.logOn("fed", "secret");
            second = wire.logOn("fed", "secret");
            clock.advance(Duration.ofMinutes(40));
            assertThat(wire.get(JOBS, first).text()).contains("No matching job");
        }
        clock.advance(Duration.ofMinutes(19));
        try (Gateway gateway = Gateway.start(config)) {
            Wire wire = new Wire(gateway);
            assertThat(wire.get(JOBS, second).text()).contains("No matching job");
            wire.get(SERVICE + "logout", second);
            clock.advance(Duration.ofMinutes(40));
        }
        try (Gateway gateway = Gateway.start(config)) {
            Wire wire = new Wire(gateway);
            // used 59 minutes ago
            assertThat(wire.get(JOBS, first).text()).contains("No matching job");
            assertThat(wire.get(JOBS, second).text()).doesNotContain("No matching job");
            clock.advance(Duration.ofMinutes(60));
        }
        try (Gateway gateway = Gateway.start(config)) {
            assertThat(new Wire(gateway).get(JOBS, first).text()).doesNotContain("No matching job");
        }
    }

    @Test
    void aClockThatIsSetBackMakesNoSessionLastForEver() throws Exception {
        SetClock clock = new SetClock();
        GatewayConfig config = GatewayConfig.builder(data)
                .clock(clock)
                .sessionIdleTime(Duration.ofMinutes(60))
                .build();
        String cookie;
        try (Gateway gateway = Gateway.start(config)) {
            cookie = new Wire(gateway).logOn("fed", "secret");
        }
        clock.advance(Duration.ofDays(-400));
        try (Gateway gateway = Gateway.start(config)) {
            Wire wire = new Wire(gateway);
            assertThat(wire.get(JOBS, cookie).text()).contains("No matching job");
            clock.advance(Duration.ofMinutes(61));
            assertThat(wire.get(JOBS, cookie).text()).doesNotContain("No matching job");
        }
    }

    @Test
    void idsGrowWhateverTheClockIsSetTo() throws Exception {
        SetClock clock = new SetClock();
        GatewayConfig config = GatewayConfig.builder(data).clock(clock).build();
        String runnable = Scripts.executable(data, "fed", "t.sh", "exit 0");
        List<Long> ids = new ArrayList<>();
        for (int days : new int[] {0, 500, -2000, 1}) {
            clock.advance(Duration.ofDays(days));
            try (Gateway gateway = Gateway.start(config)) {
                Wire wire = new Wire(gateway);
                String cookie = wire.logOn("fed", "secret");
                String id = wire.submit(cookie, runnable, "");
                ids.add(Long.parseLong(id));
                await().until(() -> wire.state(cookie, id).equals("Done"));
            }
        }
        assertThat(ids).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void jobsGoOnWithoutTheGatewayAndTheirEndIsKnownToTheNext() throws Exception {
        String cookie;
        String id;
        String pid;
        try (Gateway gateway = Gateway.start(service().build())) {
            Wire wire = new Wire(gateway);
            cookie = wire.logOn("fed", "secret");
            id = submitWaiting(wire, cookie, "a.sh", "echo told; exit 7");
            pid = awaitScript("a.sh");
        }
        assertThat(ProcessTable.runs(pid)).isTrue();
        Files.createFile(data.resolve("fed/work/go"));
        Path exit = data.resolve(".gateway/processes/" + id + "/exit");
        await().until(() -> Files.exists(exit));
        Instant end = Files.getLastModifiedTime(exit).toInstant();
        await().until(() -> Instant.now().isAfter(end.plusSeconds(1)));
        try (Gateway gateway = Gateway.start(service().build())) {
            Wire wire = new Wire(gateway);
            await().until(() -> wire.state(cookie, id).equals("Exit"));
            String job =
                    wire.get(SERVICE + "jobs?id=" + id + "&details=yes", cookie).text();

            assertThat(Wire.element(job, "extStatus")).isEqualTo("exit code 7, see " + id + ".output");
            assertThat(Wire.element(job, "exitCode")).isEqualTo("7");
            assertThat(Instant.parse(Wire.element(job, "endTime"))).isEqualTo(end);
            assertThat(wire.send("GET " + SERVICE + "file/" + id, cookie, id + ".output")
                            .text())
                    .isEqualTo("told\n");
            await().until(() -> !Files.exists(exit.getParent()));
        }
    }

    @Test
    void jobsAreFollowedStoppedAndKilledByTheNext() throws Exception {
        String cookie;
        String first;
        String second;
        String third;
        try (Gateway gateway = Gateway.start(service().concurrency(3).build())) {
            Wire wire = new Wire(gateway);
            cookie = wire.logOn("fed", "secret");
            first = submitWaiting(wire, cookie, "a.sh", "exit 5");
            second = submitWaiting(wire, cookie, "b.sh", "exit 0");
            third = submitWaiting(wire, cookie, "c.sh", "exit 0");
            awaitScript("a.sh");
            awaitScript("b.sh");
            awaitScript("c.sh");
            wire.get(SERVICE + "jobOperation/suspend/" + third, cookie);
        }
        try (Gateway gateway = Gateway.start(service().build())) {
            Wire wire = new Wire(gateway);
            assertThat(wire.state(cookie, first)).isEqualTo("Running");
            assertThat(wire.state(cookie, third)).isEqualTo("Suspended");
            wire.get(SERVICE + "jobOperation/kill/" + second, cookie);
            await().until(() -> wire.state(cookie, second).equals("Exit"));
            assertThat(Wire.element(wire.get(JOBS + "/" + second, cookie).text(), "extStatus"))
                    .isEqualTo("killed");
            Files.createFile(data.resolve("fed/work/go"));
            await().until(() -> wire.state(cookie, first).equals("Exit"));
            assertThat(Wire.element(wire.get(JOBS + "/" + first, cookie).text(), "extStatus"))
                    .startsWith("exit code 5");
            wire.get(SERVICE + "jobOperation/resume/" + third, cookie);
            await().until(() -> wire.state(cookie, third).equals("Done"));
        }
    }

    @Test
    void jobsThatEndWithTheGatewaySaySo() throws Exception {
        String cookie;
        String running;
        String waiting;
        try (Gateway gateway = Gateway.start(GatewayConfig.builder(data)
                .concurrency(1)
                .killGrace(Duration.ofMillis(300))
                .build())) {
            Wire wire = new Wire(gateway);
            cookie = wire.logOn("fed", "secret");
            running = submitWaiting(wire, cookie, "a.sh", "");
            waiting = submitWaiting(wire, cookie, "b.sh", "");
            awaitScript("a.sh");
        }
        try (Gateway gateway = Gateway.start(data)) {
            Wire wire = new Wire(gateway);
            assertThat(Wire.element(wire.get(JOBS + "/" + running, cookie).text(), "extStatus"))
                    .isEqualTo("ended when the gateway was stopped");
            assertThat(Wire.element(wire.get(JOBS + "/" + waiting, cookie).text(), "extStatus"))
                    .isEqualTo("ended when the gateway was stopped before it started");
        }
    }

    @Test
    void jobsThatWaitedBeginInTheirOrderAndHeldOnesWait() throws Exception {
        String cookie;
        List<String> ids = new ArrayList<>();
        String held;
        try (Gateway gateway = Gateway.start(service().build())) {
            Wire wire = new Wire(gateway);
            cookie = wire.logOn("fed", "secret");
            ids.add(submitWaiting(wire, cookie, "a.sh", "echo a >> \"$HOME/work/order\""));
            awaitScript("a.sh");
            String order = Scripts.executable(data, "fed", "order.sh", "echo $1 >> \"$HOME/work/order\"");
            held = wire.submit(cookie, order, "held");
            wire.get(SERVICE + "jobOperation/suspend/" + held, cookie);
            ids.add(wire.submit(cookie, order, "b"));
            ids.add(wire.submit(cookie, order, "c"));
            ids.add(wire.submit(cookie, order, "d"));
        }
        try (Gateway gateway = Gateway.start(service().build())) {
            Wire wire = new Wire(gateway);
            assertThat(ids.stream().map(id -> state(wire, cookie, id)))
                    .containsExactly("Running", "Pending", "Pending", "Pending");
            assertThat(wire.state(cookie, held)).isEqualTo("Suspended");
            Files.createFile(data.resolve("fed/work/go"));
            await().until(() -> state(wire, cookie, ids.get(3)).equals("Done"));
            wire.get(SERVICE + "jobOperation/resume/" + held, cookie);
            await().until(() -> wire.state(cookie, held).equals("Done"));
        }
        assertThat(data.resolve("fed/work/order")).hasContent("a\nb\nc\nd\nheld");
    }

    private static String state(Wire wire, String cookie, String id) {
        try {
            return wire.state(cookie, id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
